/// A window on bytes that someone else owns: it reads only inside itself, answers nil outside, and judges nothing.
///
/// Numbers are big-endian, as on the wire. A view must not outlive the bytes it was made from.
public struct ByteView {
  @usableFromInline let base: UnsafeRawPointer?
  /// How many bytes there are.
  public let count: Int

  @inlinable
  init(base: UnsafeRawPointer?, count: Int) {
    self.base = base
    self.count = count
  }

  /// A view of a buffer.
  @inlinable
  public init(_ buffer: UnsafeRawBufferPointer) {
    self.init(base: buffer.baseAddress, count: buffer.count)
  }

  /// No bytes at all.
  public static var empty: ByteView { ByteView(base: nil, count: 0) }

  /// True when there are no bytes.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// One byte, nil outside.
  @inlinable
  public func byte(at offset: Int) -> UInt8? {
    guard let base, offset >= 0, offset < count else { return nil }
    return base.load(fromByteOffset: offset, as: UInt8.self)
  }

  /// Two bytes as a number, nil when they are not all inside.
  @inlinable
  public func uint16(at offset: Int) -> UInt16? {
    guard let base, offset >= 0, offset <= count - 2 else { return nil }
    return UInt16(bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  /// Four bytes as a number, nil when they are not all inside.
  @inlinable
  public func uint32(at offset: Int) -> UInt32? {
    guard let base, offset >= 0, offset <= count - 4 else { return nil }
    return UInt32(bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// Eight bytes as a number, nil when they are not all inside.
  @inlinable
  public func uint64(at offset: Int) -> UInt64? {
    guard let base, offset >= 0, offset <= count - 8 else { return nil }
    return UInt64(bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// What is left after the first `length` bytes; empty when there are no more than that.
  @inlinable
  public func dropFirst(_ length: Int) -> ByteView {
    guard let base, length < count else { return ByteView(base: nil, count: 0) }
    let skipped = length > 0 ? length : 0
    return ByteView(base: base + skipped, count: count - skipped)
  }

  /// The first `length` bytes, or all when there are fewer.
  @inlinable
  public func prefix(_ length: Int) -> ByteView {
    ByteView(base: base, count: length < 0 ? 0 : length < count ? length : count)
  }

  /// A copy of the bytes.
  public var bytes: [UInt8] { [UInt8](UnsafeRawBufferPointer(start: base, count: count)) }

  /// Appends a copy of the bytes.
  public func append(to out: inout [UInt8]) {
    out.append(contentsOf: UnsafeRawBufferPointer(start: base, count: count))
  }
}

extension ByteView {
  /// Calls `body` with a view of an array's bytes.
  public static func with<R>(_ bytes: [UInt8], _ body: (ByteView) throws -> R) rethrows -> R {
    try bytes.withUnsafeBytes { try body(ByteView($0)) }
  }
}

extension [UInt8] {
  /// Appends a number in network order.
  mutating func appendBigEndian(_ value: UInt16) {
    append(UInt8(truncatingIfNeeded: value >> 8))
    append(UInt8(truncatingIfNeeded: value))
  }

  /// Appends a number in network order.
  mutating func appendBigEndian(_ value: UInt32) {
    appendBigEndian(UInt16(truncatingIfNeeded: value >> 16))
    appendBigEndian(UInt16(truncatingIfNeeded: value))
  }

  /// Appends a number in network order.
  mutating func appendBigEndian(_ value: UInt64) {
    appendBigEndian(UInt32(truncatingIfNeeded: value >> 32))
    appendBigEndian(UInt32(truncatingIfNeeded: value))
  }

  /// Overwrites two bytes that are there with a number in network order.
  mutating func putBigEndian(_ value: UInt16, at offset: Int) {
    self[offset] = UInt8(truncatingIfNeeded: value >> 8)
    self[offset + 1] = UInt8(truncatingIfNeeded: value)
  }
}
