import Language
import Steps

/// Hands the words of a line to the parameters of its command, and says what is wrong in one voice.
struct ArgumentReader {
  let scope: Scope
  private var words: [Word]
  /// Where the line's text ends.
  private let end: Int
  /// The first word that may still be taken by position.
  private var next = 0

  init(_ scope: Scope, words: consuming [Word], end: Int) {
    self.scope = scope
    self.words = words
    self.end = end
  }

  /// The next word by position, nil when none is left. Words that are a keyword of the command are passed over when
  /// the parameter may be left out.
  mutating func take(optional: Bool = false) -> Range<Int>? {
    var i = next
    while i < words.count {
      let word = words[i]
      // Only a `key=value` of this command is an option; others stand by position: an address or a text may have a `=`.
      if !word.isTaken && !word.isKey {
        if optional, scope.command.isKeyword(scope.bytes, word.range) { return nil }
        words[i].isTaken = true
        next = i + 1
        return word.range
      }
      i += 1
    }
    return nil
  }

  /// The value of `key=`, nil when it is not given.
  mutating func take(key: StaticString) -> Range<Int>? {
    for i in words.indices where words[i].isKey && !words[i].isTaken {
      guard ByteText.equals(scope.bytes, words[i].key, key) else { continue }
      words[i].isTaken = true
      return words[i].value
    }
    return nil
  }

  /// Takes a keyword wherever it stands among the words that are left.
  mutating func take(keyword: String) -> Bool {
    for i in words.indices where !words[i].isTaken && !words[i].isKey {
      guard words[i].range.count == keyword.utf8.count else { continue }
      guard
        zip(scope.bytes[words[i].range], keyword.utf8).allSatisfy({ ByteText.lowered($0) == ByteText.lowered($1) })
      else { continue }
      words[i].isTaken = true
      return true
    }
    return false
  }

  /// Takes all that is left, as it was typed; an empty range at the line's end when nothing is.
  mutating func takeRest() -> Range<Int> {
    let first = words.first { !$0.isTaken }
    for i in words.indices { words[i].isTaken = true }
    return (first.map { Int($0.start) } ?? end)..<end
  }

  /// Takes every word that is left, one by one.
  mutating func takeAll() -> [Range<Int>] {
    let list = words.filter { !$0.isTaken }.map(\.range)
    for i in words.indices { words[i].isTaken = true }
    return list
  }

  /// What is left over is a mistake, told before anything is done.
  func finish() throws(UsageError) {
    guard next < words.count || words.contains(where: { $0.isKey }) else { return }
    let command = scope.command
    for word in words where !word.isTaken {
      let text = ByteText.string(scope.bytes, word.isKey ? word.key : word.range)
      if word.isKey {
        if command.parameters.contains(where: { $0.key == text.lowercased() }) {
          throw UsageError("\(text)= is given twice", at: word.range, hint: command.usage)
        }
        let near = Spelling.suggestion(text, command.parameters.compactMap(\.key))
        throw UsageError(
          "\(command.name) has no option \"\(text)=\"\(near)", at: word.range, hint: command.usage)
      }
      let near = Spelling.suggestion(text, command.parameters.flatMap(\.keywords))
      throw UsageError(
        "\(ByteText.quoted(scope.bytes, word.range)) is an unexpected argument\(near)", at: word.range,
        hint: command.usage)
    }
  }

  /// An argument that has to be there is not.
  func missing(_ what: String) -> UsageError {
    UsageError("\(what) is missing", at: end..<end, hint: scope.command.usage)
  }

  /// An argument that is not what it has to be.
  func wrong(_ range: Range<Int>, _ what: String, hint: String? = nil) -> UsageError {
    scope.wrong(range, what, hint: hint)
  }
}
