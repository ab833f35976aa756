import Steps
import TerminalText

/// Which bytes of a memory changed.
struct ChangedBytes {
  /// The first and the last that differ.
  private(set) var first: Int?
  private(set) var last: Int?
  /// How many differ.
  private(set) var count = 0
  private let ranges: [Range<Int>]

  init(_ ranges: [Range<Int>]) {
    self.ranges = ranges
    first = ranges.first?.lowerBound
    last = ranges.last.map { $0.upperBound - 1 }
    count = ranges.reduce(0) { $0 + $1.count }
  }

  /// Whether any byte of a row differs.
  func touches(_ row: Range<Int>) -> Bool {
    let at = place(behind: row.lowerBound)
    return at < ranges.count && ranges[at].lowerBound < row.upperBound
  }

  /// Whether a byte differs.
  func contains(_ i: Int) -> Bool { touches(i..<i + 1) }

  /// How many bytes from `start` on differ.
  func count(from start: Int) -> Int {
    ranges[place(behind: start)...].reduce(0) { $0 + $1.upperBound - max($1.lowerBound, start) }
  }

  /// The first range that ends behind a place.
  private func place(behind start: Int) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Page {
  /// The most rows of hex that a dump has.
  private static var maxRows: Int { 4 }

  /// How many bytes a row of hex has: as many as fit.
  private var rowBytes: Int { width >= 78 ? 16 : 8 }

  /// A memory in rows of sixteen bytes, or of eight where the page is narrow: four at most, and a row that ends in what is all zero is the last. With `changed`
  /// only the rows in which a byte changed.
  mutating func writeDump(_ memory: [UInt8], rest: UntoldBytes? = nil, changed: ChangedBytes? = nil) {
    if let changed { return writeChangedRows(memory, changed) }
    var start = 0
    var rows = 0
    let total = memory.count + (rest?.count ?? 0)
    let zerosFrom = rest?.isZero == false ? total : (memory.lastIndex { $0 != 0 } ?? -1) + 1
    while start < memory.count, rows < Page.maxRows, rows == 0 || start < zerosFrom {
      let end = min(start + rowBytes, memory.count)
      writeRow(memory[start..<end], at: start, of: total, changed: nil)
      start = end
      rows += 1
    }
    guard start < total else { return }
    line("… " + grouped(total - start) + " more bytes" + (start >= zerosFrom ? ", all zero" : ""), at: 4)
  }

  private mutating func writeChangedRows(_ memory: [UInt8], _ changed: ChangedBytes) {
    guard let first = changed.first, let last = changed.last else { return }
    var rows = 0
    var start = first / rowBytes * rowBytes
    while start <= last {
      let end = min(start + rowBytes, memory.count)
      if changed.touches(start..<end) {
        guard rows < Page.maxRows else { break }
        writeRow(memory[start..<end], at: start, of: memory.count, changed: changed)
        rows += 1
      }
      start = end
    }
    guard start <= last else { return }
    let more = changed.count(from: start)
    line("… " + grouped(more) + (more == 1 ? " more byte changed" : " more bytes changed"), at: 4)
  }

  /// An offset, the bytes in hex, and the printable ones as ASCII. Changed bytes are bold where there is colour.
  private mutating func writeRow(_ row: ArraySlice<UInt8>, at offset: Int, of total: Int, changed: ChangedBytes?) {
    let digits = total > 0x10000 ? 6 : 4
    begin(total > 0x100_0000 ? 0 : 4)
    text.styled(.quiet) { text in
      var shift = 4 * max(digits - 1, offset.significantHexDigits - 1)
      while shift >= 0 {
        text.append(ascii: JSONWriter.hexDigit(UInt8(offset >> shift & 15)))
        shift -= 4
      }
    }
    text.append("  ")
    let start = text.column
    for i in row.indices {
      if i > row.startIndex { text.spaces((i - row.startIndex) % 8 == 0 ? 2 : 1) }
      let isChanged = text.hasColor && changed?.contains(i) == true
      text.styled(isChanged ? .changed : .plain) { $0.append(hexByte: row[i]) }
    }
    text.pad(to: start + (rowBytes == 16 ? 50 : 25), gap: 2)
    for byte in row { text.append(ascii: (0x20..<0x7f).contains(byte) ? byte : UInt8(ascii: ".")) }
    endCounted()
  }
}

/// A count with commas: 84,680.
func grouped(_ number: Int) -> String {
  if (0..<1000).contains(number) { return String(number) }
  var digits = Array(String(number))
  var i = digits.count - 3
  while i > 0 {
    digits.insert(",", at: i)
    i -= 3
  }
  return String(digits)
}

extension Int {
  fileprivate var significantHexDigits: Int { Swift.max(1, (bitWidth - leadingZeroBitCount + 3) / 4) }
}
