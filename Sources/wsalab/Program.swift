import Exports
import Glibc
import Lessons
import LineEditing
import Playground
import Steps
import Storage
import TerminalText
import Views
import Wire

/// Puts the rooms together for what the command line asks.
struct Program {
  let options: Options
  let output = Output()
  let isTerminal: Bool
  /// The columns of characters of ambiguous width, as far as is known.
  private let ambiguousWidth: Int?
  private let permission: Permission

  init(_ options: Options) {
    self.options = options
    isTerminal = isatty(1) != 0
    ambiguousWidth = options.ambiguousWidth ?? Program.askedWidth(options)
    permission = Permission(asking: output)
  }

  /// Asks whether a program may run outside of walls; nil without a person at a terminal.
  var allowsOutside: ((String) -> Bool)? { isTerminal && isatty(0) != 0 ? permission.outside : nil }

  /// Does it, and returns the process's exit status: 1 at least when not all could be written.
  func run() -> Int32 {
    let status = perform()
    return output.isBroken ? max(status, 1) : status
  }

  private func perform() -> Int32 {
    switch options.action {
    case .help: return print(Help.usage)
    case .doctor: return Doctor(program: self).run()
    case .manual(let form): return print(Manual.text(form) ?? "")
    case .version: return print(Help.version(readline: TypedLines.libraryVersion))
    case .check(let paths, let accepting): return check(paths, accepting)
    case .new(let name): return makeLesson(name)
    case .run(let path): return run(path)
    case .programs(let programs): return ProgramRun(program: self).run(programs)
    case .test(let folder): return ProgramTests(program: self).run(folder)
    case .view(let path):
      var view = RecordedSession(text: textOptions, output: output)
      let recording = Recording()
      if options.exportPath == nil { view.step = options.exportedStep }
      if options.exportPath != nil { view.recording = recording }
      let status = view.show(path)
      return status == 0 ? export(recording, of: path, status) : status
    case .learn(let names, let resets): return learn(names, resets)
    case .session where isTerminal && isatty(0) != 0: return converse()
    case .session: return run(PlainLines(descriptor: 0), takesLessons: true)
    }
  }

  private func print(_ text: String) -> Int32 {
    output.bytes += text.utf8
    output.flush()
    return output.isBroken ? 1 : 0
  }

  var textOptions: TextOptions { TextOptions(width: options.width, color: hasColor, form: form) }
  /// The same for a session at a terminal: as wide as that is, within reason.
  private var liveOptions: TextOptions {
    guard isTerminal, !options.isWidthGiven, let columns = TerminalSize(of: 1)?.columns else { return textOptions }
    return TextOptions(width: min(max(columns, TextOptions.leastWidth), 120), color: hasColor, form: form)
  }

  /// Characters that are drawn with are two columns wide on some terminals of East Asia: there they are replaced.
  private var form: TextOptions.Form {
    options.form == .drawn && ambiguousWidth == 2 ? .ascii : options.form
  }

  /// What the terminal says of itself, where its locale is one of those in which it may be otherwise than usual.
  private static func askedWidth(_ options: Options) -> Int? {
    guard options.form == .drawn, options.format == .text else { return nil }
    switch options.action {
    case .session, .learn: break
    default: return nil
    }
    return ["ko", "ja", "zh"].contains(locale.prefix(2)) ? AmbiguousWidth.ask() : nil
  }

  /// The locale of characters that the environment sets, such as `ko_KR.UTF-8`; empty where it sets none.
  static var locale: String {
    let names: [String] = ["LC_ALL", "LC_CTYPE", "LANG"]
    return names.lazy.compactMap { name in getenv(name) }.first { $0.pointee != 0 }.map { String(cString: $0) } ?? ""
  }

  /// The text of a presentation: as that of a session.
  var presentedText: TextOptions { liveOptions }

  /// no-color.org: NO_COLOR counts when it is not empty.
  var hasColor: Bool {
    switch options.color {
    case .always: true
    case .never: false
    case .auto: isTerminal && variable("NO_COLOR") == nil && variable("TERM").map { $0 != "dumb" } ?? false
    }
  }

  /// An environment variable that is set and not empty.
  func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  func withSession(above lines: TypedLines? = nil, _ body: (Session, Notices) -> Int32) -> Int32 {
    do {
      let network = try Network(options.network)
      let notices = Notices(network, above: lines)
      notices.tellNew()
      var settings = SessionOptions()
      settings.traces = options.traces
      let session = Session(options: settings, network: network)
      session.caller.lessonWriter = Program.saveLesson
      // What nothing can be made of is not kept: lines that nobody types write files only where that was allowed.
      if lines != nil || options.exportPath != nil || options.savesTo != nil || options.presents {
        session.caller.recording = Recording()
      }
      session.caller.exports = Program.export
      session.caller.exportEndings = Exporter.endings
      session.caller.draws = { SVGView().document($0) }
      session.caller.compilerOptions = ProgramRun.compilerOptions(options)
      session.caller.trustsPrograms = options.trusts
      session.caller.allowsOutside = allowsOutside
      return export(session.caller.recording, of: options.source, body(session, notices))
    } catch {
      Output.complain(error.message)
      return 2
    }
  }

  /// A session at a terminal; with a lesson, that is begun in it.
  func converse(_ course: Learn.Choice? = nil) -> Int32 {
    let path = HistoryFile.defaultPath(stateHome: variable("XDG_STATE_HOME"), home: variable("HOME"))
    let lines = TypedLines(name: "wsalab", history: path.map { HistoryFile(path: $0) })
    let promptStyle = hasColor ? "\u{1B}[1m" : ""
    let signals = Signals.catch()
    if course == nil, options.format == .text { greet() }
    // Entering a network takes the kernel a while that nobody needs to wait for, unless it may end the program.
    if options.network != .private, course == nil { lines.prompt(TextView.prompt(thread: "main"), style: promptStyle) }
    return withSession(above: lines) { session, notices in
      let teacher = teacher(of: session, isPaged: isTerminal && variable("TERM") != "dumb")
      guard course.map({ begin($0, teacher) }) ?? true else { return 2 }
      return EventLoop(
        session: session, typed: lines, transcript: { transcript(liveOptions) }, output: output,
        notices: notices, promptStyle: promptStyle, signals: signals, teacher: teacher,
        context: ContextPanes(session, screen: output, hasColor: hasColor), width: { liveOptions.width }
      ).run()
    }
  }

  /// Where to begin, for who has typed the program's name and nothing else.
  private func greet() {
    guard isTerminal else { return }
    var line = TextBuffer(color: hasColor)
    line.append("Type a call of Winsock: s = socket, or socket(AF_INET, SOCK_STREAM, 0);", .dim)
    line.newline()
    line.append("lesson 1 begins the course; help lists the commands; quit leaves.", .dim)
    line.newline()
    output.write(line.bytes)
  }

  private func run(_ path: String) -> Int32 {
    if path == "-" { return run(PlainLines(descriptor: 0)) }
    if path.hasSuffix(".md") {
      return withSession { session, _ in
        session.caller.files = .script(at: path, saves: options.savesTo)
        return replay(path, in: session)
      }
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return refuse(path, errno) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return refuse(path, EISDIR) }
    return run(PlainLines(descriptor: descriptor), at: path)
  }

  /// A lesson: its blocks' lines, one block after the other.
  private func replay(_ path: String, in session: Session) -> Int32 {
    if options.format == .blocks { Signals.endWithParent() }
    let format: ReplayOptions.Format =
      switch options.format {
      case .text: .text
      case .json: .json
      case .blocks: .blocks
      }
    let complaints = Output(descriptor: 2)
    return Replay.run(
      path: path,
      options: ReplayOptions(
        format: format, isBrief: options.isBrief, text: textOptions, flushesEachLine: isTerminal),
      session: session, write: { [output] in output.write($0) }, complain: { complaints.write($0) })
  }

  /// An empty transcript in the form that was asked for.
  func transcript(_ text: TextOptions) -> Transcript {
    Transcript(options.format == .json ? .json(JSONView(brief: options.isBrief)) : .text(TextView(text)))
  }

  private func refuse(_ path: String, _ error: Int32) -> Int32 {
    Output.complain("\(path): \(String(cString: strerror(error)))")
    return 2
  }

  /// Lines that nobody types at a prompt: they reach the files of the folder that the script lies in, or of this one.
  private func run(_ source: any LineSource, at path: String = "", takesLessons: Bool = false) -> Int32 {
    let transcript = transcript(textOptions)
    return withSession { session, notices in
      session.caller.files = .script(at: path, saves: options.savesTo)
      return ScriptRun(
        lines: LineRun(session: session, transcript: transcript, output: output), source: source, output: output,
        notices: notices, isWatched: isTerminal, lessons: takesLessons ? teacher(of: session, isPaged: false) : nil
      ).run()
    }
  }
}
