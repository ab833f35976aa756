import Steps

/// Writes a recorded session as its replay was written: each line behind its prompt, and its step.
public struct RecordedTranscript {
  private let view: TextView
  private var thread = "main"
  private var folding = Folding()
  /// The text of the block of a lesson that is being written; nil outside of lessons.
  private var block: [UInt8]?

  /// A transcript in the form of a view.
  public init(_ view: TextView) { self.view = view }

  /// Appends an entry; that of a lesson's block when the block is whole.
  public mutating func write(_ entry: RecordedEntry, into out: inout [UInt8]) {
    switch entry {
    case .block:
      for step in folding.rest() { write(line: nil, step, into: &out) }
      endBlock(into: &out, isLast: false)
    case .prose, .prediction: return  // a transcript has what was run
    case .comment(let line):
      for step in folding.rest() { write(line: nil, step, into: &out) }
      write(line: line.values, nil, into: &out)
    case .step(let step):
      for step in folding.take(step) {
        let isTyped = step.number > 0 && step.source == nil
        // What repeats is counted after each line by itself.
        if isTyped { folding = Folding() }
        write(line: isTyped ? step.typed?.values ?? Array(step.line.utf8) : nil, step, into: &out)
      }
    }
  }

  /// Appends what is left of the last block.
  public mutating func finish(into out: inout [UInt8]) {
    for step in folding.rest() { write(line: nil, step, into: &out) }
    if block != nil { endBlock(into: &out, isLast: true) }
  }

  private mutating func write(line: [UInt8]?, _ step: Step?, into out: inout [UInt8]) {
    var text: [UInt8] = []
    if let line { view.writeLine(line, thread: thread, into: &text) }
    if let step { view.write(step, into: &text) }
    if let next = step?.nextThread { thread = next }
    if block == nil { out += text } else { block? += text }
  }

  /// Blocks have an empty line between them, and none at their ends.
  private mutating func endBlock(into out: inout [UInt8], isLast: Bool) {
    if var text = block {
      let isEmpty = text.allSatisfy { $0 == 0x0a }
      while text.last == 0x0a { text.removeLast() }
      if !isEmpty { out += text + [0x0a] + (isLast ? [] : [0x0a]) }
    }
    block = []
  }
}
