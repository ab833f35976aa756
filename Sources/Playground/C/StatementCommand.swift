import Language
import Steps
import Winsock

extension Command {
  /// A statement of C that makes no call of Winsock. It is not typed by its name, and so no line of the catalogue.
  static let statement = CommandOf(
    "c", topic: .playground, summary: "A statement of C.", needsThread: false,
    StatementParameter()
  ) { call, statement throws(UsageError) in
    guard let statement else { return .body(.none) }
    return .body(try call.session.run(statement, call))
  }
}

/// The whole line, read as a statement of C.
struct StatementParameter: PlaygroundParameter {
  var info: ParameterInfo { ParameterInfo(label: "statement", usage: "STATEMENT", about: "a statement of C") }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> CStatement? { nil }
  func write(_ value: CStatement?, _ text: inout ShortText) {}
}

extension Session {
  /// Runs a statement that makes no call of Winsock.
  func run(_ statement: CStatement, _ call: Call) throws(UsageError) -> StepBody {
    var evaluator = CEvaluator(session: self, thread: call.thread, bytes: call.bytes)
    evaluator.made = history.paste.resumed
    switch statement.kind {
    case .empty: return .none
    case .passedOver:
      return .text([TextLine(.prose, "passed over: it belongs to a program, and there is none here")])
    case .expression(let expression): return try evaluate(expression, evaluator)
    case .declaration(let base, let list):
      var names: [Int32] = []
      for declarator in list { names.append(try evaluator.declare(base, declarator)) }
      return declared(names)
    case .structure(let text): return try declare(text, evaluator)
    case .enumeration(let names, let constants): return try evaluator.declare(names, constants)
    case .condition(let condition, let then, let otherwise):
      let holds = try evaluator.value(condition).number != 0
      decide(holds, then: Array(call.bytes[then]), otherwise: otherwise.map { Array(call.bytes[$0]) })
      return .value(ValueRecord(text: holds ? "true" : "false", truth: holds))
    case .otherwise(let arm): return try otherwise(Array(call.bytes[arm]), statement)
    case .block(let inner):
      queue(statement: Array(call.bytes[inner]))
      return .none
    case .output(let parts): return .text(try output(parts, evaluator))
    case .definition(let name, let value):
      let word = ByteText.string(call.bytes, name)
      objects.c.defines[word] = Array(call.bytes[value])
      guard !value.isEmpty else { return .none }
      return .text([TextLine(.prose, "\(word) stands for \(ByteText.string(call.bytes, value))")])
    case .prototype(let name, let returns, let parameters):
      return try prototype(call.bytes, name, returns, parameters)
    case .compiled(let word):
      if word == "function", let name = pastedProgram(statement, call.bytes) {
        return .text([
          TextLine(.prose, "that is a whole program: run \(name) compiles it and runs it, call by call")
        ])
      }
      throw compiled(word, statement)
    }
  }

  /// The program whose main has been pasted, given the name by which `run` finds it; nil for another function.
  private func pastedProgram(_ statement: CStatement, _ bytes: [UInt8]) -> String? {
    guard current.depth == 0, let open = bytes[statement.range].firstIndex(of: UInt8(ascii: "(")) else { return nil }
    let head = ByteText.trimmed(bytes, statement.range.lowerBound..<open)
    let name = bytes[head].split(separator: 0x20).last.map { String(decoding: $0, as: UTF8.self) }
    guard ["main", "wmain", "_tmain"].contains(name) else { return nil }
    history.paste.programs += 1
    let file = history.paste.programs == 1 ? "pasted.cpp" : "pasted\(history.paste.programs).cpp"
    var text = history.paste.program
    if text.isEmpty { text = Array("#include <winsock2.h>\n#include <stdio.h>\n".utf8) + bytes[statement.range] + [10] }
    caller.given[file] = text
    history.paste.program = []
    return file
  }

  private func compiled(_ word: String, _ statement: CStatement) -> UsageError {
    let what = word == "function" ? "a function is" : word == "typedef" ? "this is" : "\(word) is"
    return UsageError(
      "\(what) for a compiler, and nothing of it is run", at: statement.range,
      hint: word == "function"
        ? "type what it would do, a line at a time; a whole program, its main too, can be run: run FILE.cpp"
        : "type what it would do, a line at a time; run FILE.cpp compiles and runs a program")
  }

  private func otherwise(_ arm: [UInt8], _ statement: CStatement) throws(UsageError) -> StepBody {
    guard let condition = history.paste.condition else {
      throw UsageError("this else belongs to no if", at: statement.range)
    }
    history.paste.condition = nil
    if !condition { queue(statement: arm) }
    return .value(ValueRecord(text: condition ? "not run: the if held" : "run: the if did not hold"))
  }

  /// An expression: what it stored to is told, or its value.
  private func evaluate(_ expression: CExpression, _ evaluator: CEvaluator) throws(UsageError) -> StepBody {
    if case .call(let name, let arguments) = expression.kind,
      let body = try outside(ByteText.string(evaluator.bytes, name), arguments, evaluator)
    {
      return body
    }
    if let object = object(expression, evaluator) { return .objects([object], declared: false) }
    let value = try evaluator.value(expression)
    let names = evaluator.stores.names
    guard names.isEmpty else { return declared(names) }
    if case .void = value.type { return .none }
    return .value(told(value))
  }

  /// The object that an expression names, when its value is more than a number: `b`, `addr`.
  private func object(_ expression: CExpression, _ evaluator: CEvaluator) -> ObjectRecord? {
    guard case .name = expression.kind else { return nil }
    return try? object(evaluator.bytes, expression.range)
  }

  /// The records of variables that were declared or stored to.
  private func declared(_ names: [Int32]) -> StepBody {
    var records: [ObjectRecord] = []
    for name in names.prefix(16) {
      let bound = objects.names.bound(name)
      guard let state = state(bound) else { continue }
      records.append(ObjectRecord(name: objects.names.text(name), state: state))
      if case .buffer(let buffer) = bound { buffer.told = snapshot(buffer) }
      if case .overlapped(let place) = bound { objects.overlappeds[place].told = overlappedState(place) }
    }
    return .objects(records, declared: true)
  }

  // MARK: - Output and ends of a program

  /// Whether an expression writes something: `printf(…)`.
  static func writes(_ expression: CExpression, _ bytes: [UInt8]) -> Bool {
    guard case .call(let name, _) = expression.kind else { return false }
    return ["printf", "wprintf", "fprintf", "perror", "puts"].contains(ByteText.string(bytes, name))
  }

  /// Functions that concern a program and not Winsock; nil for all others.
  private func outside(_ name: String, _ arguments: [CExpression], _ evaluator: CEvaluator) throws(UsageError)
    -> StepBody?
  {
    switch name {
    case "printf", "wprintf": return .text(try printed(arguments, evaluator))
    case "fprintf": return .text(try printed(Array(arguments.dropFirst()), evaluator))
    case "perror", "puts":
      guard let first = arguments.first else { return .text([]) }
      return .text([
        TextLine(.code, String(decoding: try evaluator.string(evaluator.value(first), first), as: UTF8.self))
      ])
    case "exit", "system", "getchar", "_getch", "fflush", "free", "freeaddrinfo", "GlobalFree",
      "LocalFree", "HeapFree", "assert", "err_quit", "err_display",
      "ErrorHandling", "CreateThread", "_beginthreadex", "InitializeCriticalSection",
      "EnterCriticalSection", "LeaveCriticalSection", "DeleteCriticalSection", "srand", "setvbuf", "setlocale":
      return .text([TextLine(.prose, "passed over: \(name) concerns a program, and there is none here")])
    default: return nil
    }
  }

  /// What `cout << …` writes.
  private func output(_ parts: [CExpression], _ evaluator: CEvaluator) throws(UsageError) -> [TextLine] {
    var text = ""
    for part in parts { text += try shown(part, evaluator) }
    return Self.lines(text)
  }

  private func shown(_ part: CExpression, _ evaluator: CEvaluator) throws(UsageError) -> String {
    let word = ByteText.string(evaluator.bytes, part.range)
    if word == "endl" || word.hasSuffix("::endl") { return "\n" }
    if case .text = part.kind {
      return String(decoding: try CTextLiteral.bytes(evaluator.bytes, part.range), as: UTF8.self)
    }
    let value = try evaluator.value(part)
    if case .pointer(let element) = value.type, element.isCharacter {
      return String(decoding: try evaluator.string(value, part), as: UTF8.self)
    }
    return told(value).text
  }

  private static func lines(_ text: String) -> [TextLine] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { TextLine(.code, String($0)) }
    while lines.last?.text.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// What printf writes: %d %i %u %x %X %p %c %s %ld %lu %llu %zu and %%, with widths passed over.
  private func printed(_ arguments: [CExpression], _ evaluator: CEvaluator) throws(UsageError) -> [TextLine] {
    guard let first = arguments.first else { return [] }
    let format = try evaluator.string(evaluator.value(first), first)
    var (out, rest): ([UInt8], ArraySlice<CExpression>) = ([], arguments.dropFirst())
    var i = 0
    while i < format.count {
      guard format[i] == UInt8(ascii: "%"), i + 1 < format.count else {
        out.append(format[i])
        i += 1
        continue
      }
      i += 1
      while i < format.count, "-+ #0123456789.lhzIL".utf8.contains(format[i]) { i += 1 }
      guard i < format.count else { break }
      let letter = format[i]
      i += 1
      if letter == UInt8(ascii: "%") {
        out.append(letter)
        continue
      }
      guard let argument = rest.popFirst() else {
        throw UsageError("the format wants more values than are given", at: first.range)
      }
      out += try formatted(letter, argument, evaluator).utf8
    }
    return Self.lines(String(decoding: out, as: UTF8.self))
  }

  private func formatted(_ letter: UInt8, _ argument: CExpression, _ evaluator: CEvaluator) throws(UsageError) -> String
  {
    let value = try evaluator.value(argument)
    switch letter {
    case UInt8(ascii: "s"), UInt8(ascii: "S"):
      return String(decoding: try evaluator.string(value, argument), as: UTF8.self)
    case UInt8(ascii: "c"): return String(decoding: [UInt8(truncatingIfNeeded: value.number)], as: UTF8.self)
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      let mask: UInt64 = value.type.size >= 8 ? .max : 1 << UInt64(8 * value.type.size) - 1
      return String(value.address & mask, radix: 16, uppercase: letter == UInt8(ascii: "X"))
    case UInt8(ascii: "p"): return pointer(value.address)
    case UInt8(ascii: "u"):
      let mask: UInt64 = value.type.size >= 8 ? .max : 1 << UInt64(8 * value.type.size) - 1
      return String(value.address & mask)
    default: return String(value.number)
    }
  }
}

extension CType {
  fileprivate var isCharacter: Bool { if case .integer(let integer) = self { integer.isCharacter } else { false } }
}
