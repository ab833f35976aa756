import Glibc

/// How wide a terminal shows characters whose width is ambiguous (Unicode's UAX 11): arrows and lines are two columns wide
/// on some terminals of East Asia.
public enum AmbiguousWidth {
  /// How long an answer may take, in milliseconds; a terminal answers at once, or never.
  private static let patience: Int32 = 300

  /// Asks the terminal: writes a line's piece, asks where the cursor is (ECMA-48's DSR and CPR), and wipes it away. Nil when
  /// it does not answer.
  public static func ask(input: Int32 = 0, output: Int32 = 1) -> Int? {
    guard isatty(output) == 1, let keys = UnbufferedKeys(input, discards: true) else { return nil }
    send("\r\u{2500}\u{1B}[6n", output)
    let answer = receive(keys)
    send("\r\u{1B}[K", output)
    return column(in: answer).map { $0 - 1 }
  }

  /// The column of a cursor position report, `ESC [ 1 ; 3 R`.
  static func column(in answer: [UInt8]) -> Int? {
    guard answer.last == UInt8(ascii: "R"), let semicolon = answer.lastIndex(of: UInt8(ascii: ";")) else { return nil }
    let digits = answer[(semicolon + 1)..<(answer.count - 1)]
    guard let column = Int(String(decoding: digits, as: UTF8.self)), (2...3).contains(column) else { return nil }
    return column
  }

  private static func send(_ text: String, _ output: Int32) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
  }

  private static func receive(_ keys: UnbufferedKeys) -> [UInt8] {
    var answer: [UInt8] = []
    while answer.count < 32, answer.last != UInt8(ascii: "R") {
      let next = keys.read(1, milliseconds: patience)
      if next.isEmpty { break }
      answer += next
    }
    return answer
  }
}
