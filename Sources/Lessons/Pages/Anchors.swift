/// The names that a page's places can be linked by: `#a-heading`.
enum Anchors {
  /// All of a page: of its headings by GitHub's rule, and those that HTML in it gives (`id="x"`, `name="x"`).
  static func of(_ page: MarkdownPage) -> [String] {
    var names: [String] = []
    var uses: [String: Int] = [:]
    for heading in page.headings {
      let name = slug(String(decoding: page.bytes[heading], as: UTF8.self))
      var unique = name
      // A heading that stands twice has a number behind its second name.
      while uses[unique] != nil {
        uses[name, default: 0] += 1
        unique = "\(name)-\(uses[name, default: 0])"
      }
      uses[unique] = 0
      names.append(unique)
    }
    return names + page.texts.flatMap { given(in: page.bytes[$0]) }
  }

  /// A heading's name: its text lowercased, with hyphens for spaces, and of other characters only letters, marks,
  /// digits, hyphens and low lines.
  static func slug(_ heading: String) -> String {
    var name = ""
    for scalar in plain(heading).lowercased().unicodeScalars {
      if scalar == " " || scalar == "\n" {
        name.append("-")
      } else if isKept(scalar) {
        name.unicodeScalars.append(scalar)
      }
    }
    return name
  }

  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "-" { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
      return true
    default: return false
    }
  }

  /// A heading without the marks of links, HTML and emphasis by low lines. Other marks are not kept in a name anyway.
  private static func plain(_ heading: String) -> String {
    var out: [Character] = []
    let text = Array(PartParser.trimmed(heading))
    var i = 0
    var isCode = false
    // Marks that nothing closes any more.
    var missing: Set<Character> = []
    func end(of mark: Character, from start: Int) -> Int? {
      if missing.contains(mark) { return nil }
      let found = text[min(start, text.count)...].firstIndex(of: mark)
      if found == nil { missing.insert(mark) }
      return found
    }
    while i < text.count {
      if text[i] == "`" { isCode.toggle() }
      if !isCode, text[i] == "]", i + 1 < text.count, text[i + 1] == "(" || text[i + 1] == "[" {
        let close: Character = text[i + 1] == "(" ? ")" : "]"
        i = (end(of: close, from: i + 2) ?? i) + 1
      } else if !isCode, text[i] == "<", let close = end(of: ">", from: i) {
        i = close + 1
      } else {
        if isCode || text[i] != "_" || isInWord(text, i) { out.append(text[i]) }
        i += 1
      }
    }
    return String(out)
  }

  private static func isInWord(_ text: [Character], _ i: Int) -> Bool {
    func isWord(_ place: Int) -> Bool {
      text.indices.contains(place) && (text[place].isLetter || text[place].isNumber || text[place] == "_")
    }
    return isWord(i - 1) && isWord(i + 1)
  }

  private static func given(in text: ArraySlice<UInt8>) -> [String] {
    var names: [String] = []
    for attribute in [" id=\"", " name=\""] {
      let pattern = Array(attribute.utf8)
      for i in text.indices where text[i] == 0x20 && text[i...].starts(with: pattern) {
        let name = text[i...].dropFirst(pattern.count).prefix { $0 != UInt8(ascii: "\"") }
        names.append(String(decoding: name, as: UTF8.self))
      }
    }
    return names
  }
}
