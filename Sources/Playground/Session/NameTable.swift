import Language
import Winsock

/// What a name is bound to.
enum Bound {
  case none
  /// A socket, an event or a port, or the invalid handle: a place among the session's handles.
  case handle(Int32)
  case buffer(Buffer)
  /// A place among the session's WSAOVERLAPPEDs.
  case overlapped(Int32)
  /// A place among the session's routines.
  case routine(Int32)
  case program(Program)
  /// A variable of C that is none of the others.
  case variable(CVariable)
}

/// The names of a session, found by the bytes of a line without making a string of them.
struct NameTable {
  private struct Entry {
    var text: String
    var start: Int32
    var count: Int32
    var bound: Bound
  }

  /// More names than this are told to be too many, before the memory is.
  static let maximum = 1_000_000

  private var entries: [Entry] = []
  private var letters: [UInt8] = []
  private var slots = [Int32](repeating: -1, count: 64)
  /// Where the search for the first free automatic name of a letter begins.
  private var hints: [UInt8: Int] = [:]

  var count: Int { entries.count }

  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for i in range { hash = (hash ^ UInt32(bytes[i])) &* 16_777_619 }
    return hash ^ hash >> 15
  }

  /// The slot of a name, or the free slot where it would be.
  private func slot(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    let mask = UInt32(slots.count - 1)
    var slot = Self.hash(bytes, range) & mask
    while slots[Int(slot)] >= 0, !matches(entries[Int(slots[Int(slot)])], bytes, range) { slot = (slot + 1) & mask }
    return Int(slot)
  }

  private func matches(_ entry: Entry, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard Int(entry.count) == range.count else { return false }
    for i in 0..<range.count where letters[Int(entry.start) + i] != bytes[range.lowerBound + i] { return false }
    return true
  }

  /// The place of a name that was ever given; nil for one that was not.
  func place(_ bytes: [UInt8], _ range: Range<Int>) -> Int32? {
    let place = slots[slot(bytes, range)]
    return place >= 0 ? place : nil
  }

  /// What the name at `range` is bound to; `.none` for one that is not bound.
  func find(_ bytes: [UInt8], _ range: Range<Int>) -> Bound {
    let place = slots[slot(bytes, range)]
    return place >= 0 ? entries[Int(place)].bound : .none
  }

  func text(_ place: Int32) -> String { place >= 0 ? entries[Int(place)].text : "?" }
  func bound(_ place: Int32) -> Bound { entries[Int(place)].bound }

  /// The place of a name, made when it is not there yet.
  mutating func intern(_ bytes: [UInt8], _ range: Range<Int>) -> Int32 {
    let slot = slot(bytes, range)
    if slots[slot] >= 0 { return slots[slot] }
    let place = Int32(entries.count)
    entries.append(
      Entry(text: ByteText.string(bytes, range), start: Int32(letters.count), count: Int32(range.count), bound: .none))
    letters.append(contentsOf: bytes[range])
    slots[slot] = place
    if entries.count * 2 > slots.count { grow() }
    return place
  }

  mutating func bind(_ place: Int32, _ bound: Bound) { entries[Int(place)].bound = bound }

  /// Unbinds a name; an automatic name may be given again.
  mutating func unbind(_ place: Int32) {
    let entry = entries[Int(place)]
    entries[Int(place)].bound = .none
    let first = letters[Int(entry.start)]
    let digits = Int(entry.start) + 1..<Int(entry.start + entry.count)
    if case .value(let number) = Integer.read(letters, digits), number > 0, let hint = hints[first] {
      hints[first] = min(hint, Int(number))
    }
  }

  /// Makes the first free name of a letter: s1, s2, …
  mutating func automatic(_ letter: UInt8) -> Int32 {
    var number = hints[letter] ?? 1
    while true {
      var bytes = [letter]
      bytes.append(contentsOf: String(number).utf8)
      number += 1
      let range = 0..<bytes.count
      if case .none = find(bytes, range) {
        hints[letter] = number
        return intern(bytes, range)
      }
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    let mask = UInt32(slots.count - 1)
    for (place, entry) in entries.enumerated() {
      var slot = Self.hash(letters, Int(entry.start)..<Int(entry.start + entry.count)) & mask
      while slots[Int(slot)] >= 0 { slot = (slot + 1) & mask }
      slots[Int(slot)] = Int32(place)
    }
  }

  /// The places of the names that are bound to what is meant.
  func places(where isMeant: (Bound) -> Bool) -> [Int32] {
    entries.indices.compactMap { place in
      if case .none = entries[place].bound { return nil }
      return isMeant(entries[place].bound) ? Int32(place) : nil
    }
  }

  /// Calls `body` for each bound name, in the order in which the names were first given.
  func forEachBound(_ body: (String, Bound) -> Void) {
    for entry in entries {
      if case .none = entry.bound { continue }
      body(entry.text, entry.bound)
    }
  }
}
