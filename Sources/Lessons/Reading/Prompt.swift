/// The prompt that a command stands behind.
enum Prompt {
  /// Where the command begins in a line such as `wsa> socket` or ` t2> recv a 4`; nil without a prompt.
  static func end(in line: ArraySlice<UInt8>) -> Int? {
    var i = line.startIndex
    while i < line.endIndex, line[i] == 0x20 { i += 1 }
    let name = i
    while i < line.endIndex, isNameByte(line[i]) { i += 1 }
    guard i > name, line[name] != UInt8(ascii: "-"), i < line.endIndex, line[i] == UInt8(ascii: ">") else { return nil }
    // An output's line is indented by two columns or more; a prompt of a short name by just as many as make it five wide.
    guard name - line.startIndex <= max(0, 3 - (i - name)) else { return nil }
    i += 1
    if i == line.endIndex { return i }
    return line[i] == 0x20 ? i + 1 : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x2d, 0x80...: true
    default: false
    }
  }
}
