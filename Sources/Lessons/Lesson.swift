/// A Markdown file whose blocks marked `wsa` hold a transcript, and whose `predict` and `goal` blocks let the learner do
/// something.
///
/// Every byte of the file is kept, so that rewriting blocks changes nothing else.
public struct Lesson: Sendable {
  /// The file as it was named.
  public let path: String
  /// The whole file.
  public let bytes: [UInt8]
  /// The first heading, without its marks; the file's name when there is none.
  public internal(set) var title = ""
  /// The blocks marked `wsa`, in order.
  public internal(set) var blocks: [Block] = []
  /// Source files that stand in it as blocks of code with a name, which its lines can run: `run echo.cpp`.
  public internal(set) var sources: [Source] = []
  /// Everything that is shown or done, in order. A goal's answer is not an item of its own.
  public internal(set) var items: [Item] = []

  /// A source file in a lesson.
  public struct Source: Sendable, Equatable {
    /// The line of its fence, from 1.
    public let line: Int
    /// The file's name: no folder in it.
    public let name: String
    /// Its bytes.
    public let bytes: [UInt8]
    /// Whether it is for the learner to mend: `learn` puts it where the learner is.
    public let isExercise: Bool
  }

  /// A fenced block: its commands, and what each is to print.
  public struct Block: Sendable {
    /// The line of the opening fence, from 1.
    public let line: Int
    /// What it is there for.
    public let role: Role
    /// Where the lines between the fences stand in the file.
    public let content: Range<Int>
    /// Columns that the opening fence is indented by, which its lines may be too.
    public let indent: Int
    /// Whether its lines end with CR LF.
    public let hasCRLF: Bool
    /// Its lines without indentation and line ends.
    public let lines: [[UInt8]]
    /// The commands in it, in order.
    public let commands: [Command]
  }

  /// What a block is there for: the word behind `wsa`.
  public enum Role: String, Sendable, CaseIterable {
    case transcript = ""
    /// `wsa answer`: reaches the goal above it.
    case answer
    /// `wsa wrong`: shows a line that is not understood, which is a mistake in any other block.
    case wrong
  }

  /// A line after a prompt.
  public struct Command: Sendable, Equatable {
    /// Its line in the file, from 1.
    public let line: Int
    /// What follows the prompt.
    public let text: [UInt8]
  }

  /// What a block holds, as one text with a newline after each line.
  public static func transcript(of block: Block) -> [UInt8] {
    var text: [UInt8] = []
    for line in block.lines {
      text.append(contentsOf: line)
      text.append(0x0a)
    }
    return text
  }

  /// The file with the content of blocks replaced: `transcripts` has a text for each block, with a newline after each
  /// line. A block that holds the same lines already keeps its bytes.
  public func rewritten(with transcripts: [[UInt8]]) -> [UInt8] {
    var out: [UInt8] = []
    var from = 0
    for (block, transcript) in zip(blocks, transcripts) where Lesson.transcript(of: block) != transcript {
      out.append(contentsOf: bytes[from..<block.content.lowerBound])
      block.write(transcript, into: &out)
      from = block.content.upperBound
    }
    out.append(contentsOf: bytes[from...])
    return out
  }

  /// An output as a block holds it: without the empty lines at its end.
  public static func trimmed(_ output: [UInt8]) -> [UInt8] {
    var end = output.count
    while end > 1, output[end - 1] == 0x0a, output[end - 2] == 0x0a { end -= 1 }
    return end == 1 && output[0] == 0x0a ? [] : Array(output[..<end])
  }
}

extension Lesson.Block {
  /// Appends lines with this block's indentation and line ends.
  func write(_ transcript: [UInt8], into out: inout [UInt8]) {
    for line in transcript.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast() {
      if !line.isEmpty { out.append(contentsOf: repeatElement(0x20, count: indent)) }
      out.append(contentsOf: line)
      if hasCRLF { out.append(0x0d) }
      out.append(0x0a)
    }
  }
}

extension Lesson {
  /// Its sources by their names, as a session is given them.
  public var given: [String: [UInt8]] {
    Dictionary(sources.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
  }
}
