import Steps

/// Bytes of JSON as they are put together: no tree, no dictionary, one pass.
struct JSONWriter {
  /// Whether only the keys are written that a script gets from a real Winsock as well.
  let isBrief: Bool
  var bytes: [UInt8] = []
  /// Takes what has gathered when that is much, and leaves nothing of it; nil: all is gathered.
  var spill: ((inout [UInt8]) -> Void)?

  init(isBrief: Bool = false) { self.isBrief = isBrief }

  /// Appends text that is JSON already.
  @inline(__always)
  mutating func raw(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends a decimal number.
  mutating func number(_ value: UInt64) {
    if value < 10 { return bytes.append(48 + UInt8(value)) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = value
      var start = 20
      while rest > 0 {
        start -= 1
        digits[start] = 48 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }

  /// Appends a decimal number with its sign.
  mutating func number(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    number(value.magnitude)
  }

  /// Appends a quoted string.
  mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string(utf8: $0) }
  }

  /// Appends `true` or `false`.
  mutating func bool(_ value: Bool) {
    if value { raw("true") } else { raw("false") }
  }

  /// Appends a quoted string, or null.
  mutating func string(orNull text: String?) {
    if let text { string(text) } else { raw("null") }
  }

  /// Appends a quoted ADDR.
  mutating func address(_ address: Address) {
    let brackets = address.isIPv6
    if brackets { raw("\"[") } else { raw("\"") }
    plain(address.host)
    if brackets { raw("]:") } else { raw(":") }
    number(UInt64(address.port))
    raw("\"")
  }

  /// Appends text that needs no escape.
  mutating func plain(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Appends a key with a number; nothing for nil.
  mutating func key(_ key: StaticString, _ value: (some BinaryInteger)?) {
    guard let value else { return }
    raw(key)
    number(UInt64(clamping: value))
  }

  /// Appends a key with a string; nothing for nil.
  mutating func key(_ key: StaticString, _ text: String?) {
    guard let text else { return }
    raw(key)
    string(text)
  }

  /// Appends quoted lower-case hex.
  mutating func hex(_ data: [UInt8]) {
    bytes.reserveCapacity(bytes.count + 2 * min(data.count, Self.piece) + 2)
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    while start < data.count {
      let end = min(start + Self.piece, data.count)
      for byte in data[start..<end] {
        bytes.append(Self.hexDigit(byte >> 4))
        bytes.append(Self.hexDigit(byte & 15))
      }
      start = end
      if start < data.count { spill?(&bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends a list, with the commas between what `item` writes.
  mutating func list<Items: Sequence>(_ items: Items, _ item: (inout JSONWriter, Items.Element) -> Void) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for element in items {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      item(&self, element)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// How many bytes of data are written before they are let go.
  private static let piece = 1 << 16

  @inline(__always)
  static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}

extension JSONWriter {
  /// Appends a quoted string. Runs of plain bytes go over in one piece. DEL and the C1 controls are escaped too: JSON
  /// allows them, but a terminal may take them as commands.
  mutating func string(utf8 text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    var i = 0
    while i < text.count {
      let byte = text[i]
      let isC1 = byte == 0xc2 && i + 1 < text.count && text[i + 1] < 0xa0
      guard byte < 0x20 || byte == 0x22 || byte == 0x5c || byte == 0x7f || isC1 else {
        i += 1
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<i]))
      escape(isC1 ? text[i + 1] : byte)
      i += isC1 ? 2 : 1
      start = i
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends the escape of a character up to U+00FF.
  private mutating func escape(_ character: UInt8) {
    switch character {
    case 0x22: raw("\\\"")
    case 0x5c: raw("\\\\")
    case 0x0a: raw("\\n")
    case 0x0d: raw("\\r")
    case 0x09: raw("\\t")
    default:
      raw("\\u00")
      bytes.append(Self.hexDigit(character >> 4))
      bytes.append(Self.hexDigit(character & 15))
    }
  }
}
