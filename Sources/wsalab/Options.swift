import Exports
import Views
import Wire

/// What the command line asks for.
struct Options {
  /// What to do.
  enum Action: Equatable {
    case session
    case run(path: String)
    /// Compiles and runs programs, each of one or more sources.
    case programs([[String]])
    /// Compares programs with the `.out` beside them.
    case test(folder: String)
    /// Prints a recorded session.
    case view(path: String)
    case check(paths: [String], accepting: Acceptance)
    case new(name: String)
    /// The list without names; a lesson, a folder of them, or a lesson in one.
    case learn(names: [String], resets: Bool)
    /// Tells what works on this machine.
    case doctor
    /// Prints the manual page, or a shell's completions.
    case manual(form: String)
    case version
    case help
  }
  /// What becomes of transcripts that differ.
  enum Acceptance: String { case nothing = "check", all = "--update", asked = "--review" }
  /// `blocks` is what a check asks of its children, and of no use to people.
  enum Format: String, CaseIterable { case text, json, blocks }
  enum Color: String, CaseIterable { case auto, always, never }
  enum Switch: String, CaseIterable { case on, off }

  var action = Action.session
  var format = Format.text
  /// Records have only the keys that a script gets from a real Winsock as well.
  var isBrief = false
  var network = Network.Choice.automatic
  /// The file that is made of the session when it has ended; nil for none.
  var exportPath: String?
  /// Of which step a picture is; nil for the last one.
  var exportedStep: Int?
  /// What of it a picture shows.
  var exportedPart = StepPicture.Part.step
  /// The version of a film.
  var film = Film.Version.two
  /// The file that gets the results of a check or a test; nil for none.
  var reportPath: String?
  /// Whether a lesson is shown one step a page.
  var presents = false
  /// Whether that file may be there already.
  var overwrites = false
  /// The folder below which a script may save; nil for nowhere.
  var savesTo: String?
  var traces = true
  var color = Color.auto
  /// Programs print what they print, and nothing else is.
  var isQuiet = false
  /// How many calls programs may make; nil for the usual number.
  var calls: Int?
  /// Programs run with the person's own rights.
  var trusts = false
  /// Programs are compiled with wide text functions.
  var isUnicode = false
  /// Programs are compiled with AddressSanitizer.
  var isSanitized = false
  /// What the compiler is given beside.
  var compilerOptions: [String] = []
  /// What programs get in argv.
  var programArguments: [String] = []
  /// What steps are told with.
  var form = TextOptions.Form.drawn
  /// The columns of characters whose width is ambiguous; nil: the terminal is asked.
  var ambiguousWidth: Int?
  var width = 80
  /// Whether the width was said, and is not that of the terminal.
  var isWidthGiven = false
}

/// What is wrong with a command line, in one sentence.
struct OptionError: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

extension Options {
  /// Reads the arguments after the program's name.
  static func parse(_ arguments: [String]) throws(OptionError) -> Options {
    var parser = OptionParser(arguments)
    return try parser.parse()
  }
}

/// Goes through the arguments once. An option may stand anywhere, as `--name value` or `--name=value`.
private struct OptionParser {
  private static let names = Declarations.options.map(\.name) + ["--update", "--review", "--reset"]
  private static let commands = Declarations.commands
  private var rest: ArraySlice<String>
  private var words: [String] = []
  /// What stands behind `--`.
  private var behind: [String] = []
  private var options = Options()
  private var accepting = Options.Acceptance.nothing
  private var resets = false
  /// An option of programs that was given.
  private var programOption: String?

  init(_ arguments: [String]) { rest = arguments[...] }

  mutating func parse() throws(OptionError) -> Options {
    while let argument = rest.popFirst() {
      if argument == "--" {
        behind = Array(rest)
        rest = []
      } else if argument == "-h" || argument == "-?" {
        options.action = .help
      } else if argument.hasPrefix("-") && argument != "-" {
        try takeOption(argument)
      } else {
        words.append(argument)
      }
    }
    if words.first == "run" || words.first == "test", ProgramWords.areSources(Array(words.dropFirst())) {
      options.compilerOptions = behind
    } else {
      words += behind
    }
    if options.action == .session { options.action = try action() }
    try checkProgramOptions()
    try checkExport()
    try checkReport()
    if options.isBrief, options.format != .json {
      throw OptionError("--brief belongs to --format json: wsalab run --format json --brief FILE")
    }
    return options
  }

  private func action() throws(OptionError) -> Options.Action {
    let operands = Array(words.dropFirst())
    if resets, words.first != "learn" {
      throw OptionError("--reset belongs to learn: wsalab learn --reset NAME")
    }
    switch words.first {
    case "check":
      guard !operands.isEmpty else {
        throw OptionError("check needs a lesson or a folder of them: wsalab check lessons")
      }
      return .check(paths: operands, accepting: accepting)
    case _ where accepting != .nothing:
      throw OptionError("\(accepting.rawValue) belongs to check: wsalab check \(accepting.rawValue) PATH")
    case nil: return .session
    case "learn": return try learn(operands)
    case "test":
      guard operands.count == 1 else {
        throw OptionError("test takes a folder of programs with what they print beside them: wsalab test DIR")
      }
      return .test(folder: operands[0])
    case "doctor":
      guard operands.isEmpty else { throw OptionError("doctor takes no operand") }
      return .doctor
    case "print":
      guard operands.count == 1, Manual.forms.contains(operands[0]) else {
        throw OptionError("print prints one of \(Manual.forms.joined(separator: ", ")): wsalab print man")
      }
      return .manual(form: operands[0])
    case "new":
      guard operands.count == 1 else {
        throw OptionError("new takes one name for the lesson it makes: wsalab new 01-my-lesson")
      }
      return .new(name: operands[0])
    case "view":
      guard operands.count == 1 else {
        throw OptionError("view takes one recorded session: wsalab run --format json FILE >session.jsonl makes one")
      }
      guard options.format == .text else { throw OptionError("view prints a recorded session as text") }
      return .view(path: operands[0])
    case "run":
      guard let path = operands.first else {
        throw OptionError("run needs a file: wsalab run FILE (- is standard input)")
      }
      if ProgramWords.areSources(operands) { return .programs(operands.map(ProgramWords.sources)) }
      guard operands.count == 1 else {
        throw OptionError("run takes one script, or programs (.cpp, .c), not \(operands.joined(separator: " "))")
      }
      return .run(path: path)
    case .some(let word): throw unknownCommand(word)
    }
  }

  private func learn(_ operands: [String]) throws(OptionError) -> Options.Action {
    guard options.format == .text else {
      throw OptionError("a lesson is taken as text; wsalab run --format json LESSON.md gives its steps as records")
    }
    guard operands.count <= 2 else {
      throw OptionError("learn takes a lesson, a folder of lessons, or a folder and a lesson in it")
    }
    guard !resets || !operands.isEmpty else {
      throw OptionError("--reset needs a lesson, or all: wsalab learn --reset 01, wsalab learn --reset all")
    }
    return .learn(names: operands, resets: resets)
  }

  private func unknownCommand(_ word: String) -> OptionError {
    if word.hasSuffix(".wsa") || word.hasSuffix(".md") {
      return OptionError("unknown command \"\(word)\"; did you mean \"run \(word)\"?")
    }
    return OptionError("unknown command \"\(word)\"" + OptionParser.suggestion(word, OptionParser.commands))
  }

  private mutating func takeOption(_ argument: String) throws(OptionError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let attached = parts.count > 1 ? String(parts[1]) : nil
    switch name {
    case "--version", "--help":
      guard attached == nil else { throw OptionError("\(name) takes no value") }
      options.action = name == "--help" ? .help : .version
    case "--brief":
      guard attached == nil else { throw OptionError("--brief takes no value") }
      options.isBrief = true
    case "--update", "--review": try takeAcceptance(name, attached)
    case "--reset":
      guard attached == nil else { throw OptionError("--reset takes no value; the lesson's name follows learn") }
      resets = true
    case "--format": options.format = try choice(name, attached, hidden: .blocks)
    case "--color": options.color = try choice(name, attached)
    case "--trace": options.traces = try choice(name, attached) as Options.Switch == .on
    case "--network": try takeNetwork(attached)
    case "--quiet", "--trust", "--unicode", "--sanitize": try takeProgramSwitch(name, attached)
    case "--steps":
      let value = try value("--steps", attached, "a number of calls")
      guard let calls = Int(value), calls >= 1 else {
        throw OptionError("--steps is a number of calls from 1, not \"\(value)\"")
      }
      options.calls = calls
    case "--arg":
      options.programArguments.append(try value("--arg", attached, "a word that the program gets in argv"))
      programOption = programOption ?? name
    case "--to": options.exportPath = try value("--to", attached, "a file, such as session.html")
    case "--speak", "--ascii":
      guard attached == nil else { throw OptionError("\(name) takes no value") }
      options.form = name == "--speak" ? .spoken : .ascii
    case "--ambiguous":
      let value = try value(name, attached, "1 or 2")
      guard value == "1" || value == "2" else { throw OptionError("--ambiguous is 1 or 2 columns, not \"\(value)\"") }
      options.ambiguousWidth = Int(value)
    case "--present":
      guard attached == nil else { throw OptionError("--present takes no value") }
      options.presents = true
    case "--report": options.reportPath = try value(name, attached, "a file, .xml or .json")
    case "--part": options.exportedPart = try choice(name, attached)
    case "--step":
      let value = try value(name, attached, "a step's number")
      guard let step = Int(value), step > 0 else {
        throw OptionError("--step is a step's number from 1, not \"\(value)\"")
      }
      options.exportedStep = step
    case "--cast":
      let value = try value(name, attached, "2 or 3")
      guard let film = Int(value).flatMap(Film.Version.init) else {
        throw OptionError("--cast is a version of asciicast, 2 or 3, not \"\(value)\"")
      }
      options.film = film
    case "--overwrite":
      guard attached == nil else { throw OptionError("--overwrite takes no value") }
      options.overwrites = true
    case "--save-to": options.savesTo = try value("--save-to", attached, "a folder")
    case "--width": try takeWidth(attached)
    default: throw OptionError("unknown option \"\(name)\"" + OptionParser.suggestion(name, OptionParser.names))
    }
  }

  private mutating func takeProgramSwitch(_ name: String, _ attached: String?) throws(OptionError) {
    guard attached == nil else { throw OptionError("\(name) takes no value") }
    switch name {
    case "--quiet": options.isQuiet = true
    case "--trust": options.trusts = true
    case "--unicode": options.isUnicode = true
    default: options.isSanitized = true
    }
    programOption = programOption ?? name
  }

  /// Some options say how programs are compiled and run, and mean nothing elsewhere.
  private func checkProgramOptions() throws(OptionError) {
    switch options.action {
    case .programs, .test, .help, .version: return
    // Lines begin programs as well.
    case .session where !options.isQuiet && options.calls == nil && options.programArguments.isEmpty: return
    case .run where !options.isQuiet && options.calls == nil && options.programArguments.isEmpty: return
    default:
      guard let name = programOption ?? (options.calls == nil ? nil : "--steps") else { return }
      throw OptionError("\(name) belongs to programs: wsalab run \(name) server.cpp")
    }
  }

  /// What is made of a session is made where one is run or read.
  private func checkExport() throws(OptionError) {
    guard let path = options.exportPath else {
      if options.exportedStep != nil {
        if case .view = options.action { return }
        throw OptionError("--step belongs to view, and to --to: wsalab view --step 12 FILE.jsonl")
      }
      if options.overwrites, options.reportPath == nil {
        throw OptionError("--overwrite belongs to --to: wsalab run --to page.html FILE")
      }
      return
    }
    switch options.action {
    case .run, .view, .programs: break
    case .help, .version: return
    default: throw OptionError("--to belongs to run and view: wsalab run --to page.html FILE")
    }
    guard Exporter(path: path) != nil else {
      throw OptionError("--to makes files with these endings: \(Exporter.endings); \(path) has another")
    }
  }

  private func checkReport() throws(OptionError) {
    if options.presents {
      guard case .learn(let names, false) = options.action, !names.isEmpty else {
        throw OptionError("--present belongs to learn: wsalab learn --present 01")
      }
    }
    guard let path = options.reportPath else { return }
    switch options.action {
    case .check, .test, .help, .version: break
    default: throw OptionError("--report belongs to check and test: wsalab check --report results.xml lessons")
    }
    guard path.hasSuffix(".xml") || path.hasSuffix(".json") else {
      throw OptionError("--report makes .xml (JUnit) or .json; \(path) has another ending")
    }
  }

  private mutating func takeAcceptance(_ name: String, _ attached: String?) throws(OptionError) {
    guard attached == nil else { throw OptionError("\(name) takes no value") }
    guard let chosen = Options.Acceptance(rawValue: name), accepting == .nothing || accepting == chosen else {
      throw OptionError("--update accepts all differences and --review asks for each; give one of the two")
    }
    accepting = chosen
  }

  private mutating func value(_ name: String, _ attached: String?, _ expected: String) throws(OptionError) -> String {
    if let value = attached ?? rest.popFirst() { return value }
    throw OptionError("\(name) needs a value: \(expected)")
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, _ attached: String?, hidden: Choice? = nil
  ) throws(OptionError) -> Choice where Choice.RawValue == String {
    let names = Choice.allCases.map(\.rawValue).filter { $0 != hidden?.rawValue }
    let value = try value(name, attached, names.joined(separator: ", "))
    if let choice = Choice(rawValue: value) { return choice }
    let suggestion = OptionParser.suggestion(value, names)
    throw OptionError("\(name) is one of \(names.joined(separator: ", ")), not \"\(value)\"" + suggestion)
  }

  private mutating func takeNetwork(_ attached: String?) throws(OptionError) {
    let value = try value("--network", attached, "private, shared")
    guard value != "automatic", let choice = Network.Choice(rawValue: value) else {
      let suggestion = OptionParser.suggestion(value, ["private", "shared"])
      throw OptionError("--network is private or shared, not \"\(value)\"" + suggestion)
    }
    options.network = choice
  }

  private mutating func takeWidth(_ attached: String?) throws(OptionError) {
    let value = try value("--width", attached, "a number of columns")
    guard let width = Int(value), (40...1000).contains(width) else {
      throw OptionError("--width is a number of columns from 40 to 1000, not \"\(value)\"")
    }
    (options.width, options.isWidthGiven) = (width, true)
  }

  /// The name that shares the longest beginning with what was typed, when that is more than dashes.
  private static func suggestion(_ typed: String, _ names: [String]) -> String {
    let isDashed = typed.hasPrefix("--")
    var best: (name: String, shared: Int)?
    for name in names {
      let shared = zip(typed, name).prefix { $0 == $1 }.count
      if shared > (best?.shared ?? (isDashed ? 2 : 0)) { best = (name, shared) }
    }
    return best.map { "; did you mean \"\($0.name)\"?" } ?? ""
  }
}
