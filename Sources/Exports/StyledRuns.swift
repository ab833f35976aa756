/// Text with styles, as runs: what a terminal would show, without its escape sequences.
struct StyledRun: Equatable {
  var text: String
  /// Classes of the page, one letter each: bold, dim, italic, underlined, reversed, and the colours red, green, yellow,
  /// blue, magenta, cyan (`b d i u v r g y l m c`).
  var classes: String

  /// Reads what a view has written: printable text, newlines and SGR sequences (ECMA-48), of which there is nothing else.
  static func runs(_ bytes: [UInt8]) -> [StyledRun] {
    var runs: [StyledRun] = []
    var on: Set<Character> = []
    var (text, i): ([UInt8], Int) = ([], 0)
    func classes() -> String { String(on.sorted()) }
    func end() {
      guard !text.isEmpty else { return }
      runs.append(StyledRun(text: String(decoding: text, as: UTF8.self), classes: classes()))
      text.removeAll()
    }
    while i < bytes.count {
      guard bytes[i] == 0x1b, i + 1 < bytes.count, bytes[i + 1] == 0x5b,
        let stop = bytes[i...].firstIndex(of: UInt8(ascii: "m"))
      else {
        text.append(bytes[i])
        i += 1
        continue
      }
      end()
      let parameters = String(decoding: bytes[(i + 2)..<stop], as: UTF8.self)
      for parameter in parameters.split(separator: ";", omittingEmptySubsequences: false) {
        if let letter = letters[String(parameter)] { on.insert(letter) } else { on.removeAll() }
      }
      i = stop + 1
    }
    end()
    return runs
  }

  private static let letters: [String: Character] = [
    "1": "b", "2": "d", "3": "i", "4": "u", "7": "v", "31": "r", "32": "g", "33": "y", "34": "l", "35": "m", "36": "c",
  ]
}

extension JSONText {
  /// Runs as a list in which a text without styles stands for itself, and another behind its classes.
  mutating func runs(_ runs: [StyledRun]) {
    array { json in
      for run in runs {
        if run.classes.isEmpty {
          json.string(run.text)
        } else {
          json.array {
            $0.string(run.classes)
            $0.string(run.text)
          }
        }
      }
    }
  }
}
