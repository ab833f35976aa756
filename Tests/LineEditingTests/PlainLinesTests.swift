import Glibc
import LineEditing
import Testing

/// The lines that come out of bytes which arrive in the given pieces through a pipe.
private func lines(_ pieces: [[UInt8]], blockSize: Int = 64 << 10) -> [[UInt8]] {
  var ends: [Int32] = [-1, -1]
  guard pipe(&ends) == 0 else { return [] }
  let source = PlainLines(descriptor: ends[0], blockSize: blockSize)
  var found: [[UInt8]] = []
  for piece in pieces {
    // Small enough to fit into the pipe.
    _ = piece.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
    for _ in 0...(piece.count / blockSize) where !piece.isEmpty {
      source.read()
      while let line = source.next() { found.append(line) }
      if isEmpty(ends[0]) { break }
    }
  }
  close(ends[1])
  while !source.isAtEnd { source.read() }
  while let line = source.next() { found.append(line) }
  close(ends[0])
  return found
}

private func isEmpty(_ descriptor: Int32) -> Bool {
  var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  return poll(&polled, 1, 0) == 0
}

private func lines(_ text: String, blockSize: Int = 64 << 10) -> [String] {
  lines([Array(text.utf8)], blockSize: blockSize).map { String(decoding: $0, as: UTF8.self) }
}

@Suite struct PlainLinesTests {
  @Test(arguments: [1, 2, 64])
  func passesByAMarkOfByteOrder(_ blockSize: Int) {
    #expect(lines("\u{feff}one\r\n\u{feff}two\n", blockSize: blockSize) == ["one", "\u{feff}two"])
    #expect(lines("\u{feff}one", blockSize: blockSize) == ["one"])
  }

  @Test(arguments: [1, 2, 3, 5, 64])
  func splitsHoweverBlocksFall(_ blockSize: Int) {
    let text = "one\n\ntwo\r\n가나\nlast"
    #expect(lines(text, blockSize: blockSize) == ["one", "", "two", "가나", "last"])
  }

  @Test func splitsHoweverPiecesArrive() {
    #expect(lines([Array("a".utf8), Array("b\nc".utf8), Array("\n".utf8)]).map { $0.count } == [2, 1])
  }

  @Test func anEndWithoutNewlineAndNothingAtAll() {
    #expect(lines("") == [])
    #expect(lines("\n") == [""])
    #expect(lines("x") == ["x"])
    #expect(lines("\r") == [""])
  }

  @Test func everyByteButNewlinesIsKept() {
    let all = (0...255).map { UInt8($0) }.filter { $0 != 0x0A && $0 != 0x0D }
    #expect(lines([all + [0x0A, 0]]) == [all, [0]])
  }

  @Test func aLineOfManyMegabytes() throws {
    let count = 8 << 20
    let file = try #require(tmpfile())
    defer { fclose(file) }
    let bytes = [UInt8](repeating: 0x41, count: count) + [0x0A, 0x42]
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    rewind(file)
    let source = PlainLines(descriptor: fileno(file))
    while !source.isAtEnd { source.read() }
    #expect(source.next()?.count == count)
    #expect(source.next() == [0x42])
    #expect(source.next() == nil)
  }

  @Test func aClosedDescriptorIsAtItsEnd() {
    let source = PlainLines(descriptor: -1)
    source.read()
    #expect(source.isAtEnd && source.next() == nil)
  }
}
