/// What a handle names: what kind of object, and where it is.
struct HandleEntry {
  enum Kind: UInt8 { case none, socket, event, port, file }
  var kind: Kind = .none
  var index: Int32 = -1
}

/// Handles in the order in which they were given; a closed one keeps its place, so that no value is given twice.
struct HandleTable {
  private let entries: Slab<HandleEntry>
  /// The value of the first handle, as low as Windows' are.
  private static let first: UInt64 = 0x40

  init() { entries = Slab(capacity: 1 << 22) }

  /// A new handle; nil when no more can be given.
  func make(_ kind: HandleEntry.Kind, index: Int32) -> Handle? {
    guard let place = entries.take(HandleEntry(kind: kind, index: index)) else { return nil }
    return Handle(rawValue: Self.first + 4 * UInt64(place))
  }

  /// What the handle names; `.none` for NULL, INVALID_HANDLE_VALUE, a closed handle and a number that never was one.
  @inline(__always)
  func entry(_ handle: Handle) -> HandleEntry {
    let raw = handle.rawValue
    guard raw >= Self.first, raw & 3 == 0 else { return HandleEntry() }
    let place = (raw - Self.first) / 4
    guard place < UInt64(entries.used) else { return HandleEntry() }
    return entries[Int32(truncatingIfNeeded: place)].pointee
  }

  /// The index of an object of this kind, -1 when the handle names none.
  @inline(__always)
  func index(_ handle: Handle, _ kind: HandleEntry.Kind) -> Int32 {
    let entry = entry(handle)
    return entry.kind == kind ? entry.index : -1
  }

  /// The handle names nothing any more.
  func close(_ handle: Handle) {
    let place = Int32(truncatingIfNeeded: (handle.rawValue - Self.first) / 4)
    entries[place].pointee = HandleEntry()
  }

  func release() { entries.release() }
}
