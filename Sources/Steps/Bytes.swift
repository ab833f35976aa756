/// Memory as a step holds it. It is encoded as lowercase hex, without spaces.
public struct Bytes: Sendable, Hashable {
  /// The bytes.
  public var values: [UInt8]

  /// Memory from its bytes.
  public init(_ values: [UInt8]) { self.values = values }

  /// How many bytes there are.
  public var count: Int { values.count }

  /// Reads lowercase or uppercase hex; nil for anything else, and for half a byte.
  public init?(hex text: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 2)
    var high: UInt8?
    for digit in text.utf8 {
      guard let value = Bytes.value(ofHexDigit: digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { return nil }
    values = bytes
  }

  private static func value(ofHexDigit digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }

  /// The bytes as lowercase hex.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: values.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

extension Bytes: Codable {
  /// Decodes hex.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let bytes = Bytes(hex: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not bytes in hex")
    }
    self = bytes
  }

  /// Encodes hex.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}

extension Bytes {
  /// Two digits a byte with spaces between them: `68 69 0a`.
  public var pairs: String {
    var text = ""
    for (place, digit) in hex.enumerated() {
      if place > 0, place.isMultiple(of: 2) { text += " " }
      text.append(digit)
    }
    return text
  }

  /// As printable ASCII, a dot for every other byte: `hi.`.
  public var ascii: String { String(decoding: values.map { 0x20..<0x7f ~= $0 ? $0 : 0x2e }, as: UTF8.self) }
}
