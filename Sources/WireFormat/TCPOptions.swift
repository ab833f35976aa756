/// One option as it lies in a TCP header.
public struct TCPOptionView {
  /// IANA's option number: 0 ends the list, 1 fills.
  public let kind: UInt8
  /// What follows kind and length; empty for the two kinds without a length.
  public let data: ByteView
  /// False when the length is less than two or leads out of the header. Nothing follows such an option.
  public let isWellFormed: Bool
}

/// The options of a TCP header, one after another. An iteration always ends.
public struct TCPOptionsView: Sequence, IteratorProtocol {
  private var rest: ByteView

  /// Options from the bytes between TCP's fixed header and its payload.
  public init(_ view: ByteView) { rest = view }

  /// The next option; nil at the end of the bytes, or behind an end-of-list or a malformed one.
  public mutating func next() -> TCPOptionView? {
    guard let kind = rest.byte(at: 0) else { return nil }
    if kind == 0 {
      rest = .empty
      return TCPOptionView(kind: 0, data: .empty, isWellFormed: true)
    }
    if kind == 1 {
      rest = rest.dropFirst(1)
      return TCPOptionView(kind: 1, data: .empty, isWellFormed: true)
    }
    guard let length = rest.byte(at: 1).map(Int.init), length >= 2, length <= rest.count else {
      let cut = rest.dropFirst(2)
      rest = .empty
      return TCPOptionView(kind: kind, data: cut, isWellFormed: false)
    }
    let data = rest.prefix(length).dropFirst(2)
    rest = rest.dropFirst(length)
    return TCPOptionView(kind: kind, data: data, isWellFormed: true)
  }

  /// Whether every option is well formed and each known one has the length its RFC gives it.
  public var isWellFormed: Bool {
    for option in self {
      let length = option.data.count
      let fits =
        switch option.kind {
        case 2: length == 2
        case 3: length == 1
        case 4: length == 0
        case 5: length % 8 == 0 && length > 0
        case 8: length == 8
        default: true
        }
      guard option.isWellFormed, fits else { return false }
    }
    return true
  }
}

/// What the options of a TCP header say.
public struct TCPOptions: Hashable, Sendable {
  /// The largest segment its sender can receive, in bytes (RFC 9293 section 3.7.1).
  public var maximumSegmentSize: UInt16?
  /// By how many bits the sender's later windows are shifted (RFC 7323).
  public var windowScale: UInt8?
  /// Whether the sender understands selective acknowledgements (RFC 2018).
  public var sackPermitted = false
  /// What was received beyond the acknowledgement number (RFC 2018).
  public var sackBlocks = SACKBlocks()
  /// The sender's clock, and the clock of the other side that it answers (RFC 7323).
  public var timestamps: TCPTimestamps?
  /// Options that have no name here, in order. No memory as long as there are none.
  public var unknown: [UnknownTCPOption] = []

  /// No options.
  public init() {}

  /// Takes what can be read and passes over the rest; the view says whether there was any.
  public init(_ view: TCPOptionsView) {
    for option in view where option.isWellFormed { take(option) }
  }

  private mutating func take(_ option: TCPOptionView) {
    let data = option.data
    switch option.kind {
    case 0, 1: break
    case 2: maximumSegmentSize = data.uint16(at: 0)
    case 3: windowScale = data.byte(at: 0)
    case 4: sackPermitted = true
    case 5:
      for offset in stride(from: 0, to: data.count, by: 8) {
        guard let left = data.uint32(at: offset), let right = data.uint32(at: offset + 4) else { return }
        sackBlocks.append(SACKBlock(left: left, right: right))
      }
    case 8:
      guard let value = data.uint32(at: 0), let echo = data.uint32(at: 4) else { return }
      timestamps = TCPTimestamps(value: value, echo: echo)
    default: unknown.append(UnknownTCPOption(kind: option.kind, data: data.bytes))
    }
  }

  /// The options' bytes, filled to a multiple of four; nil when they need more than the 40 that a header has room for.
  public var bytes: [UInt8]? {
    var out: [UInt8] = []
    if let maximumSegmentSize {
      out += [2, 4]
      out.appendBigEndian(maximumSegmentSize)
    }
    if sackPermitted { out += [4, 2] }
    if let timestamps {
      out += [8, 10]
      out.appendBigEndian(timestamps.value)
      out.appendBigEndian(timestamps.echo)
    }
    if let windowScale { out += [3, 3, windowScale] }
    if !sackBlocks.isEmpty {
      out += [5, UInt8(2 + 8 * sackBlocks.count)]
      for block in sackBlocks {
        out.appendBigEndian(block.left)
        out.appendBigEndian(block.right)
      }
    }
    for option in unknown {
      guard option.data.count <= 38 else { return nil }
      out += [option.kind, UInt8(2 + option.data.count)] + option.data
    }
    while out.count % 4 != 0 { out.append(1) }
    return out.count <= 40 ? out : nil
  }
}

/// The timestamps option.
public struct TCPTimestamps: Hashable, Sendable {
  /// The sender's clock.
  public var value: UInt32
  /// The clock of the other side that is echoed.
  public var echo: UInt32
  /// Both clocks.
  public init(value: UInt32, echo: UInt32) {
    self.value = value
    self.echo = echo
  }
}

/// An option without a name here.
public struct UnknownTCPOption: Hashable, Sendable {
  /// IANA's number, neither 0 nor 1.
  public var kind: UInt8
  /// What follows its length, at most 38 bytes.
  public var data: [UInt8]
  /// An option from its parts.
  public init(kind: UInt8, data: [UInt8]) {
    self.kind = kind
    self.data = data
  }
}

/// A range of sequence numbers that was received: from `left` up to but not including `right`.
public struct SACKBlock: Hashable, Sendable {
  /// The first number received.
  public var left: UInt32
  /// The number after the last received.
  public var right: UInt32
  /// A range from its edges.
  public init(left: UInt32, right: UInt32) {
    self.left = left
    self.right = right
  }
}

/// Up to four SACK blocks, as many as fit a header; plain memory.
public struct SACKBlocks: Hashable, Sendable, RandomAccessCollection {
  private var blocks: (SACKBlock, SACKBlock, SACKBlock, SACKBlock)
  /// How many there are.
  public private(set) var count = 0

  /// None.
  public init() {
    let zero = SACKBlock(left: 0, right: 0)
    blocks = (zero, zero, zero, zero)
  }

  /// The first place.
  public var startIndex: Int { 0 }
  /// The place behind the last.
  public var endIndex: Int { count }

  /// The block at a place from 0.
  public subscript(place: Int) -> SACKBlock {
    precondition(place >= 0 && place < count, "a SACK block that is not there")
    return switch place {
    case 0: blocks.0
    case 1: blocks.1
    case 2: blocks.2
    default: blocks.3
    }
  }

  /// Adds a block; a fifth finds no room and is dropped.
  public mutating func append(_ block: SACKBlock) {
    switch count {
    case 0: blocks.0 = block
    case 1: blocks.1 = block
    case 2: blocks.2 = block
    case 3: blocks.3 = block
    default: return
    }
    count += 1
  }

  /// Whether the blocks that are there are the same.
  public static func == (a: SACKBlocks, b: SACKBlocks) -> Bool { a.elementsEqual(b) }

  /// Hashes the blocks that are there.
  public func hash(into hasher: inout Hasher) {
    for block in self { hasher.combine(block) }
  }
}
