/// What the program's command line understands, declared once: the usage, the manual page and the completions of shells are
/// made of it.
enum Declarations {
  /// A way to call the program.
  struct Use {
    /// What stands behind the program's name.
    let words: String
    let about: String
    /// What its operands are, for completions.
    var operands = Operands.none
  }

  /// What completes an operand.
  enum Operands { case none, files([String]), folders, lessons }

  /// An option.
  struct Option {
    let name: String
    /// What follows it; empty for a switch.
    var value = ""
    let about: String
    /// What the value may be, where there are few.
    var choices: [String] = []
    /// Whether the value is a file or a folder.
    var takesFile = false
  }

  static let summary = "a playground for Windows sockets, on Linux"

  static let uses: [Use] = [
    Use(words: "[OPTION …]", about: "a session: type help in it"),
    Use(words: "learn", about: "lists the lessons, and which are done", operands: .lessons),
    Use(words: "learn NAME", about: "takes one: its number, name or file", operands: .lessons),
    Use(words: "learn FOLDER [NAME]", about: "lists those of a folder, or takes one", operands: .folders),
    Use(words: "learn --reset NAME|all", about: "forgets what you have done", operands: .lessons),
    Use(
      words: "run FILE [OPTION …]", about: "replays a script or a lesson (.md)",
      operands: .files(["wsa", "md", "cpp", "c"])),
    Use(words: "run A.cpp [B.cpp …]", about: "runs C or C++ programs, call by call", operands: .files(["cpp", "c"])),
    Use(
      words: "run FILE --to X", about: "… and makes a file of it: see --to",
      operands: .files(["wsa", "md", "cpp", "c"])),
    Use(words: "test DIR", about: "runs programs beside their .out files", operands: .folders),
    Use(words: "view FILE [OPTION …]", about: "prints a recorded session (.jsonl)", operands: .files(["jsonl"])),
    Use(words: "check PATH …", about: "replays lessons and tells what is wrong", operands: .files(["md"])),
    Use(words: "check --update PATH …", about: "… and rewrites transcripts that differ", operands: .files(["md"])),
    Use(words: "check --review PATH …", about: "… and asks for each before it does", operands: .files(["md"])),
    Use(words: "new NAME", about: "makes a lesson to begin with: NAME.md"),
    Use(words: "doctor", about: "tells what works here, and what to do"),
    Use(words: "print man|bash|zsh|fish", about: "a manual page, or completions"),
  ]

  static let options: [Option] = [
    Option(
      name: "--format", value: "text|json", about: "transcript for people, or one JSON object a line",
      choices: ["text", "json"]),
    Option(name: "--brief", about: "records of what a real Winsock reports alone"),
    Option(name: "--to", value: "FILE", about: "makes .html, .svg, .cast, .cpp, .txt or .jsonl", takesFile: true),
    Option(name: "--overwrite", about: "… also where that file is there"),
    Option(name: "--step", value: "N", about: "the step that view prints, or .svg draws"),
    Option(
      name: "--part", value: "PART", about: "what .svg draws: step, ladder or state",
      choices: ["step", "ladder", "state"]),
    Option(name: "--cast", value: "2|3", about: "the version of a .cast film (2)", choices: ["2", "3"]),
    Option(name: "--report", value: "FILE", about: "results of check or test: .xml (JUnit), .json", takesFile: true),
    Option(
      name: "--network", value: "private|shared", about: "a network of its own, or the machine's loopback",
      choices: ["private", "shared"]),
    Option(
      name: "--save-to", value: "FOLDER", about: "where a script may save; else it writes no file", takesFile: true),
    Option(name: "--quiet", about: "a program's own output, and nothing else"),
    Option(name: "--arg", value: "WORD", about: "… with a word more in argv"),
    Option(name: "--steps", value: "N", about: "how many calls programs may make (10000)"),
    Option(name: "--sanitize", about: "programs are compiled with AddressSanitizer"),
    Option(name: "--unicode", about: "… and with wide text functions"),
    Option(name: "--trust", about: "programs run with your own rights, not shut in"),
    Option(name: "--trace", value: "on|off", about: "the packets that each line moved", choices: ["on", "off"]),
    Option(name: "--speak", about: "sentences instead of drawings, one a fact"),
    Option(name: "--ascii", about: "drawings of ASCII characters"),
    Option(
      name: "--ambiguous", value: "1|2", about: "columns of a drawn character; 2: as --ascii", choices: ["1", "2"]),
    Option(name: "--present", about: "learn: one step a page, for a projector"),
    Option(
      name: "--color", value: "auto|always|never", about: "auto: on a terminal, unless NO_COLOR is set",
      choices: ["auto", "always", "never"]),
    Option(name: "--width", value: "N", about: "columns of the transcript (80)"),
    Option(name: "--version", about: "the version, and readline's"),
    Option(name: "--help", about: "this"),
  ]

  static let status =
    "Status: 0 every line ran and every expect held; 1 an expect did not hold, or a\nlesson is refused; 2 a line, an option or a lesson was not understood."

  /// The words that begin a use, each once.
  static var commands: [String] {
    var list: [String] = []
    for use in uses {
      let word = String(use.words.prefix { $0 != " " })
      if word.first?.isLetter == true, !list.contains(word) { list.append(word) }
    }
    return list
  }
}
