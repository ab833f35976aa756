import Language
import Steps

/// A line written as C: `WSARecv(a, &b, 1, &n, &flags, &o, NULL);` or `SOCKET s = socket(AF_INET, SOCK_STREAM, 0);`.
struct CForm {
  let head: Head
  private let arguments: [CExpression]
  /// The labels of the parameters in the order of the arguments.
  private let shape: [String]
  private let bytes: [UInt8]
  private let end: Int

  var command: Command { head.command }

  /// The call that a line is; nil when the line is not a call as C writes it.
  init?(_ line: Line) throws(UsageError) {
    guard let open = line.bytes[line.text].firstIndex(of: UInt8(ascii: "(")) else { return nil }
    guard let head = Head(line, until: open) else { return nil }
    self.head = head
    (bytes, end) = (line.bytes, line.text.upperBound)
    do throws(UsageError) {
      let close: Int
      (arguments, close) = try CParser.arguments(line.bytes, open, until: line.text.upperBound)
      shape = try Self.shape(head.command, arguments, at: open..<close + 1)
      try Self.checkEnd(line, close)
    } catch {
      throw UsageError(error.message, at: error.place, hint: error.hint ?? head.command.prototype)
    }
  }

  /// The arguments, to be read by the command's parameters.
  func reader(_ scope: Scope) -> CReader { CReader(scope: scope, shape: shape, arguments: arguments, end: end) }

  /// Whether it gives a byte count's address beside a WSAOVERLAPPED.
  var pointsToBytes: Bool {
    func isNull(_ label: String) -> Bool {
      guard let place = shape.firstIndex(of: label) else { return true }
      return arguments[place].isNull(bytes) || ByteText.equals(bytes, arguments[place].range, "0")
    }
    return !isNull("&bytes") && !isNull("overlapped")
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
    -> [String]
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
    let function: Range<Int>
    let command: Command

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
    }
  }
}
