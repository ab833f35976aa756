import Steps

/// Hands the words of a line to the parameters of its command, and says what is wrong in one voice.
struct ArgumentReader {
  let session: Session
  let command: Command
  var line: Line
  /// The first word that may still be taken by position.
  private var next = 0
  /// The call as C, when the session describes calls.
  var c = ""

  init(session: Session, command: Command, line: Line) {
    self.session = session
    self.command = command
    self.line = line
  }

  /// The next word by position, nil when none is left. Words that are a keyword of the command are passed over when
  /// the parameter may be left out.
  mutating func take(optional: Bool = false) -> Range<Int>? {
    var i = next
    while i < line.words.count {
      let word = line.words[i]
      if !word.isTaken && !isOption(word) {
        if optional, command.isKeyword(line.bytes, word.range) { return nil }
        line.words[i].isTaken = true
        next = i + 1
        return word.range
      }
      i += 1
    }
    return nil
  }

  /// Whether the word is a `key=value` of this command. Others stand by position: an address or a text may have a `=`.
  private func isOption(_ word: Word) -> Bool { word.isKey }

  /// The value of `key=`, nil when it is not given.
  mutating func take(key: StaticString) -> Range<Int>? {
    for i in line.words.indices where line.words[i].isKey && !line.words[i].isTaken {
      guard ByteText.equals(line.bytes, line.words[i].key, key) else { continue }
      line.words[i].isTaken = true
      return line.words[i].value
    }
    return nil
  }

  /// Takes a keyword wherever it stands among the words that are left.
  mutating func take(keyword: String) -> Bool {
    for i in line.words.indices where !line.words[i].isTaken && !line.words[i].isKey {
      guard line.words[i].range.count == keyword.utf8.count else { continue }
      guard
        zip(line.bytes[line.words[i].range], keyword.utf8).allSatisfy({ ByteText.lowered($0) == ByteText.lowered($1) })
      else { continue }
      line.words[i].isTaken = true
      return true
    }
    return false
  }

  /// Takes all that is left, as it was typed; an empty range at the line's end when nothing is.
  mutating func takeRest() -> Range<Int> {
    let first = line.words.first { !$0.isTaken }
    for i in line.words.indices { line.words[i].isTaken = true }
    return (first.map { Int($0.start) } ?? line.text.upperBound)..<line.text.upperBound
  }

  /// What is left over is a mistake, told before anything is done.
  func finish() throws(UsageError) {
    guard next < line.words.count || line.words.contains(where: { $0.isKey }) else { return }
    for word in line.words where !word.isTaken {
      let text = ByteText.string(line.bytes, word.isKey ? word.key : word.range)
      if word.isKey {
        let near = Spelling.suggestion(text, command.parameters.compactMap(\.key))
        throw UsageError(
          "\(command.name) has no option \"\(text)=\"\(near)", at: word.range, hint: command.usage)
      }
      let near = Spelling.suggestion(text, command.parameters.flatMap(\.keywords))
      throw UsageError(
        "\(ByteText.quoted(line.bytes, word.range)) is one argument too many\(near)", at: word.range,
        hint: command.usage)
    }
  }

  /// An argument that has to be there is not.
  func missing(_ what: String) -> UsageError {
    UsageError("\(what) is missing", at: line.text.upperBound..<line.text.upperBound, hint: command.usage)
  }

  /// An argument that is not what it has to be.
  func wrong(_ range: Range<Int>, _ what: String, hint: String? = nil) -> UsageError {
    UsageError("\(ByteText.quoted(line.bytes, range)) \(what)", at: range, hint: hint ?? command.usage)
  }
}
