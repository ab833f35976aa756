// Text of C in one line.

extension CSource {
  /// The text in one line: without comments and lines of the preprocessor, and with one space for each run of them. A
  /// comment behind `&value` or `&guid` stays: it is how a printed call says what the variable holds.
  public static func plain(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var i = 0
    func space() { if let last = out.last, last != 32 { out.append(32) } }
    while i < bytes.count {
      let byte = bytes[i]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        let end = quote(bytes, i)
        out += bytes[i..<end]
        i = end
      } else if byte == UInt8(ascii: "/"), i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "/") {
        while i < bytes.count, bytes[i] != 10 { i += 1 }
        space()
      } else if byte == UInt8(ascii: "/"), i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "*") {
        var end = i + 2
        while end + 1 < bytes.count, !(bytes[end] == UInt8(ascii: "*") && bytes[end + 1] == UInt8(ascii: "/")) {
          end += 1
        }
        end = min(end + 2, bytes.count)
        if isPrintedValue(out) { out += bytes[i..<end] } else { space() }
        i = end
      } else if byte == UInt8(ascii: "#"), isLineStart(bytes, i) {
        while i < bytes.count, bytes[i] != 10 { i += 1 }
      } else if ByteText.isSpace(byte) {
        space()
        i += 1
      } else if byte == 0xE3, i + 2 < bytes.count, bytes[i + 1] == 0x80, bytes[i + 2] == 0x80 {
        space()
        i += 3
      } else {
        out.append(byte)
        i += 1
      }
    }
    while out.last == 32 { out.removeLast() }
    return out
  }

  private static func isLineStart(_ bytes: [UInt8], _ place: Int) -> Bool {
    var i = place
    while i > 0, bytes[i - 1] == 32 || bytes[i - 1] == 9 { i -= 1 }
    return i == 0 || bytes[i - 1] == 10
  }

  private static func quote(_ bytes: [UInt8], _ start: Int) -> Int {
    var i = start + 1
    while i < bytes.count, bytes[i] != bytes[start], bytes[i] != 10 { i += bytes[i] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(i + 1, bytes.count)
  }

  private static func isPrintedValue(_ out: [UInt8]) -> Bool {
    let text = String(decoding: out.suffix(7), as: UTF8.self)
    return text.hasSuffix("&value ") || text.hasSuffix("&guid ")
  }
}
