/// Checks bytes against the grammar of RFC 8259, without building anything.
struct JSONReader {
  private let bytes: [UInt8]
  private var i = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether the bytes are one object and nothing else.
  mutating func readsOneObject() -> Bool {
    bytes.first == UInt8(ascii: "{") && value() && i == bytes.count
  }

  private var next: UInt8 { i < bytes.count ? bytes[i] : 0 }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    i += 1
    return true
  }

  private mutating func value() -> Bool {
    switch next {
    case UInt8(ascii: "{"): return list(UInt8(ascii: "}")) { $0.string() && $0.take(UInt8(ascii: ":")) && $0.value() }
    case UInt8(ascii: "["): return list(UInt8(ascii: "]")) { $0.value() }
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    default: return number()
    }
  }

  private mutating func list(_ end: UInt8, _ item: (inout JSONReader) -> Bool) -> Bool {
    i += 1
    if take(end) { return true }
    repeat {
      guard item(&self) else { return false }
    } while take(UInt8(ascii: ","))
    return take(end)
  }

  private mutating func word(_ text: String) -> Bool {
    for byte in text.utf8 { guard take(byte) else { return false } }
    return true
  }

  private mutating func number() -> Bool {
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) { return !(0x30...0x39).contains(next) }
    let start = i
    while (0x30...0x39).contains(next) { i += 1 }
    return i > start
  }

  private mutating func string() -> Bool {
    guard take(UInt8(ascii: "\"")) else { return false }
    while i < bytes.count {
      let byte = bytes[i]
      i += 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte < 0x20 { return false }
      guard byte == UInt8(ascii: "\\") else { continue }
      if take(UInt8(ascii: "u")) {
        for _ in 0..<4 {
          guard (0x30...0x39).contains(next) || (0x61...0x66).contains(next) else { return false }
          i += 1
        }
      } else {
        guard Array("\"\\/bfnrt".utf8).contains(next) else { return false }
        i += 1
      }
    }
    return false
  }
}
