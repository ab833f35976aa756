/// Bytes that were just written, in memory of their own: an array would ask at every piece whether it is shared.
struct FreshBytes: ~Copyable {
  private var memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1024)
  private var count = 0

  deinit { memory.deallocate() }

  /// Makes room for so many bytes, and gives their place.
  @inline(__always)
  private mutating func room(_ more: Int) -> UnsafeMutablePointer<UInt8>? {
    if memory.count - count < more { grow(more) }
    let place = memory.baseAddress.map { $0 + count }
    count += more
    return place
  }

  private mutating func grow(_ more: Int) {
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(2 * memory.count, count + more))
    _ = larger.update(fromContentsOf: memory[..<count])
    memory.deallocate()
    memory = larger
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) { room(1)?.pointee = byte }

  @inline(__always)
  mutating func append(_ start: UnsafePointer<UInt8>, _ length: Int) {
    room(length)?.update(from: start, count: length)
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    append(start, bytes.count)
  }

  /// Appends each byte as two digits.
  mutating func append(hex bytes: UnsafeBufferPointer<UInt8>) {
    guard let place = room(2 * bytes.count) else { return }
    for i in bytes.indices {
      place[2 * i] = JSONWriter.hexDigit(bytes[i] >> 4)
      place[2 * i + 1] = JSONWriter.hexDigit(bytes[i] & 15)
    }
  }

  /// Puts the bytes behind those of an array, and begins again without any.
  mutating func move(to out: inout [UInt8]) {
    out.append(contentsOf: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(memory)[..<count]))
    count = 0
  }
}
