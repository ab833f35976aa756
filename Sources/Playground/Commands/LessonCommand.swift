import Language
import Steps

extension Command {
  static let lesson = CommandOf(
    "lesson", "lessons", topic: .playground,
    summary: "Lists the lessons, or begins one in a fresh session; end leaves it.",
    tasks: ["learn", "course", "tutorial", "teach"], needsThread: false, isSaved: false,
    RestParameter(
      usage: "[NAME|end]",
      about: "07, or museum for that list; the lesson under way: its section starts again; end leaves the lesson",
      completes: .lessons)
  ) { call, rest throws(UsageError) in
    let name = ByteText.string(call.bytes, rest)
    guard let guide = call.session.caller.guide else {
      throw UsageError("a script takes no lessons", hint: "wsalab learn lists them and takes one")
    }
    if name.isEmpty { return .body(.text(guide.lessons())) }
    if name == "end" {
      _ = try teaching(call)
      guide.leave()
      return .body(.none)
    }
    if let listed = guide.lessons(in: name) { return .body(.text(listed)) }
    do throws(UsageError) {
      try guide.begin(name)
    } catch {
      throw UsageError(error.message, at: rest, hint: error.hint)
    }
    return .body(.none)
  }

  static let hint = CommandOf(
    "hint", topic: .playground, summary: "In a lesson: helps with its line, or with its goal a little more each time.",
    tasks: ["learn", "stuck"], needsThread: false, isSaved: false
  ) { call throws(UsageError) in
    try teaching(call).hint()
    return .body(.none)
  }

  static let skip = CommandOf(
    "skip", topic: .playground, summary: "In a lesson: runs the rest of the section, or what reaches the goal.",
    tasks: ["learn", "answer"], needsThread: false, isSaved: false
  ) { call throws(UsageError) in
    try teaching(call).skip()
    return .body(.none)
  }

  static let goal = CommandOf(
    "goal", topic: .playground, summary: "In a lesson: says what to reach, and what is still missing.",
    tasks: ["learn", "task"], needsThread: false, isSaved: false
  ) { call throws(UsageError) in
    try teaching(call).goal()
    return .body(.none)
  }

  private static func teaching(_ call: Call) throws(UsageError) -> any LessonGuide {
    if let guide = call.session.caller.guide, guide.isTeaching { return guide }
    let isHere = call.session.caller.guide != nil
    throw UsageError(
      "no lesson is under way",
      hint: isHere ? "lesson lists them; lesson 01 begins the first" : "wsalab learn lists them and takes one")
  }
}
