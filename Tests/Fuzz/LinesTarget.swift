import FuzzShims
import Glibc
import LineEditing

/// Lines as they come from a pipe: whatever the size of the blocks that are read, the lines are the same, and each is
/// understood or refused with a place inside it.
@MainActor final class LinesTarget {
  static let shared = LinesTarget()
  private let session = FuzzSession()

  /// The first byte is the size of a block.
  func run(_ input: [UInt8]) {
    guard let size = input.first else { return }
    let text = Array(input.dropFirst())
    let lines = Self.read(text, blockSize: max(Int(size), 1))
    require(lines == Self.read(text, blockSize: 64 << 10), "the lines depend on the size of a block")
    require(lines == Self.expected(text), "the lines are not what stands between newlines")
    for line in lines.prefix(64) where line.count <= 4096 { session.tryLine(line, completing: true) }
  }

  private static func read(_ text: [UInt8], blockSize: Int) -> [[UInt8]] {
    let file = wsalab_fuzz_file()
    defer { close(file) }
    require(text.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) } == text.count, "no memory for a file")
    let source = PlainLines(descriptor: file, blockSize: blockSize)
    while !source.isAtEnd { source.read() }
    var lines: [[UInt8]] = []
    while let line = source.next() { lines.append(line) }
    return lines
  }

  private static func expected(_ text: [UInt8]) -> [[UInt8]] {
    var lines = text.split(separator: 0x0a, omittingEmptySubsequences: false).map(Array.init)
    if lines.last == [] { lines.removeLast() }
    for index in lines.indices where lines[index].last == 0x0d { lines[index].removeLast() }
    if lines.first?.starts(with: [0xef, 0xbb, 0xbf]) == true { lines[0].removeFirst(3) }
    return lines
  }
}
