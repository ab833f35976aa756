import Glibc

/// What is typed, where no line is edited.
enum Keyboard {
  /// The next line of standard input with its newline, read byte by byte: what follows it is somebody else's. Nil at the
  /// end.
  static func line() -> [UInt8]? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count < 1 << 16 {
      let count = read(0, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { break }
      line.append(byte)
      if byte == 0x0A { break }
    }
    return line.isEmpty ? nil : line
  }
}

/// A person's yes to what is not done otherwise, for as long as the program runs.
final class Permission {
  private var isGiven = false
  private let output: Output

  init(asking output: Output) { self.output = output }

  /// Whether a program may run outside of walls; asked for until it is given.
  func outside(_ program: String) -> Bool {
    if isGiven { return true }
    output.flush()
    let name = String(decoding: PlainText.visible(Array(program.utf8)), as: UTF8.self)
    output.write(
      Array(
        """
        This machine has no way to shut a program in.
        \(name) would run with all your rights, as any program that you start.
        Run it? [y/N]\u{20}
        """.utf8))
    let answer = Keyboard.line().map { $0.filter { $0 > 0x20 }.map { $0 | 0x20 } } ?? []
    isGiven = answer == Array("y".utf8) || answer == Array("yes".utf8)
    return isGiven
  }
}
