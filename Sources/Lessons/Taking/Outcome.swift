import Playground

/// What really came of what was asked, beside what was said.
struct Outcome {
  /// False when the session, as the learner has made it, answers the question in no way of the lesson's.
  var isKnown = true
  var isRight = false
  /// Whether it is told in the lesson's own words.
  var isProse = false
  /// Whether anything was said.
  let isSaid: Bool
  /// One sentence.
  var text = ""

  /// Judges a prediction on the live session; `said` is a choice's letter, or a value as typed.
  init(_ prediction: Lesson.Prediction, _ said: String?, in session: some TakenSession) {
    isSaid = said != nil
    switch prediction.answer {
    case .choices(let choices): judge(choices, said, session)
    case .value(let operand): judge(operand, said, session)
    }
  }

  private mutating func judge(_ choices: [Lesson.Prediction.Choice], _ said: String?, _ session: some TakenSession) {
    let right = choices.indices.filter { session.judge(Array(choices[$0].when.text.utf8)) == .holds }
    guard right.count == 1, let place = right.first else {
      isKnown = false
      text = "None of the answers came true here: this session has become another one than the lesson's."
      return
    }
    (isRight, isProse) = (said == Letter.name(place), true)
    tell("\(Letter.name(place))) \(choices[place].text)", said.map { $0 + ")" })
  }

  private mutating func judge(_ operand: Lesson.Claim, _ said: String?, _ session: some TakenSession) {
    guard let value = session.value(of: Array(operand.text.utf8)) else {
      isKnown = false
      text = "There is no answer here: this session has become another one than the lesson's."
      return
    }
    isRight = said.map { Outcome.isSame($0, value, operand, session) } ?? false
    tell(value, said)
  }

  private mutating func tell(_ real: String, _ said: String?) {
    let end = real.hasSuffix(".") || real.hasSuffix("?") || real.hasSuffix("!") ? "" : "."
    if isRight {
      text = "Right: \(real)\(end)"
    } else if let said {
      text = "Not so. You said \(said); it is \(real)\(end)"
    } else {
      text = "It is \(real)\(end)"
    }
  }

  /// A value may be typed as `expect` takes it (a number, hex, a constant's name, an address), or a text without quotes.
  private static func isSame(_ said: String, _ value: String, _ operand: Lesson.Claim, _ session: some TakenSession)
    -> Bool
  {
    if said.lowercased() == value.lowercased() { return true }
    let quoted = "\"" + said.filter { $0 != "\"" && $0 != "\\" } + "\""
    return [said, quoted].contains { session.judge(Array("\(operand.text) == \($0)".utf8)) == .holds }
  }
}
