import CPage
import Steps

/// A session as a program in C++ for Windows: the same calls in the same order, each on its thread.
public struct CppProgram {
  let title: String
  private var objects = CppObjects()
  private var functions: [String] = []
  private var order: [String] = []
  private var threads: [String] = []
  /// Routines by name, and the lines of their first run.
  private var routines: [String: [Step]] = [:]

  /// A program with a title.
  public init(title: String) { self.title = title }

  /// The source of a recorded session.
  public mutating func document(_ entries: [RecordedEntry]) -> [UInt8] {
    let entries = Self.withoutUndone(entries)
    for case .step(let step) in entries { prepare(step) }
    for entry in entries {
      switch entry {
      case .comment(let bytes):
        let text = String(decoding: bytes.values, as: UTF8.self)
        if !text.allSatisfy(\.isWhitespace) { order.append("// " + Self.comment(text)) }
      case .step(let step): write(step)
      default: break
      }
    }
    return Array(text.utf8)
  }

  /// The entries that count: those of lines that were undone do not.
  private static func withoutUndone(_ entries: [RecordedEntry]) -> [RecordedEntry] {
    var kept: [RecordedEntry] = []
    var last = 0
    for entry in entries {
      if case .step(let step) = entry, step.number > 0 {
        if step.number <= last {
          kept.removeAll { if case .step(let one) = $0 { one.number >= step.number } else { false } }
        }
        last = step.number
      }
      kept.append(entry)
    }
    return kept
  }

  private mutating func prepare(_ step: Step) {
    objects.take(step)
    var runs = step.routines
    for case .routine(let routine) in step.aftermath { runs.append(routine) }
    for routine in runs where routines[routine.routine] == nil { routines[routine.routine] = routine.lines }
    for routine in runs { for line in routine.lines { prepare(line) } }
    for case .resumed(let number, _, let record) in step.aftermath { resumed[number] = record }
  }

  // MARK: - Steps

  private mutating func write(_ step: Step) {
    objects.take(step)
    guard step.number > 0, step.source == nil else { return }
    let line = Self.comment(step.line)
    switch step.body {
    case .call(let record): write(step, PrintedCall(record.c), record, line)
    case .blocked(let call, let c):
      // What it has given back in the end stands in a later step.
      write(step, PrintedCall(c), nil, line, blockedIn: call)
    case .objects(let made, declared: true): for object in made { write(object, step, line) }
    case .madeHost: remark(line, "a program has the addresses of its machine")
    case .expectation, .value, .usage, .text, .none, .objects, .machine, .freed, .held, .inFlight, .hosts, .trace,
      .plot,
      .printed:
      order.append("// \(line)")
    }
    for case .resumed(_, let thread, _) in step.aftermath { order.append("finish(\(self.thread(thread)));") }
  }

  private mutating func remark(_ line: String, _ why: String) { order.append("// \(line)   (\(why))") }

  private mutating func write(
    _ step: Step, _ call: PrintedCall, _ record: CallRecord?, _ line: String, blockedIn: String? = nil
  ) {
    var made = CppCall(step: step.number, call: call, record: record ?? outcome(of: step), objects: objects)
    if call.name != record?.call, let name = record?.call, call.arguments.isEmpty {
      made = CppCall(step: step.number, call: PrintedCall(name + "()"), record: record, objects: objects)
    }
    if made.descriptor?.action == .endThread { return remark(line, "the thread is given no more work") }
    guard var statements = made.statements() else { return remark(line, "not carried over") }
    for case .socket(let name, let state) in step.changes {
      guard let local = state.local, let chosen = objects.variable(of: local), known.insert(local.port).inserted,
        let socket = objects.variable(name)
      else { continue }
      statements.append("\(chosen) = addressOf(\(socket));")
    }
    let name = "step\(step.number)"
    functions.append(
      "static void \(name)() {\n  // \(line)\n" + statements.map { "  " + $0 + "\n" }.joined() + "}\n")
    let thread = thread(step.thread)
    if let blockedIn {
      hasWaits = true
      order.append("begin(\(thread), \(step.number), \"\(blockedIn)\", \(name));")
    } else {
      order.append("run(\(thread), \(step.number), \"\(made.call.name)\", \(name));")
    }
  }

  /// What a call that blocked has returned in the end, for the name of what it made.
  private func outcome(of step: Step) -> CallRecord? { resumed[step.number] }
  private var resumed: [Int: CallRecord] = [:]
  /// Ports that the system has chosen so far.
  private var known: Set<UInt16> = []
  /// Whether a call waits for another thread: then each thread of the session is one of the program.
  private var hasWaits = false

  private mutating func thread(_ name: String) -> String {
    if !threads.contains(name) { threads.append(name) }
    return "thread_" + CppText.name(name)
  }

  private mutating func write(_ object: ObjectRecord, _ step: Step, _ line: String) {
    guard let variable = objects.variable(object.name) else { return order.append("// \(line)") }
    switch object.state {
    case .buffer(let len, let memory, _):
      let bytes = memory.values.reversed().drop { $0 == 0 }.reversed()
      order.append("fill(\(variable), std::string(\(CppText.literal(bytes)), \(bytes.count)), \(memory.count));")
      if Int(len) != memory.count { order.append("\(variable).len = \(len);") }
    case .overlapped(let state):
      order.append("\(variable) = WSAOVERLAPPED();")
      if let event = state.hEvent.flatMap({ objects.variable($0) }) { order.append("\(variable).hEvent = \(event);") }
    default: order.append("// \(line)")
    }
  }

  // MARK: - The text

  private static func comment(_ text: String) -> String {
    // A backslash at its end would join the next line to a comment.
    let plain = String(text.map { $0.isNewline ? " " : $0 }.prefix(200))
    return plain.hasSuffix("\\") ? plain + " ." : plain
  }

  private var text: String {
    var out = "// \(Self.comment(title)): the calls of a session, as a program for Windows.\n"
    out += String(decoding: EmbeddedFile.bytes(wsalab_session_program), as: UTF8.self)
    out += "\n"
    for one in objects.all({ $0 != .routine }) {
      let start = one.kind == .socket ? "INVALID_SOCKET" : "{}"
      out += "[[maybe_unused]] static \(one.kind.rawValue) \(one.variable) = \(start);\n"
    }
    for port in objects.chosen.sorted() { out += "static Address chosen\(port) = address(\"127.0.0.1\", \(port));\n" }
    let isPlain = threads.count < 2 && !hasWaits
    if !isPlain {
      for name in threads {
        out +=
          "static Thread thread_\(CppText.name(name)) = {\(CppText.literal(name.utf8)), nullptr, nullptr, nullptr, false};\n"
      }
    }
    out += "\n// The session's name of a WSAOVERLAPPED, as JSON.\n"
    out += "[[maybe_unused]] static std::string nameOf(const OVERLAPPED *overlapped) {\n"
    for one in objects.all({ $0 == .overlapped }) {
      out += "  if (overlapped == &\(one.variable)) return \"\\\"\(one.name)\\\"\";\n"
    }
    out += "  return overlapped ? \"\\\"?\\\"\" : \"null\";\n}\n\n"
    let routines = objects.all { $0 == .routine }
    for one in routines {
      out += "[[maybe_unused]] static void CALLBACK \(one.variable)(DWORD, DWORD, LPWSAOVERLAPPED, DWORD);\n"
    }
    for one in routines { out += routine(one.name, one.variable) }
    for function in functions { out += function + "\n" }
    out += "int main() {\n  WSADATA data;\n  int started = WSAStartup(MAKEWORD(2, 2), &data);\n"
    out += "  if (started != 0) {\n    printf(\"WSAStartup failed with error: %d\\n\", started);\n    return 1;\n  }\n"
    for one in objects.all({ $0 == .buffer }) {
      out += "  fill(\(one.variable), std::string(), \(objects.sizes[one.name] ?? 0));\n"
    }
    for line in order { out += "  " + (isPlain ? Self.plain(line) : line) + "\n" }
    out += "  WSACleanup();\n  return 0;\n}\n"
    return out
  }

  /// A step that needs no thread of its own: `run(thread_the_main, 4, "send", step4);` is `step4();`.
  private static func plain(_ line: String) -> String {
    guard line.hasPrefix("run("), let start = line.lastIndex(of: " ") else { return line }
    return line[line.index(after: start)...].dropLast(2) + "();"
  }

  /// A completion routine, with the calls of its first run.
  private func routine(_ name: String, _ variable: String) -> String {
    var out =
      "[[maybe_unused]] static void CALLBACK \(variable)(DWORD error, DWORD bytes, LPWSAOVERLAPPED o, DWORD flags) {\n"
    out += "#ifdef RECORDS\n"
    out +=
      "  printf(\"{\\\"routine\\\":\\\"\(name)\\\",\\\"thread\\\":\\\"%s\\\",\\\"error\\\":%lu,\\\"bytes\\\":%lu,\\\"overlapped\\\":%s,\\\"flags\\\":%lu}\\n\",\n"
    out += "         threadName, error, bytes, nameOf(o).c_str(), flags);\n#else\n"
    out += "  printf(\"    \(name): error %lu, %lu bytes\\n\", error, bytes);\n  (void)o;\n  (void)flags;\n#endif\n"
    for line in routines[name] ?? [] {
      guard case .call(let record) = line.body,
        let statements = CppCall(step: line.number, call: PrintedCall(record.c), record: record, objects: objects)
          .statements()
      else {
        out += "  // \(Self.comment(line.line))\n"
        continue
      }
      out += "  {\n    // \(Self.comment(line.line))\n" + statements.map { "    " + $0 + "\n" }.joined() + "  }\n"
    }
    return out + "}\n\n"
  }
}
