/// Text and where its styles change: what a view has made, before it is turned into a terminal's sequences or a page's
/// classes.
public struct StyledText: Equatable, Sendable {
  /// A style from a place on.
  public struct Change: Equatable, Sendable {
    /// Before which byte.
    public var place: Int
    /// What is on from there, in place of what was on before.
    public var style: Style
  }

  /// UTF-8 without any styles.
  public var plain: [UInt8]
  /// In the order of their places; plain before the first.
  public var changes: [Change]

  /// Text with its styles.
  public init(plain: [UInt8] = [], changes: [Change] = []) { (self.plain, self.changes) = (plain, changes) }

  /// Appends another text, which begins plain.
  public mutating func append(_ other: StyledText) {
    let count = plain.count
    plain += other.plain
    changes += other.changes.map { Change(place: $0.place + count, style: $0.style) }
  }

  /// Takes newlines off the end.
  public mutating func trimNewlines() {
    while plain.last == 0x0A { plain.removeLast() }
    for index in changes.indices where changes[index].place > plain.count { changes[index].place = plain.count }
  }

  /// The runs of one style each, none of them empty.
  public var runs: [(text: ArraySlice<UInt8>, style: Style)] {
    var runs: [(text: ArraySlice<UInt8>, style: Style)] = []
    var (start, style) = (0, Style.plain)
    for change in changes + [Change(place: plain.count, style: .plain)] {
      if change.place > start { runs.append((plain[start..<change.place], style)) }
      (start, style) = (change.place, change.style)
    }
    return runs
  }
}
