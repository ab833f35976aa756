import Steps
import TerminalText

/// Bytes of JSON as they are put together: no tree, no dictionary, one pass.
struct JSONWriter: ~Copyable {
  /// Whether only the keys are written that a script gets from a real Winsock as well.
  let isBrief: Bool
  /// What was written and is not in `gathered` yet.
  private var fresh = FreshBytes()
  /// What was written before.
  private var gathered: [UInt8] = []
  /// Takes what has gathered when that is much, and leaves nothing of it; nil: all is gathered.
  private let spill: ((inout [UInt8]) -> Void)?

  init(isBrief: Bool = false, spill: ((inout [UInt8]) -> Void)? = nil) {
    self.isBrief = isBrief
    self.spill = spill
  }

  /// Puts what `write` writes behind what is in `out`.
  mutating func append(to out: inout [UInt8], _ write: (inout JSONWriter) -> Void) {
    swap(&gathered, &out)
    write(&self)
    fresh.move(to: &gathered)
    swap(&gathered, &out)
  }

  /// Appends text that is JSON already.
  @inline(__always)
  mutating func raw(_ text: StaticString) { fresh.append(text.utf8Start, text.utf8CodeUnitCount) }

  /// Appends a decimal number.
  mutating func number(_ value: UInt64) {
    if value < 10 { return fresh.append(48 + UInt8(truncatingIfNeeded: value)) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = value
      var start = 20
      while rest > 0 {
        start -= 1
        digits[start] = 48 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      fresh.append(UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }

  /// Appends a decimal number with its sign.
  mutating func number(_ value: Int64) {
    if value < 0 { fresh.append(UInt8(ascii: "-")) }
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
    text.withUTF8 { fresh.append($0) }
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

  /// Appends quoted lowercase hex.
  mutating func hex(_ data: [UInt8]) {
    fresh.append(UInt8(ascii: "\""))
    var start = 0
    while start < data.count {
      let end = min(start + Self.piece, data.count)
      data.withUnsafeBufferPointer { fresh.append(hex: UnsafeBufferPointer(rebasing: $0[start..<end])) }
      start = end
      guard start < data.count, let spill else { continue }
      fresh.move(to: &gathered)
      spill(&gathered)
    }
    fresh.append(UInt8(ascii: "\""))
  }

  /// Appends a list, with the commas between what `item` writes.
  mutating func list<Items: Sequence>(_ items: Items, _ item: (inout JSONWriter, Items.Element) -> Void) {
    fresh.append(UInt8(ascii: "["))
    var isFirst = true
    for element in items {
      if !isFirst { fresh.append(UInt8(ascii: ",")) }
      isFirst = false
      item(&self, element)
    }
    fresh.append(UInt8(ascii: "]"))
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
    fresh.append(UInt8(ascii: "\""))
    var start = 0
    var i = 0
    while true {
      i = PlainText.end(in: text, from: i)
      guard i < text.count else { break }
      let (scalar, length) = PlainText.scalar(in: text, at: i)
      guard length == 1 || Invisible.contains(scalar) else {
        i += length
        continue
      }
      fresh.append(UnsafeBufferPointer(rebasing: text[start..<i]))
      escape(scalar)
      i += length
      start = i
    }
    fresh.append(UnsafeBufferPointer(rebasing: text[start...]))
    fresh.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ scalar: UInt32) {
    switch scalar {
    case 0x22: raw("\\\"")
    case 0x5c: raw("\\\\")
    case 0x0a: raw("\\n")
    case 0x0d: raw("\\r")
    case 0x09: raw("\\t")
    case 0x10000...:
      unit(UInt16(0xd800 + (scalar - 0x10000) >> 10))
      unit(UInt16(0xdc00 + (scalar - 0x10000) & 0x3ff))
    default: unit(UInt16(truncatingIfNeeded: scalar))
    }
  }

  /// Appends `\u` and a UTF-16 unit in hex.
  private mutating func unit(_ value: UInt16) {
    raw("\\u")
    for shift in stride(from: 12, through: 0, by: -4) {
      fresh.append(Self.hexDigit(UInt8(truncatingIfNeeded: value >> UInt16(shift)) & 15))
    }
  }
}

/// Looks for bytes that a JSON string cannot hold as they are, or that would steer a terminal.
private enum PlainText {
  /// The place of the first byte from `start` on that may need an escape: a control character, a quote, a backslash, DEL,
  /// or what is not ASCII. Eight bytes are looked at in one step.
  static func end(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = text.baseAddress else { return start }
    var i = start
    while i + 8 <= text.count {
      let word = UnsafeRawPointer(base + i).loadUnaligned(as: UInt64.self)
      if needsEscape(word) { break }
      i += 8
    }
    while i < text.count, !needsEscape(base[i]) { i += 1 }
    return i
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5c || byte >= 0x7f
  }

  /// The scalar at a place, and how many bytes it takes; the text is UTF-8.
  static func scalar(in text: UnsafeBufferPointer<UInt8>, at place: Int) -> (scalar: UInt32, length: Int) {
    let lead = text[place]
    guard lead >= 0xc0 else { return (UInt32(lead), 1) }
    let length = min(lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4, text.count - place)
    let own = UInt32(lead) & (lead < 0xe0 ? 0x1f : lead < 0xf0 ? 0x0f : 0x07)
    return (text[(place + 1)..<(place + length)].reduce(own) { $0 << 6 | UInt32($1 & 0x3f) }, length)
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// Whether one of eight bytes may need an escape. It may say yes of eight that need none, never no of eight that do.
  private static func needsEscape(_ word: UInt64) -> Bool {
    func holds(_ byte: UInt64) -> UInt64 {
      let difference = word ^ (ones &* byte)
      return (difference &- ones) & ~difference
    }
    let controls = (word &- ones &* 0x20) & ~word
    return (controls | holds(0x22) | holds(0x5c) | holds(0x7f) | word) & tops != 0
  }
}
