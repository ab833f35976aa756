/// What the replay of a lesson tells the process that checks it: the text of each block, and what it found wrong, as
/// records that end with a NUL byte. No transcript holds one, nor the byte that a fault begins with.
enum ReplayStream {
  private static let faultMark: UInt8 = 1

  /// Something that the replay found wrong.
  struct Fault: Equatable {
    /// The line in the lesson, from 1.
    let line: Int
    /// One sentence, or two with a semicolon between.
    let message: String
  }

  /// All that was told.
  struct Contents {
    var blocks: [[UInt8]] = []
    var faults: [Fault] = []
    /// False when it ends within a record.
    var isWhole = true
  }

  /// Appends one block's text.
  static func append(block: [UInt8], to out: inout [UInt8]) {
    out.append(contentsOf: block)
    out.append(0)
  }

  /// Appends a fault.
  static func append(_ fault: Fault, to out: inout [UInt8]) {
    out.append(faultMark)
    out.append(contentsOf: "\(fault.line) \(fault.message)".utf8)
    out.append(0)
  }

  /// What a stream holds.
  static func read(_ bytes: [UInt8]) -> Contents {
    var contents = Contents()
    let records = bytes.split(separator: 0, omittingEmptySubsequences: false)
    for record in records.dropLast() {
      if record.first == faultMark {
        contents.faults.append(fault(record.dropFirst()))
      } else {
        contents.blocks.append(Array(record))
      }
    }
    contents.isWhole = records.last?.isEmpty == true
    return contents
  }

  private static func fault(_ record: ArraySlice<UInt8>) -> Fault {
    let parts = record.split(separator: 0x20, maxSplits: 1, omittingEmptySubsequences: false)
    let line = parts.first.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    return Fault(line: line, message: parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "")
  }
}
