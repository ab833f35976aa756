import Language
import Steps

/// A line of which it is known what it calls, and in which form: its values are still to be read. Both forms are read where
/// they stand; neither is turned into the other.
struct LineForm {
  let origin: Invocation.Origin
  private let arguments: Arguments
  /// Where the line's text ends.
  private let end: Int
  /// Whether the line is a name alone, whose value is asked for.
  private var isValue = false

  private enum Arguments {
    case words([Word])
    case c(CForm, CCall)
    case statement(CStatement)
  }

  var command: Command { origin.command }

  /// The form of a trimmed line.
  init(_ line: Line, _ session: Session) throws(UsageError) {
    end = line.text.upperBound
    if CSource.mayBegin(line.bytes), let (origin, arguments) = try Self.c(line, session) {
      (self.origin, self.arguments) = (origin, arguments)
      return
    }
    var line = line
    try Lexer.split(&line)
    var found = Catalogue.find(line.bytes, line.command)
    if found == nil, let (origin, arguments) = Self.comparison(line, session) {
      (self.origin, self.arguments) = (origin, arguments)
      return
    }
    if found == nil, Command.isValue(line) {  // `o.Internal` alone prints it
      found = Command.print.command
      line.words = [Word(line.command)]
      isValue = true
    }
    guard let command = found else { throw Catalogue.unknown(line.bytes, line.command) }
    origin = Invocation.Origin(
      command: command, bytes: line.bytes, text: line.text, thread: line.thread,
      name: line.name.map { ResultName(line.bytes, $0) })
    arguments = .words(line.words)
  }

  /// A call as C writes it, or a statement.
  private static func c(_ line: Line, _ session: Session) throws(UsageError) -> (Invocation.Origin, Arguments)? {
    let text = Array(line.bytes[line.text])
    let source = CSource(text, names: session.cNames)
    let isC = source.isC
    if let form = try CForm(line, types: session.objects.c.types) {
      let isStatement = isC && (!form.isWhole || form.hasInnerCall(session))
      if !isStatement, !(isC && isDeclaration(source)) { return call(form, line) }
    }
    guard isC, text.first != UInt8(ascii: "@") else { return nil }
    let whole = CSource(line.bytes, names: session.cNames)
    let statement = try CStatementParser.statement(whole, line.text)
    if let (form, c) = try CCall.made(in: statement, line, session) {
      let name = c.name.map { ResultName(line.bytes, $0) }
      return (
        Invocation.Origin(
          command: form.command, bytes: line.bytes, text: line.text, name: form.command.makes == nil ? nil : name,
          isC: true, c: c), .c(form, c)
      )
    }
    return (
      Invocation.Origin(command: Command.statement.command, bytes: line.bytes, text: line.text), .statement(statement)
    )
  }

  /// An expression alone, whose value is asked for: `o.Internal == STATUS_PENDING` as `expect` has it, or `n + 4` of C. It
  /// begins with something that there is, and no command of that name takes an operator.
  private static func comparison(_ line: Line, _ session: Session) -> (Invocation.Origin, Arguments)? {
    let (bytes, text) = (line.bytes, line.text)
    var end = text.lowerBound
    while end < text.upperBound,
      ByteText.isLetter(bytes[end]) || ByteText.isDigit(bytes[end]) || bytes[end] == UInt8(ascii: "_")
        || bytes[end] == UInt8(ascii: ".")
    {
      end += 1
    }
    let first = text.lowerBound..<end
    while end < text.upperBound, ByteText.isSpace(bytes[end]) { end += 1 }
    guard end < text.upperBound, !first.isEmpty else { return nil }
    // `strlen(data) + 1` begins with a function that is none of Winsock's.
    let isHelped = bytes[end] == UInt8(ascii: "(") && CEvaluator.isHelper(ByteText.string(bytes, first))
    guard isHelped || isOperator(bytes, end, text.upperBound) && session.knows(bytes, first) else { return nil }
    let isCalling = bytes[text].contains(UInt8(ascii: "("))
    if !isCalling, let expression = try? ExpressionParser.parse(bytes, text), !expression.isOperand {
      return (
        Invocation.Origin(command: Command.print.command, bytes: bytes, text: text, thread: line.thread),
        .words([Word(text)])
      )
    }
    guard let statement = try? CStatementParser.statement(CSource(bytes, names: session.cNames), text) else {
      return nil
    }
    return (Invocation.Origin(command: Command.statement.command, bytes: bytes, text: text), .statement(statement))
  }

  /// Whether an operator stands there that joins two values; an assignment is none.
  private static func isOperator(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Bool {
    let following = place + 1 < end ? bytes[place + 1] : 0
    switch bytes[place] {
    case UInt8(ascii: "="), UInt8(ascii: "!"): return following == UInt8(ascii: "=")
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"),
      UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "|"), UInt8(ascii: "^"):
      return true
    default: return false
    }
  }

  /// Whether a call is declared and not made.
  private static func isDeclaration(_ source: CSource) -> Bool {
    guard let statement = try? CStatementParser.statement(source, 0..<source.count) else { return false }
    if case .prototype = statement.kind { return true }
    return false
  }

  /// A call that is the whole of its statement, or whose value a variable gets.
  private static func call(_ form: CForm, _ line: Line) -> (Invocation.Origin, Arguments) {
    let c = CCall()
    c.bytes = line.bytes
    let makes = form.command.makes != nil
    c.range = form.range
    if !makes, let name = form.head.name { c.rest = form.rest(name, line.bytes) }
    return (
      Invocation.Origin(
        command: form.command, bytes: line.bytes, text: line.text, thread: form.head.thread,
        name: makes ? form.head.name.map { ResultName(line.bytes, $0) } : nil, isC: true, c: c), .c(form, c)
    )
  }

  /// Reads the values, with the names of a session; the line runs on the thread at a place.
  consuming func invocation(_ session: Session, on place: Int = 0) throws(UsageError) -> Invocation {
    let scope = Scope(session: session, command: command, bytes: origin.bytes)
    if isValue, case .words(let words) = arguments, let word = words.first, !session.knows(origin.bytes, word.range) {
      throw Catalogue.unknown(origin.bytes, word.range)
    }
    switch arguments {
    case .c(let form, let c):
      let reader = form.reader(scope, c, session.threads[place].id)
      let invocation = try command.actions.readC(origin, reader)
      try reader.noteOutputs()
      return invocation
    case .statement(let statement): return Command.statement(statement, from: origin)
    case .words(let words):
      var reader = ArgumentReader(scope, words: words, end: end)
      return try command.actions.readWords(origin, &reader)
    }
  }

  /// Whether it gives a byte count's address beside a WSAOVERLAPPED.
  var pointsToBytes: Bool { if case .c(let form, _) = arguments { form.pointsToBytes } else { false } }

  /// A mistake in it, with what would be right in its own form.
  func located(_ error: UsageError) -> UsageError {
    guard origin.isC else { return error }
    var error = error
    error.hint = command.prototype
    return error
  }
}

extension Expression {
  /// Whether it is a value by itself, and nothing is compared.
  fileprivate var isOperand: Bool { if case .holds = self { true } else { false } }
}
