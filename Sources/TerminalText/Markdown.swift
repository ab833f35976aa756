/// A piece of Markdown text that stands by itself.
public indirect enum MarkdownBlock: Equatable, Sendable {
  /// Level 1 to 6.
  case heading(Int, [MarkdownSpan])
  case paragraph([MarkdownSpan])
  /// Items of blocks; `start` is the first number of an ordered list, nil of a bulleted one.
  case list(start: Int?, items: [[MarkdownBlock]])
  /// The lines between two fences, or indented ones.
  case code([[UInt8]])
  case quote([MarkdownBlock])
  case table(MarkdownTable)
  /// A line across.
  case rule

  /// Reads Markdown: of CommonMark 0.31 what lessons use (headings, paragraphs, lists, quotes, code, rules), and the
  /// tables of GitHub's flavour. Lines that begin with HTML's details, summary or a comment are left out. Whatever is not
  /// understood is a paragraph: nothing is an error.
  public static func parse(_ text: some Sequence<UInt8>) -> [MarkdownBlock] {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    for byte in text {
      if byte != 0x0A {
        line.append(byte)
        continue
      }
      if line.last == 0x0D { line.removeLast() }
      lines.append(line)
      line.removeAll()
    }
    if !line.isEmpty { lines.append(line) }
    var parser = MarkdownParser(lines: lines)
    return parser.blocks()
  }

  /// Whether it only leads to what follows: a heading, or a paragraph that ends with a colon.
  public var announces: Bool {
    switch self {
    case .heading: true
    case .paragraph(let spans): spans.last?.text.last == UInt8(ascii: ":")
    default: false
    }
  }

  /// The words of a heading without any marks; nil of another block.
  public var headingText: [UInt8]? {
    guard case .heading(_, let spans) = self else { return nil }
    return spans.flatMap(\.text)
  }
}

/// Text in one style.
public struct MarkdownSpan: Equatable, Sendable {
  /// How it is set off.
  public struct Kind: OptionSet, Sendable {
    /// One bit a kind.
    public let rawValue: UInt8
    /// A kind from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `*text*`
    public static let emphasis = Kind(rawValue: 1)
    /// `**text**`
    public static let strong = Kind(rawValue: 2)
    /// Text between backticks.
    public static let code = Kind(rawValue: 4)
  }

  /// UTF-8 as written; a newline is a break that was asked for.
  public var text: [UInt8]
  /// How it is set off.
  public var kind: Kind
  /// Where it links to; empty when it does not.
  public var link: [UInt8]

  /// A span from its parts.
  public init(_ text: [UInt8], _ kind: Kind = [], link: [UInt8] = []) {
    (self.text, self.kind, self.link) = (text, kind, link)
  }
}

/// A table: rows of cells, as many in each as the header has.
public struct MarkdownTable: Equatable, Sendable {
  /// The header's cells.
  public var header: [[MarkdownSpan]]
  /// The rows below it.
  public var rows: [[[MarkdownSpan]]]
}
