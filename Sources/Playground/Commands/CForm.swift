import Language
import Steps
import Winsock

/// A line written as C: `WSARecv(a, &b, 1, &n, &flags, &o, NULL);` or `SOCKET s = socket(AF_INET, SOCK_STREAM, 0);`.
struct CForm {
  let head: Head
  private let arguments: [CExpression]
  /// The parameters in the order of the arguments.
  private let shape: [CSlot]
  private let bytes: [UInt8]
  private let end: Int
  /// Whether nothing follows the call in its line.
  let isWhole: Bool
  /// Where the call stands.
  let range: Range<Int>

  var command: Command { head.command }

  /// The call that a line is; nil when the line is not a call as C writes it.
  init?(_ line: Line, types: CTypeTable = CTypeTable()) throws(UsageError) {
    guard let open = line.bytes[line.text].firstIndex(of: UInt8(ascii: "(")) else { return nil }
    guard let head = Head(line, until: open) else { return nil }
    self.head = head
    (bytes, end) = (line.bytes, line.text.upperBound)
    do throws(UsageError) {
      let close: Int
      (arguments, close) = try CParser.arguments(line.bytes, open, until: line.text.upperBound, types: types)
      shape = try Self.shape(head.command, arguments, at: open..<close + 1)
      (isWhole, range) = (Self.isEnd(line, close), head.function.lowerBound..<close + 1)
      if !isWhole, !Self.continues(line, close) { try Self.checkEnd(line, close) }
    } catch {
      throw UsageError(error.message, at: error.place, hint: error.hint ?? head.command.prototype)
    }
  }

  /// A call within a statement.
  init(_ call: CExpression, _ command: Command, _ line: Line) throws(UsageError) {
    guard case .call(let function, let arguments) = call.kind else {
      throw UsageError("this is no call", at: call.range)
    }
    head = Head(function: function, command: command)
    (isWhole, range) = (true, call.range)
    (self.arguments, bytes, end) = (arguments, line.bytes, call.range.upperBound)
    do throws(UsageError) {
      shape = try Self.shape(command, arguments, at: function.upperBound..<call.range.upperBound)
    } catch {
      throw UsageError(error.message, at: error.place, hint: error.hint ?? command.prototype)
    }
  }

  /// The arguments, to be read by the command's parameters. `c` gets what a parameter has no value for.
  func reader(_ scope: Scope, _ c: CCall, _ thread: ThreadID) -> CReader {
    CReader(scope: scope, shape: shape, arguments: arguments, end: end, c: c, thread: thread)
  }

  /// Whether one of its arguments is the value of another call of Winsock.
  func hasInnerCall(_ session: Session) -> Bool {
    let evaluator = CEvaluator(session: session, thread: session.threads[0].id, bytes: bytes)
    return arguments.contains { $0.firstCall(evaluator.isCall) != nil }
  }

  /// Whether it gives a byte count's address beside a WSAOVERLAPPED.
  var pointsToBytes: Bool {
    func isNull(_ label: String) -> Bool {
      guard let place = shape.firstIndex(where: { $0.label == label }) else { return true }
      return arguments[place].isNull(bytes) || ByteText.equals(bytes, arguments[place].range, "0")
    }
    guard shape.contains(where: { $0.label == "bytes" && $0.null == .faultAlone }) else { return false }
    return !isNull("bytes") && !isNull("overlapped")
  }

  /// Whether nothing but a semicolon follows.
  private static func isEnd(_ line: Line, _ close: Int) -> Bool {
    line.bytes[close + 1..<line.text.upperBound].allSatisfy { $0 == UInt8(ascii: ";") || ByteText.isSpace($0) }
  }

  /// Whether what follows continues an expression, so that the call is only a part of it.
  private static func continues(_ line: Line, _ close: Int) -> Bool {
    guard let next = line.bytes[close + 1..<line.text.upperBound].first(where: { !ByteText.isSpace($0) }) else {
      return false
    }
    return "=!<>+-*/%&|^?.[".utf8.contains(next)
  }

  /// What becomes of the value of a call that makes nothing which could be named.
  func rest(_ name: Range<Int>, _ bytes: [UInt8]) -> CCall.Rest {
    let value = CExpression(kind: .call(head.function, arguments), range: range)
    let type = head.type.flatMap { CTypeName(bytes, $0) }
    guard let type else {
      return .assignment(name, value)
    }
    let base = CTypeName(base: type.base, stars: 0, range: type.range)
    return .declaration(base, CDeclarator(name: name, stars: type.stars, counts: [], value: value))
  }

  private static func checkEnd(_ line: Line, _ close: Int) throws(UsageError) {
    var end = line.text.upperBound
    while end > close + 1, line.bytes[end - 1] == UInt8(ascii: ";") || ByteText.isSpace(line.bytes[end - 1]) {
      end -= 1
    }
    guard end > close + 1 else { return }
    throw UsageError(
      "\(ByteText.quoted(line.bytes, close + 1..<end)) after the call is not understood", at: close + 1..<end,
      hint: "one call a line; what it returned is printed")
  }

  /// The shape with as many arguments as were given: the C prototype's, or that in which calls are printed.
  private static func shape(_ command: Command, _ arguments: [CExpression], at range: Range<Int>) throws(UsageError)
    -> [CSlot]
  {
    if let shape = command.shapes.first(where: { $0.count == arguments.count }) { return shape }
    let wanted = command.shapes.first?.count ?? 0
    throw UsageError(
      "\(command.call) takes \(wanted) \(wanted == 1 ? "argument" : "arguments") in C, not \(arguments.count)",
      at: range, hint: command.prototype)
  }
}

extension CForm {
  /// What stands before the parenthesis: `[@THREAD] [TYPE] [NAME =] FUNCTION`.
  struct Head {
    var thread: Range<Int>?
    var name: Range<Int>?
    /// The type before the name.
    var type: Range<Int>?
    let function: Range<Int>
    let command: Command

    init(function: Range<Int>, command: Command) { (self.function, self.command) = (function, command) }

    init?(_ line: Line, until open: Int) {
      let bytes = line.bytes
      var end = open
      var start = line.text.lowerBound
      func trim() { while end > start, ByteText.isSpace(bytes[end - 1]) { end -= 1 } }
      func wordStart() -> Int {
        var at = end
        while at > start, ByteText.isLetter(bytes[at - 1]) || ByteText.isDigit(bytes[at - 1]) || bytes[at - 1] == 95 {
          at -= 1
        }
        return at
      }
      if bytes[start] == UInt8(ascii: "@") {
        let from = start + 1
        while start < end, !ByteText.isSpace(bytes[start]) { start += 1 }
        thread = from..<start
        while start < end, ByteText.isSpace(bytes[start]) { start += 1 }
      }
      trim()
      function = wordStart()..<end
      guard let command = Catalogue.find(bytes, function), !command.call.isEmpty else { return nil }
      self.command = command
      end = function.lowerBound
      if end >= start + 2, bytes[end - 1] == UInt8(ascii: ":"), bytes[end - 2] == UInt8(ascii: ":") { end -= 2 }
      trim()
      guard end > start else { return }
      guard bytes[end - 1] == UInt8(ascii: "=") else { return nil }
      end -= 1
      trim()
      name = wordStart()..<end
      // What is left is the type: words and stars.
      let type = bytes[start..<wordStart()]
      guard name?.isEmpty == false,
        type.allSatisfy({
          ByteText.isLetter($0) || ByteText.isDigit($0) || $0 == 95 || $0 == 42 || ByteText.isSpace($0)
        })
      else { return nil }
      let words = ByteText.trimmed(bytes, start..<wordStart())
      if !words.isEmpty { self.type = words }
    }
  }
}
