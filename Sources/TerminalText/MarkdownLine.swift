/// One line of Markdown, and what it could begin: the one place that knows the marks of CommonMark 0.31 at the beginning
/// of a line. What it returns of the line are slices of what it was made of, so that their places are known.
public struct MarkdownLine {
  /// Spaces before its first character; a tab counts as four.
  public let indent: Int
  /// Without them.
  public let rest: ArraySlice<UInt8>

  init(_ line: [UInt8]) { self.init(line[...]) }

  /// A line without its end.
  public init(_ line: ArraySlice<UInt8>) {
    var columns = 0
    rest = line.drop { byte in
      guard byte == 0x20 || byte == 0x09 else { return false }
      columns += byte == 0x09 ? 4 : 1
      return true
    }
    indent = columns
  }

  /// Whether nothing stands on it.
  public var isBlank: Bool { rest.isEmpty }

  /// Whether it is code by its indentation, where no paragraph or list goes on.
  public var isIndentedCode: Bool { indent >= 4 && !isBlank }

  /// What stands behind the beginning of a comment of HTML; nil when none begins here (kind 2 of HTML blocks: whatever
  /// stands up to its end, a fence also, is comment).
  public var comment: ArraySlice<UInt8>? {
    indent < 4 && rest.starts(with: "<!--".utf8) ? rest.dropFirst(4) : nil
  }

  /// Whether a comment ends in a text.
  public static func endsComment(_ text: ArraySlice<UInt8>) -> Bool {
    text.indices.contains { text[$0...].starts(with: "-->".utf8) }
  }

  /// Whether it is HTML that only a web page needs.
  var isMarkup: Bool {
    ["<details", "</details", "<summary", "</summary", "<!--"].contains { rest.starts(with: $0.utf8) }
  }

  /// Whether a paragraph ends before it.
  var interrupts: Bool {
    guard indent < 4 else { return false }
    return fence != nil || headingLevel != nil || isRule || rest.first == UInt8(ascii: ">") || isMarkup
      || marker.map { $0.number ?? 1 == 1 } ?? false
  }

  // MARK: - Headings and rules

  /// The level of a heading of #s, 1 to 6; nil when it is none.
  public var headingLevel: Int? {
    let level = rest.prefix { $0 == UInt8(ascii: "#") }.count
    guard indent < 4, (1...6).contains(level) else { return nil }
    let after = rest.dropFirst(level).first
    return after == nil || after == 0x20 ? level : nil
  }

  /// The words of a heading without the marks before and behind it.
  public func headingText(_ level: Int) -> ArraySlice<UInt8> {
    let text = Self.trimmed(rest.dropFirst(level))
    let marks = text.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    let words = text.dropLast(marks)
    return words.isEmpty || words.last == 0x20 ? Self.trimmed(words) : text
  }

  /// The heading that the text above it is, when it underlines one.
  public var underlineLevel: Int? {
    guard indent < 4, let mark = rest.first, Self.trimmed(rest).allSatisfy({ $0 == mark }) else { return nil }
    return mark == UInt8(ascii: "=") ? 1 : mark == UInt8(ascii: "-") ? 2 : nil
  }

  var isRule: Bool {
    guard indent < 4, let mark = rest.first, "-*_".utf8.contains(mark) else { return false }
    return rest.allSatisfy { $0 == mark || $0 == 0x20 } && rest.count { $0 == mark } >= 3
  }

  // MARK: - Fences

  /// Three or more backticks or tildes, which open or close a block of code.
  public struct Fence: Equatable, Sendable {
    /// The spaces before it.
    public let indent: Int
    /// Backtick or tilde.
    public let mark: UInt8
    /// How many there are.
    public let count: Int
  }

  /// The fence that opens a block here; nil when none does. What stands behind it is its info string.
  public var fence: Fence? {
    guard indent < 4, let mark = rest.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let count = rest.prefix { $0 == mark }.count
    guard count >= 3 else { return nil }
    if mark == UInt8(ascii: "`"), rest.dropFirst(count).contains(mark) { return nil }
    return Fence(indent: indent, mark: mark, count: count)
  }

  /// Whether it closes a block: the same mark, as many or more, and nothing behind.
  public func closes(_ fence: Fence) -> Bool {
    guard let own = self.fence, own.mark == fence.mark, own.count >= fence.count else { return false }
    return Self.trimmed(rest.dropFirst(own.count)).isEmpty
  }

  // MARK: - Lists

  /// What an item of a list begins with.
  public struct Marker {
    /// `-`, `*`, `+`, or what stands behind a number.
    public let mark: UInt8
    /// The number of an ordered list's item.
    public let number: Int?
    /// How far its text is indented.
    public let width: Int
  }

  /// The marker of a list's item that begins here; nil when none does.
  public var marker: Marker? {
    guard indent < 4, let first = rest.first else { return nil }
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    let mark = digits.isEmpty ? first : rest.dropFirst(digits.count).first ?? 0
    guard digits.isEmpty ? "-*+".utf8.contains(mark) : digits.count < 10 && ".)".utf8.contains(mark) else { return nil }
    let after = rest.dropFirst(digits.count + 1)
    let spaces = after.prefix { $0 == 0x20 }.count
    guard spaces > 0 || after.isEmpty else { return nil }
    let gap = after.isEmpty || spaces > 4 ? 1 : spaces
    return Marker(
      mark: mark, number: Int(String(decoding: digits, as: UTF8.self)), width: indent + digits.count + 1 + gap)
  }

  // MARK: - Tables

  /// Cells between bars that no backslash stands before and that are in no code.
  var cells: [ArraySlice<UInt8>] {
    var text = Self.trimmed(rest)
    if text.first == UInt8(ascii: "|") { text = text.dropFirst() }
    if text.last == UInt8(ascii: "|") { text = text.dropLast() }
    var cells: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    var isInCode = false
    for i in text.indices {
      if text[i] == UInt8(ascii: "`") { isInCode.toggle() }
      guard text[i] == UInt8(ascii: "|"), !isInCode, i == text.startIndex || text[i - 1] != UInt8(ascii: "\\") else {
        continue
      }
      cells.append(Self.trimmed(text[start..<i]))
      start = i + 1
    }
    cells.append(Self.trimmed(text[start...]))
    return cells
  }

  /// How many cells it marks out, when it is the line of dashes below a table's header.
  var delimiterCells: Int? {
    let cells = cells
    let isDelimiter = cells.allSatisfy { cell in
      cell.contains(UInt8(ascii: "-")) && cell.allSatisfy { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") }
    }
    return isDelimiter && rest.contains(UInt8(ascii: "-")) ? cells.count : nil
  }

  static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    return text
  }
}
