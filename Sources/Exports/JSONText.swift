/// JSON for a page, put together without a tree. Nothing in it can end a script element of HTML.
struct JSONText {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func object(_ body: (inout JSONText) -> Void) { enclose(0x7b, 0x7d, body) }
  mutating func array(_ body: (inout JSONText) -> Void) { enclose(0x5b, 0x5d, body) }

  private mutating func enclose(_ open: UInt8, _ close: UInt8, _ body: (inout JSONText) -> Void) {
    separate()
    bytes.append(open)
    needsComma = false
    body(&self)
    bytes.append(close)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2c) }
    needsComma = true
  }

  /// A key; its value follows.
  mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(0x3a)
    needsComma = false
  }

  mutating func string(_ text: String) {
    separate()
    quote(text)
  }

  mutating func number(_ value: Int) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Milliseconds as seconds: `1.250`.
  mutating func time(_ milliseconds: Int) {
    separate()
    let rest = String(milliseconds % 1000)
    bytes += "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)".utf8
  }

  mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  mutating func field(_ name: String, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  mutating func field(_ name: String, _ value: Int?) {
    guard let value else { return }
    key(name)
    number(value)
  }

  mutating func strings(_ name: String, _ values: [String]) {
    guard !values.isEmpty else { return }
    key(name)
    array { json in for value in values { json.string(value) } }
  }

  private mutating func quote(_ text: String) {
    bytes.append(0x22)
    for unit in text.unicodeScalars {
      switch unit.value {
      case 0x22, 0x5c: bytes += [0x5c, UInt8(unit.value)]
      case 0x0a: bytes += "\\n".utf8
      // `<` and `&` mean something in HTML, and two separators end a line of JavaScript; what controls or turns text
      // around is written as what it is.
      case 0..<0x20, 0x26, 0x3c, 0x3e, 0x7f..<0xa0, 0x2028, 0x2029, 0x202a...0x202e, 0x2066...0x2069, 0x200e, 0x200f:
        let digits = String(unit.value, radix: 16)
        bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: bytes += String(unit).utf8
      }
    }
    bytes.append(0x22)
  }
}
