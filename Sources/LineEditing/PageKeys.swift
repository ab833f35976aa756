/// Keys that turn pages, read one by one from a terminal without a line.
public final class PageKeys {
  /// What a key asks for.
  public enum Key: Equatable, Sendable { case forward, back, first, last, quit, other }

  private let keys: UnbufferedKeys

  /// Takes the terminal over until the object goes; nil where there is none.
  public init?(descriptor: Int32 = 0) {
    guard let keys = UnbufferedKeys(descriptor, discards: false) else { return nil }
    self.keys = keys
  }

  /// Waits for a key; `quit` at the end of input, and when a signal comes.
  public func next() -> Key {
    let bytes = keys.read(16)
    return bytes.isEmpty ? .quit : Self.key(bytes)
  }

  /// What a key's bytes ask for: a letter, or a sequence of the terminal (`ESC [ C` is the right arrow).
  static func key(_ bytes: [UInt8]) -> Key {
    switch String(decoding: bytes, as: UTF8.self) {
    case "\r", "\n", " ", "n", "l", "j", "\u{1B}[C", "\u{1B}OC", "\u{1B}[B", "\u{1B}OB", "\u{1B}[6~": .forward
    case "p", "b", "h", "k", "\u{7F}", "\u{8}", "\u{1B}[D", "\u{1B}OD", "\u{1B}[A", "\u{1B}OA", "\u{1B}[5~": .back
    case "g", "\u{1B}[H", "\u{1B}OH", "\u{1B}[1~": .first
    case "G", "\u{1B}[F", "\u{1B}OF", "\u{1B}[4~": .last
    case "q", "Q", "\u{3}", "\u{4}": .quit
    default: .other
    }
  }
}
