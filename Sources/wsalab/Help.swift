/// What --help and --version print.
enum Help {
  static var usage: String {
    var out = "wsalab: \(Declarations.summary)\n\n"
    for (place, use) in Declarations.uses.enumerated() {
      out += (place == 0 ? "usage: wsalab " : "       wsalab ") + padded(use.words, 27) + use.about + "\n"
    }
    out += "\nFILE - is standard input. Without a terminal, a session reads its lines there.\n\n"
    for option in Declarations.options {
      let value = option.value.isEmpty ? "" : " " + option.value
      out += "  " + padded(option.name + value, 28) + option.about + "\n"
    }
    return out + "\n\(Declarations.status)\n"
  }

  private static func padded(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(columns - text.count, 1))
  }

  static func version(readline: Int32) -> String {
    """
    wsalab \(Version.text) (GNU Readline \(readline >> 8).\(readline & 0xFF))
    License GPL-3.0-or-later. There is no warranty, to the extent permitted by law.

    """
  }
}
