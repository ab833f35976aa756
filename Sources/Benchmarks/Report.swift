import Glibc

/// What is printed: a heading for each measurement, a row for each program.
enum Report {
  static func heading(_ text: String) {
    line("")
    line(text)
  }

  static func line(_ text: String) {
    print(text)
    fflush(nil)
  }

  static func row(_ name: String, _ columns: [String]) {
    line("  " + left(name, 44) + columns.map { right($0, 14) }.joined())
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
