/// What is tried. Its corpus is the folder of that name in Tests/Corpus.
@MainActor enum FuzzTarget: String, CaseIterable {
  /// A stream of lines: taken apart into lines, each of them into its words and its command, and completed.
  case lines
  /// One call as C writes it.
  case calls
  /// Ethernet frames, each after its length in two bytes.
  case packets
  /// A page: read, set for a terminal, and read as a lesson.
  case markdown

  /// The target of a run of libFuzzer.
  static var chosen = FuzzTarget.lines

  /// Tries one input; what breaks a property ends the process.
  func run(_ input: [UInt8]) {
    switch self {
    case .lines: LinesTarget.shared.run(input)
    case .calls: CallsTarget.shared.run(input)
    case .packets: PacketsTarget.run(input)
    case .markdown: MarkdownTarget.run(input)
    }
  }
}

/// A property that must hold of every input.
func require(_ holds: Bool, _ sentence: @autoclosure () -> String) {
  if !holds { fatalError(sentence()) }
}
