import Steps
import Winsock

/// A line that ran, read once more for what it asked: its command and its words, without running anything.
struct AskedLine {
  private(set) var command: Command?
  /// The arguments without a key, in order.
  private(set) var words: [String] = []
  private var keys: [String: String] = [:]

  init(_ text: String, _ session: Session) {
    var line = Line(bytes: Array(text.utf8))
    guard Lexer.trim(&line) else { return }
    if let form = try? CForm(line, session) { line = form.line }
    do throws(UsageError) { try Lexer.split(&line) } catch { return }
    command = Catalogue.find(line.bytes, line.command)
    for word in line.words {
      if word.isKey {
        keys[ByteText.string(line.bytes, word.key).lowercased()] = ByteText.string(line.bytes, word.value)
      } else {
        words.append(ByteText.string(line.bytes, word.range))
      }
    }
  }

  /// The word at a place; `?` where there is none.
  subscript(place: Int) -> String { words.indices.contains(place) ? words[place] : "?" }
  subscript(key: String) -> String? { keys[key] }
  func has(_ word: String) -> Bool { words.contains { $0.lowercased() == word } }
}

/// Why a line ended as it did: in up to four parts.
struct Reason {
  /// The call in words: `receive from a …`.
  var asked: String
  /// What the layer found, in sentences.
  var found: [String]
  /// What comes next, in sentences.
  var next: [String]
  var lesson: Course?

  init(_ asked: String, found: [String], next: [String] = [], _ lesson: Course? = nil) {
    (self.asked, self.found, self.next, self.lesson) = (asked, found, next, lesson)
  }
}
