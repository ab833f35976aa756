import Language
import Steps

/// The words of an invocation as they would be typed in the short form, written by its parameters.
struct ShortText {
  /// One argument; `key` is nil for one by position.
  struct Word {
    let key: String?
    let text: String
  }

  let session: Session
  private let bytes: [UInt8]
  private(set) var words: [Word] = []

  /// The words of an invocation.
  init(_ invocation: Invocation, _ session: Session) {
    self.session = session
    bytes = invocation.bytes
    invocation.command.actions.write(invocation, &self)
  }

  mutating func put(_ text: String, key: String? = nil) { words.append(Word(key: key, text: text)) }

  /// A word as it was typed; what `text` says of a value that nobody typed.
  mutating func put(typed range: Range<Int>, key: String? = nil, or text: String) {
    put(range.isEmpty || bytes.isEmpty ? text : typed(range), key: key)
  }

  /// Whether a pointer was typed at `range`, which the short form has no word for.
  func isAddress(_ range: Range<Int>) -> Bool {
    !range.isEmpty && !bytes.isEmpty && bytes[range.lowerBound] == UInt8(ascii: "&")
  }

  /// What was typed at `range`, without the spaces that C allows in it and a word does not.
  func typed(_ range: Range<Int>) -> String {
    var word: [UInt8] = []
    var i = range.lowerBound
    while i < range.upperBound {
      if bytes[i] == UInt8(ascii: "\""), let close = Lexer.closingQuote(bytes, from: i, until: range.upperBound) {
        word.append(contentsOf: bytes[i...close])
        i = close
      } else if !ByteText.isSpace(bytes[i]) {
        word.append(bytes[i])
      }
      i += 1
    }
    return ByteText.string(word, 0..<word.count)
  }

  /// The words of what was typed to the line's end.
  mutating func put(rest range: Range<Int>) {
    var (i, start) = (range.lowerBound, range.lowerBound)
    func flush(_ end: Int) -> String? { start < end ? ByteText.string(bytes, start..<end) : nil }
    while i < range.upperBound {
      if bytes[i] == UInt8(ascii: "\"") {
        i = Lexer.closingQuote(bytes, from: i, until: range.upperBound) ?? range.upperBound - 1
      } else if ByteText.isSpace(bytes[i]) {
        if let word = flush(i) { put(word) }
        start = i + 1
      }
      i += 1
    }
    if let word = flush(range.upperBound) { put(word) }
  }
}

extension Invocation {
  /// The whole line in the short form.
  func shortForm(_ session: Session) -> String {
    let words = ShortText(self, session).words.map { word in word.key.map { "\($0)=\(word.text)" } ?? word.text }
    let thread = origin.thread.map { ["@" + ByteText.string(bytes, $0)] } ?? []
    let name = self.name.map { [$0.text, "="] } ?? []
    return (thread + name + [command.name] + words).joined(separator: " ")
  }
}
