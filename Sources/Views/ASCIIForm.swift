/// What is drawn in a transcript, in characters of ASCII, as many columns wide.
enum ASCIIForm {
  private static let characters: [(drawn: String, ascii: Character)] = [
    ("─", "-"), ("╌", "."), ("◀", "<"), ("▶", ">"), ("│", "|"), ("✕", "x"), ("→", ">"), ("·", ";"), ("…", "~"),
    ("»", ">"),
    ("┤", "|"), ("└", "+"), ("┴", "+"), ("├", "|"), ("┌", "+"), ("┐", "+"), ("┘", "+"), ("┼", "+"), ("×", "x"),
    ("–", "-"),
    ("•", "*"), ("✓", "+"), ("✗", "x"),
  ]
  private static let byBytes: [[UInt8]: UInt8] = Dictionary(
    uniqueKeysWithValues: characters.map { (Array($0.drawn.utf8), $0.ascii.asciiValue ?? 0x3f) })

  /// Replaces what is drawn behind a place; other text stays.
  static func replace(in bytes: inout [UInt8], from start: Int) {
    var (read, write) = (start, start)
    while read < bytes.count {
      let length = bytes[read] >= 0xe0 && bytes[read] < 0xf0 ? 3 : bytes[read] >= 0xc0 && bytes[read] < 0xe0 ? 2 : 1
      if length > 1, read + length <= bytes.count, let plain = byBytes[Array(bytes[read..<(read + length)])] {
        bytes[write] = plain
        write += 1
      } else {
        for i in 0..<min(length, bytes.count - read) { bytes[write + i] = bytes[read + i] }
        write += length
      }
      read += length
    }
    bytes.removeSubrange(min(write, bytes.count)...)
  }
}
