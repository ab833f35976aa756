import TerminalText

/// The name of a lesson that is to be made: `01-my-lesson`, perhaps in a folder, with or without `.md`.
struct LessonName {
  /// The file.
  let path: String
  /// The folder it stands in, with a slash at its end; empty for the working directory.
  let folder: String
  /// The lesson's first heading: the name without its number, with spaces.
  let title: String

  private static let widest = 72

  init(_ name: String) throws(LessonError) {
    let bare = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    folder = bare.lastIndex(of: "/").map { String(bare[...$0]) } ?? ""
    let base = String(bare.dropFirst(folder.count))
    if let fault = LessonName.fault(in: base) {
      throw LessonError(path: name.isEmpty ? "\"\"" : name, "\(fault); a lesson is called for example 01-my-lesson")
    }
    if !folder.isEmpty, !Files.exists(folder) {
      throw LessonError(path: name, "there is no folder \(folder); make it first")
    }
    path = folder + base + ".md"
    title = LessonName.title(base)
  }

  /// What is wrong with a name. It stands in links, and so what Markdown or a shell reads as something else is left out.
  private static func fault(in base: String) -> String? {
    if base.isEmpty { return "the name is missing" }
    if base.first == "-" { return "a name does not begin with a hyphen" }
    if DisplayWidth.of(base) > widest { return "the name is longer than \(widest) columns" }
    let wrong = base.first { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" }
    return wrong.map { "a name has letters, digits, hyphens and low lines, not \"\($0)\"" }
  }

  private static func title(_ base: String) -> String {
    let words = base.drop { $0.isNumber || $0 == "-" || $0 == "_" }
    let text = (words.isEmpty ? base[...] : words).map { $0 == "-" || $0 == "_" ? " " : $0 }
    return text.prefix(1).map { $0.uppercased() }.joined() + String(text.dropFirst())
  }
}
