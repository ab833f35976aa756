/// Bytes as a hex editor shows them: `68 65 6c 6c 6f 00 00 00  00 …  hello...`.
public enum HexDump {
  /// The columns of a row of `count` bytes: hex pairs with a wider gap after each eighth, two spaces, the characters.
  public static func width(perRow count: Int) -> Int { count * 3 - 1 + (count - 1) / 8 + 2 + count }

  /// How many bytes a row has so that it fits: 16, or 8 where 16 do not, or 4.
  public static func bytesPerRow(fitting columns: Int) -> Int {
    [16, 8].first { width(perRow: $0) <= columns } ?? 4
  }
}

extension TextBuffer {
  /// Appends one row: at most `perRow` bytes in hex, padded to the full row's width, and as printable ASCII (a dot for
  /// every other byte). No newline.
  public mutating func append(hexRow row: ArraySlice<UInt8>, perRow: Int = 16) {
    let start = column
    for (offset, byte) in row.enumerated() {
      if offset > 0 { spaces(offset % 8 == 0 ? 2 : 1) }
      append(hexByte: byte)
    }
    pad(to: start + HexDump.width(perRow: perRow) - perRow, gap: 2)
    for byte in row { append(ascii: (0x20..<0x7F).contains(byte) ? byte : 0x2E) }
  }

  /// Appends all rows of `bytes` from the column the buffer stands at, each ended with a newline. More than `maxRows` of
  /// them are cut short: the last line tells how many bytes there are more.
  public mutating func append(hexDump bytes: [UInt8], perRow: Int = 16, maxRows: Int = 16) {
    let indent = column
    var start = 0
    for _ in 0..<maxRows where start < bytes.count {
      pad(to: indent)
      let end = min(start + perRow, bytes.count)
      append(hexRow: bytes[start..<end], perRow: perRow)
      newline()
      start = end
    }
    guard start < bytes.count else { return }
    pad(to: indent)
    append("… \(bytes.count - start) more bytes\n")
  }
}
