/// Text from outside on its way to a terminal.
enum PlainText {
  /// Text whose control characters are made visible; newlines and tabs stay.
  static func visible(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0A, 0x09: result.append(UInt8(scalar.value))
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
        result += Array("\\x{\(String(scalar.value, radix: 16))}".utf8)
      default: result += Array(String(Character(scalar)).utf8)
      }
    }
    return result
  }
}
