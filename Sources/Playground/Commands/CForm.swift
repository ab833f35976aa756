import Steps
import Winsock

/// A line written as C: `WSARecv(a, &b, 1, &n, &flags, &o, NULL);` or `SOCKET s = socket(AF_INET, SOCK_STREAM, 0);`.
/// It is turned into the short form, by the command's own declaration, and run as that; what is wrong with it is told
/// where it stands in the C line.
struct CForm {
  /// The same line in the short form.
  let line: Line
  let command: Command
  /// Which bytes of the short form come from which of the C line.
  private let places: [(short: Range<Int>, c: Range<Int>)]
  private let whole: Range<Int>

  /// The C line's short form; nil when the line is not a call as C writes it.
  init?(_ line: Line, _ session: Session) throws(UsageError) {
    guard let open = line.bytes[line.text].firstIndex(of: UInt8(ascii: "(")) else { return nil }
    guard let head = Head(line, until: open) else { return nil }
    let (arguments, close) = try CArguments.split(line.bytes, open, until: line.text.upperBound, head.command)
    try Self.checkEnd(line, close)
    let shape = try Self.shape(head.command, arguments, at: open..<close + 1)
    var writer = ShortForm(bytes: line.bytes, session: session)
    if let thread = head.thread { writer.put("@", thread) }
    if let name = head.name, head.command.makes != nil {
      writer.put("", name)
      writer.put("=", open..<open)
    }
    writer.put(head.command.name, head.function, replacing: true)
    for parameter in head.command.parameters {
      let chosen = zip(shape, arguments).filter { $0.0 == parameter.label }.map(\.1)
      do throws(UsageError) {
        try writer.put(parameter, chosen, companion: Self.companion(parameter, shape, arguments))
      } catch {
        throw UsageError(error.message, at: error.place, hint: head.command.prototype)
      }
    }
    var short = Line(bytes: writer.short)
    short.text = 0..<writer.short.count
    self.line = short
    command = head.command
    places = writer.places
    whole = line.text
    pointsToBytes = Self.pointsToBytes(line.bytes, shape, arguments)
  }

  /// An error of the short form, told of the C line.
  func located(_ error: UsageError) -> UsageError {
    var error = error
    error.hint = command.prototype
    guard let place = error.place else { return error }
    let hit = places.first { $0.short.contains(place.lowerBound) || $0.short == place }
    guard let hit else {
      error.place = whole.upperBound..<whole.upperBound
      return error
    }
    let offset = place.lowerBound - hit.short.lowerBound
    let exact = hit.short.count == hit.c.count && place.upperBound <= hit.short.upperBound
    error.place = exact ? hit.c.lowerBound + offset..<hit.c.lowerBound + offset + place.count : hit.c
    return error
  }

  /// Whether it gives a byte count's address beside a WSAOVERLAPPED.
  let pointsToBytes: Bool

  private static func pointsToBytes(_ bytes: [UInt8], _ shape: [String], _ arguments: [Range<Int>]) -> Bool {
    func isNull(_ label: String) -> Bool {
      guard let place = shape.firstIndex(of: label) else { return true }
      let argument = arguments[place]
      return ByteText.equals(bytes, argument, "NULL") || ByteText.equals(bytes, argument, "0")
        || ByteText.equals(bytes, argument, "nullptr")
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
  private static func shape(_ command: Command, _ arguments: [Range<Int>], at range: Range<Int>) throws(UsageError)
    -> [String]
  {
    if let shape = command.shapes.first(where: { $0.count == arguments.count }) { return shape }
    let wanted = command.shapes.first?.count ?? 0
    throw UsageError(
      "\(command.call) takes \(wanted) \(wanted == 1 ? "argument" : "arguments") in C, not \(arguments.count)",
      at: range, hint: command.prototype)
  }

  /// The argument that tells how long the memory of a parameter is.
  private static func companion(_ parameter: ParameterInfo, _ shape: [String], _ arguments: [Range<Int>]) -> Range<Int>?
  {
    let label = parameter.label == "events" ? "events.count" : parameter.label + ".len"
    return shape.firstIndex(of: label).map { arguments[$0] }
  }
}

extension CForm {
  /// What stands before the parenthesis: `[@THREAD] [TYPE] [NAME =] FUNCTION`.
  private struct Head {
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

/// The arguments of a C call.
enum CArguments {
  /// The places of the arguments between the parenthesis at `open` and the one that closes it, without the spaces around.
  static func split(_ bytes: [UInt8], _ open: Int, until end: Int, _ command: Command) throws(UsageError) -> (
    [Range<Int>], Int
  ) {
    var list: [Range<Int>] = []
    var depth = 0
    var start = open + 1
    var i = open
    while i < end {
      switch bytes[i] {
      case UInt8(ascii: "\""):
        guard let close = Lexer.closingQuote(bytes, from: i, until: end) else {
          throw UsageError("the text has no closing quote", at: i..<end, hint: command.prototype)
        }
        i = close
      case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 {
          let last = trimmed(bytes, start..<i)
          if !last.isEmpty || !list.isEmpty { list.append(last) }
          if let empty = list.first(where: \.isEmpty) {
            throw UsageError("an argument is missing", at: empty, hint: command.prototype)
          }
          return (list, i)
        }
      case UInt8(ascii: ",") where depth == 1:
        guard list.count < 64 else { throw UsageError("too many arguments", at: i..<end, hint: command.prototype) }
        list.append(trimmed(bytes, start..<i))
        start = i + 1
      default: break
      }
      i += 1
    }
    throw UsageError("the parenthesis is not closed", at: open..<open + 1, hint: command.prototype)
  }

  static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, ByteText.isSpace(bytes[start]) { start += 1 }
    while end > start, ByteText.isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// The part of an argument that names what is meant: without casts, `&`, `.buf`, braces; of `&value /* 1 */` the 1.
  static func core(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var range = range
    if range.count > 4, ByteText.equals(bytes, range.upperBound - 2..<range.upperBound, "*/"),
      let star = bytes[range].firstIndex(of: UInt8(ascii: "*")), star > range.lowerBound,
      bytes[star - 1] == UInt8(ascii: "/"), star + 1 < range.upperBound - 2
    {
      return trimmed(bytes, star + 1..<range.upperBound - 2)
    }
    while range.count > 1 {
      if bytes[range.lowerBound] == UInt8(ascii: "&") {
        range = trimmed(bytes, range.lowerBound + 1..<range.upperBound)
      } else if bytes[range.lowerBound] == UInt8(ascii: "("),
        let close = bytes[range].firstIndex(of: UInt8(ascii: ")"))
      {
        // `(char *)x` is x, `(x)` too.
        let rest = trimmed(bytes, close + 1..<range.upperBound)
        range = rest.isEmpty ? trimmed(bytes, range.lowerBound + 1..<close) : rest
      } else {
        break
      }
    }
    if range.count > 1, bytes[range.lowerBound] == UInt8(ascii: "{"), bytes[range.upperBound - 1] == UInt8(ascii: "}") {
      range = trimmed(bytes, range.lowerBound + 1..<range.upperBound - 1)
    }
    if range.count > 4, ByteText.equals(bytes, range.upperBound - 4..<range.upperBound, ".buf") {
      range = range.lowerBound..<range.upperBound - 4
    }
    return range
  }
}
