import TerminalText

/// Text with styles, as runs: what a terminal would show, without its escape sequences.
struct StyledRun: Equatable {
  var text: String
  /// Classes of the page, one letter each: bold, dim, italic, underlined, reversed, and the colours red, green, yellow,
  /// blue, magenta, cyan (`b d i u v r g y l m c`).
  var classes: String

  /// The runs of a text.
  static func runs(_ text: StyledText) -> [StyledRun] {
    text.runs.map { StyledRun(text: String(decoding: $0.text, as: UTF8.self), classes: classes($0.style)) }
  }

  private static let letters: [(style: Style, letter: Character)] = [
    (.bold, "b"), (.cyan, "c"), (.dim, "d"), (.green, "g"), (.italic, "i"), (.blue, "l"), (.magenta, "m"), (.red, "r"),
    (.underline, "u"), (.reverse, "v"), (.yellow, "y"),
  ]

  private static func classes(_ style: Style) -> String {
    String(letters.lazy.filter { style.contains($0.style) }.map(\.letter))
  }
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
