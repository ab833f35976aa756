/// Lines in the order in which they came.
struct LineQueue {
  private var lines: [[UInt8]] = []
  private var first = 0

  var isEmpty: Bool { first == lines.count }

  mutating func append(_ line: [UInt8]) { lines.append(line) }

  mutating func next() -> [UInt8]? {
    guard first < lines.count else { return nil }
    var line: [UInt8] = []
    swap(&line, &lines[first])
    first += 1
    if first == lines.count { removeAll() }
    return line
  }

  mutating func removeAll() {
    lines.removeAll(keepingCapacity: true)
    first = 0
  }
}
