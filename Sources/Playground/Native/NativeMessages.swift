/// What a learner's program says over its channel; the layout is that of `said.c.inc`. It comes from outside: every field
/// may hold anything.
struct NativeMessage {
  enum Kind: UInt32 {
    case hello = 1, call, idle, exit, thread, ended, tick, freed, fault, routines, missing, keyboard, error, touched,
      text
  }

  /// Why a thread of the program waits for another one.
  struct Wait {
    enum Kind: UInt32 { case lock = 1, condition, thread, sleep, other }
    let thread: UInt32
    let kind: Kind
    let object: UInt64
    /// The thread that holds what is waited for; 0 where nobody does.
    let holder: UInt32
    let pc: UInt64
  }

  let kind: Kind
  let thread: UInt32
  let pc: UInt64
  let frame: UInt64
  /// The program's time, in nanoseconds.
  let now: UInt64
  /// When the first of its own waits ends by itself; 0 for never.
  let deadline: UInt64
  let name: String
  let arguments: [UInt64]
  let waits: [Wait]
  /// What stood at the second argument, where the call has sent it along: of `send` and `recv`.
  let attached: [UInt8]

  private static let size = 16 + 32 + 40 + 80
  private static let waitSize = 32

  /// Reads a message; nil when it is none.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.size else { return nil }
    func word(_ place: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
    }
    func long(_ place: Int) -> UInt64 { UInt64(word(place)) | UInt64(word(place + 4)) << 32 }
    guard let kind = Kind(rawValue: word(0)) else { return nil }
    self.kind = kind
    thread = word(4)
    let (count, waiting) = (Int(word(8)), Int(word(12)))
    guard count <= 10, waiting <= 1024, bytes.count >= Self.size + waiting * Self.waitSize else { return nil }
    (pc, frame, now, deadline) = (long(16), long(24), long(32), long(40))
    name = String(decoding: bytes[48..<88].prefix { $0 != 0 }, as: UTF8.self)
    arguments = (0..<count).map { long(88 + 8 * $0) }
    let end = Self.size + waiting * Self.waitSize
    attached = kind == .call && count >= 3 && bytes.count > end ? Array(bytes[end...]) : []
    waits = (0..<waiting).compactMap { index in
      let start = Self.size + index * Self.waitSize
      guard let kind = Wait.Kind(rawValue: word(start + 4)) else { return nil }
      return Wait(
        thread: word(start), kind: kind, object: long(start + 8), holder: word(start + 16), pc: long(start + 24))
    }
  }
}

extension NativeMessage {
  /// The bytes at an address as far as they came with the call.
  func attached(_ address: UInt64, _ count: Int) -> [UInt8]? {
    !attached.isEmpty && attached.count == count && arguments[1] == address ? attached : nil
  }
}

extension NativeProgram {
  /// Bytes of its memory at a call; nil where it has none.
  func load(_ address: UInt64, _ count: Int) -> [UInt8]? {
    calling?.attached(address, count) ?? running?.load(address, count)
  }
}

/// What a program is told; the layout is that of `said.c.inc`.
struct NativeAnswer {
  enum Kind: UInt32 { case returned = 1, blocked, goOn, stop }

  /// A thread whose call has returned.
  struct Wake {
    let thread: UInt32
    let error: UInt32
    let value: Int64
  }

  /// A routine that a thread has to run.
  struct Routine {
    let thread: UInt32
    let function: UInt64
    let arguments: [UInt64]
  }

  var kind: Kind
  var error: UInt32 = 0
  var value: Int64 = 0
  var now: UInt64 = 0
  var wakes: [Wake] = []
  var routines: [Routine] = []
  /// Memory that operations under way use; of size 0 where they do no more.
  var ranges: [(address: UInt64, size: UInt64)] = []
  var extra: [UInt8] = []

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(40 + wakes.count * 16 + routines.count * 48 + ranges.count * 16 + extra.count)
    func put(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
    put(kind.rawValue)
    put(error)
    put(value)
    put(now)
    for count in [wakes.count, routines.count, ranges.count, extra.count] { put(UInt32(count)) }
    for wake in wakes {
      put(wake.thread)
      put(wake.error)
      put(wake.value)
    }
    for routine in routines {
      put(routine.thread)
      put(UInt32(routine.arguments.count))
      put(routine.function)
      for place in 0..<4 { put(place < routine.arguments.count ? routine.arguments[place] : 0) }
    }
    for range in ranges {
      put(range.address)
      put(range.size)
    }
    return bytes + extra
  }

  /// More than this of a kind does not go into one message: together they are less than the program's room for one,
  /// 64 KiB.
  static let (mostWakes, mostRoutines, mostRanges) = (800, 400, 1200)

  /// What has no room in one message any more, for the next.
  mutating func takeRest() -> NativeAnswer {
    var rest = NativeAnswer(kind: .goOn)
    if wakes.count > Self.mostWakes {
      rest.wakes = Array(wakes[Self.mostWakes...])
      wakes.removeSubrange(Self.mostWakes...)
    }
    if routines.count > Self.mostRoutines {
      rest.routines = Array(routines[Self.mostRoutines...])
      routines.removeSubrange(Self.mostRoutines...)
    }
    if ranges.count > Self.mostRanges {
      rest.ranges = Array(ranges[Self.mostRanges...])
      ranges.removeSubrange(Self.mostRanges...)
    }
    return rest
  }
}
