/// What happened in a layer, in order. It is only ever added to: each reader keeps the position up to which it has read,
/// and the owner drops what all of them have passed.
public struct Journal {
  private var entries: [Happening] = []
  /// The position of the first entry that is kept.
  public private(set) var start = 0

  /// The position behind the last entry.
  public var end: Int { start + entries.count }
  /// Whether no entry is kept.
  public var isEmpty: Bool { entries.isEmpty }

  /// The entry at a position from `start` up to `end`.
  public subscript(position: Int) -> Happening { entries[position - start] }

  /// Adds an entry.
  mutating func append(_ happening: Happening) { entries.append(happening) }

  /// Drops the entries before a position, and keeps their memory for new ones.
  public mutating func drop(before position: Int) {
    let count = min(max(position - start, 0), entries.count)
    guard count > 0 else { return }
    entries.replaceSubrange(..<count, with: EmptyCollection())
    start += count
  }
}

/// How far a reader of a journal has read.
public struct JournalCursor: Sendable {
  /// The position of the entry that it reads next.
  public private(set) var position = 0

  /// A reader that begins with a journal's first entry.
  public init() {}

  /// The next entry with its position, nil at the end.
  public mutating func next(in journal: borrowing Journal) -> (position: Int, happening: Happening)? {
    position = max(position, journal.start)
    guard position < journal.end else { return nil }
    defer { position += 1 }
    return (position, journal[position])
  }
}
