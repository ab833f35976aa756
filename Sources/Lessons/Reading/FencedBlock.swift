/// A block between fences, as it stands in a file.
struct FencedBlock {
  let fence: Fence
  let opening: FileLine
  /// The lines between the fences.
  let content: [FileLine]

  /// Reads on to the closing fence; nil when there is none.
  init?(_ fence: Fence, _ opening: FileLine, _ reader: inout LineReader) {
    var lines: [FileLine] = []
    while let line = reader.next() {
      if fence.isClosed(by: reader.text(line)) {
        (self.fence, self.opening, content) = (fence, opening, lines)
        return
      }
      lines.append(line)
    }
    return nil
  }

  /// A line without the fence's indentation.
  private func text(_ line: FileLine, _ reader: LineReader) -> ArraySlice<UInt8> {
    let text = reader.text(line)
    return text.dropFirst(min(fence.opening.indent, text.prefix { $0 == 0x20 }.count))
  }

  /// Its lines as a file.
  func file(_ reader: LineReader) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in content { bytes += text(line, reader) + [0x0A] }
    return bytes
  }

  /// Its lines, to be read as a prediction or a goal.
  func parts(_ reader: LineReader, path: String) -> PartParser {
    PartParser(
      path: path, line: opening.number,
      lines: content.map {
        PartParser.Line(number: $0.number, text: String(decoding: text($0, reader), as: UTF8.self))
      })
  }

  /// Its lines as a transcript. Output before the first command is an error.
  func transcript(_ role: Lesson.Role, _ reader: LineReader, path: String) throws(LessonError) -> Lesson.Block {
    var lines: [[UInt8]] = []
    var commands: [Lesson.Command] = []
    for line in content {
      let text = text(line, reader)
      lines.append(Array(text))
      if let prompt = Prompt.end(in: text) {
        commands.append(Lesson.Command(line: line.number, text: Array(text[prompt...])))
      } else if commands.isEmpty {
        throw LessonError(
          path: path, line: line.number,
          "output before the first command of the block; a block begins with a prompt: wsa> socket")
      }
    }
    let range = (content.first?.start ?? opening.next)..<(content.last?.next ?? opening.next)
    return Lesson.Block(
      line: opening.number, role: role, content: range, indent: fence.opening.indent, hasCRLF: opening.hasCRLF,
      lines: lines,
      commands: commands)
  }
}
