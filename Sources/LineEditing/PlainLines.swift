import Glibc

/// Lines of a descriptor that is no keyboard: a pipe, a file. Reads blocks of 64 KiB; each byte is looked at once, so that
/// a line of many megabytes costs no more than many short ones. A carriage return before a newline belongs to the newline,
/// NUL bytes are bytes like others, and the last line needs no newline. A byte-order mark before
/// the first line (EF BB BF, which editors on Windows write) is passed by.
public final class PlainLines: LineSource {
  /// What is read.
  public let descriptor: Int32
  /// Whether the end, or an error, was read.
  public private(set) var isAtEnd = false
  /// A longer line is cut there: memory has an end where a device's zeros have none.
  public static let longestLine = 64 << 20

  private var block: [UInt8]
  private var partial: [UInt8] = []
  private var queue = LineQueue()
  private var isFirst = true

  /// Reads a descriptor from where it stands. It is not closed.
  public init(descriptor: Int32, blockSize: Int = 64 << 10) {
    self.descriptor = descriptor
    block = [UInt8](repeating: 0, count: blockSize)
  }

  /// The next whole line, nil when there is none yet.
  public func next() -> [UInt8]? { queue.next() }

  /// Reads one block. Interrupted or not ready, it leaves things as they are.
  public func read() {
    guard !isAtEnd else { return }
    let (count, error) = block.withUnsafeMutableBytes { block in
      let count = Glibc.read(descriptor, block.baseAddress, block.count)
      return (count, count < 0 ? errno : 0)
    }
    if count > 0 {
      split(count)
    } else if count == 0 || (error != EINTR && error != EAGAIN) {
      finish()
    }
  }

  private func split(_ count: Int) {
    block.withUnsafeBufferPointer { block in
      guard let base = block.baseAddress else { return }
      var start = 0
      while start < count, let newline = memchr(base + start, 0x0A, count - start) {
        let end = UnsafeRawPointer(newline) - UnsafeRawPointer(base)
        enqueue(block[start..<end])
        start = end + 1
      }
      let room = PlainLines.longestLine - partial.count
      partial.append(contentsOf: block[start..<min(count, start + room)])
    }
  }

  private func enqueue(_ rest: Slice<UnsafeBufferPointer<UInt8>>) {
    var line: [UInt8] = []
    swap(&line, &partial)
    line.append(contentsOf: rest)
    if line.last == 0x0D { line.removeLast() }
    if isFirst, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    isFirst = false
    queue.append(line)
  }

  private func finish() {
    isAtEnd = true
    guard !partial.isEmpty else { return }
    enqueue(UnsafeBufferPointer(start: nil, count: 0)[...])
  }
}
