import Children

/// How a command line names programs.
enum ProgramWords {
  /// Whether words name sources, files joined by `+`, or folders of them.
  static func areSources(_ words: [String]) -> Bool { !words.isEmpty && words.allSatisfy(ProgramSources.areNamed) }

  /// The files of one program.
  static func sources(_ word: String) -> [String] {
    ProgramSources.isSource(word) ? word.split(separator: "+").map(String.init) : [word]
  }
}
