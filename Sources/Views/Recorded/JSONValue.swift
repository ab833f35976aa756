/// A value of a JSON text (RFC 8259), as records need it: numbers are whole.
enum JSONValue: Equatable {
  case null
  case bool(Bool)
  /// A whole number by its sign and magnitude.
  case number(isNegative: Bool, UInt64)
  case string(String)
  case array([JSONValue])
  /// The members in their order.
  case object([Member])

  /// A key with its value.
  struct Member: Equatable {
    let key: String
    let value: JSONValue
  }
}

/// What is wrong with a line of a recorded session.
public struct RecordError: Error, Equatable, CustomStringConvertible {
  /// The sentence.
  public let description: String
  init(_ description: String) { self.description = description }
}

extension JSONValue {
  /// The value of a member; nil where there is none.
  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// Reads one JSON text.
  static func parse(_ bytes: [UInt8]) throws(RecordError) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpaces()
    guard parser.isAtEnd else { throw parser.error("unexpected text after the object") }
    return value
  }
}

/// Goes through the bytes of one JSON text once.
private struct JSONParser {
  let bytes: [UInt8]
  var place = 0

  /// Deeper nesting than any record has.
  private static let maximumDepth = 64

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  func error(_ what: String) -> RecordError { RecordError("\(what), at byte \(place)") }

  mutating func skipSpaces() {
    while place < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[place]) { place += 1 }
  }

  mutating func value(depth: Int) throws(RecordError) -> JSONValue {
    guard depth < Self.maximumDepth else { throw error("nested too deeply") }
    skipSpaces()
    guard place < bytes.count else { throw error("the text ends too early") }
    switch bytes[place] {
    case UInt8(ascii: "{"): return .object(try members(depth))
    case UInt8(ascii: "["): return .array(try elements(depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    default: return try literal()
    }
  }

  private mutating func literal() throws(RecordError) -> JSONValue {
    for (word, value) in [("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null)]
    where bytes[place...].starts(with: word.utf8) {
      place += word.utf8.count
      return value
    }
    throw error("not a JSON value")
  }

  private mutating func number() throws(RecordError) -> JSONValue {
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    var magnitude: UInt64 = 0
    let start = place
    while place < bytes.count, (0x30...0x39).contains(bytes[place]) {
      let (product, isTooLarge) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, isOver) = product.addingReportingOverflow(UInt64(bytes[place] - 0x30))
      guard !isTooLarge, !isOver else { throw error("a number is too large") }
      magnitude = sum
      place += 1
    }
    guard place > start else { throw error("not a number") }
    if place < bytes.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[place]) {
      throw error("a record has whole numbers only")
    }
    return .number(isNegative: isNegative && magnitude > 0, magnitude)
  }

  private mutating func elements(_ depth: Int) throws(RecordError) -> [JSONValue] {
    var list: [JSONValue] = []
    place += 1
    if try closes(with: UInt8(ascii: "]")) { return list }
    while true {
      list.append(try value(depth: depth + 1))
      if try ends(with: UInt8(ascii: "]")) { return list }
    }
  }

  private mutating func members(_ depth: Int) throws(RecordError) -> [JSONValue.Member] {
    var list: [JSONValue.Member] = []
    place += 1
    if try closes(with: UInt8(ascii: "}")) { return list }
    while true {
      skipSpaces()
      guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { throw error("a key is missing") }
      let key = try string()
      skipSpaces()
      guard place < bytes.count, bytes[place] == UInt8(ascii: ":") else { throw error("a colon is missing") }
      place += 1
      list.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
      if try ends(with: UInt8(ascii: "}")) { return list }
    }
  }

  /// Whether an empty list or object ends here.
  private mutating func closes(with bracket: UInt8) throws(RecordError) -> Bool {
    skipSpaces()
    guard place < bytes.count else { throw error("the text ends too early") }
    guard bytes[place] == bracket else { return false }
    place += 1
    return true
  }

  /// After an element: a comma, or the end.
  private mutating func ends(with bracket: UInt8) throws(RecordError) -> Bool {
    if try closes(with: bracket) { return true }
    guard bytes[place] == UInt8(ascii: ",") else { throw error("a comma is missing") }
    place += 1
    return false
  }
}

// MARK: - Strings

extension JSONParser {
  /// The string that begins at a quote.
  fileprivate mutating func string() throws(RecordError) -> String {
    place += 1
    var text: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw error("a string is not UTF-8") }
        return string
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw error("a control character in a string")
      default: text.append(byte)
      }
    }
    throw error("a string has no end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(RecordError) {
    guard place < bytes.count else { throw error("a string has no end") }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += String(Character(try codePoint())).utf8
    default: throw error("an unknown escape")
    }
  }

  /// `XXXX` of a `\u` escape, with the second half of a surrogate pair.
  private mutating func codePoint() throws(RecordError) -> Unicode.Scalar {
    let first = try hex4()
    var value = UInt32(first)
    if (0xd800..<0xdc00).contains(first), bytes[place...].starts(with: "\\u".utf8) {
      place += 2
      let second = try hex4()
      guard (0xdc00..<0xe000).contains(second) else { throw error("half a surrogate pair") }
      value = 0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw error("half a surrogate pair") }
    return scalar
  }

  private mutating func hex4() throws(RecordError) -> UInt16 {
    let digits = bytes[place...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error("four hex digits are missing") }
    place += 4
    return value
  }
}
