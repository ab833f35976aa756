/// A program that has been compiled.
public struct CompiledProgram: Sendable {
  /// Where it is.
  public let executable: String
  /// What it was made of.
  public let sources: ProgramSources
  /// What tells its lines from addresses; nil where there is none.
  let symbolizer: String?
  /// Whether it reports what AddressSanitizer sees.
  public let isSanitized: Bool
  /// What it needs to see of the file system.
  let folders: [String]

  /// Whether the person who runs it has named its sources, and no lesson or script has.
  public var isOwn = true

  /// The names of its files, without folders, joined as they are when it is run.
  public var sourceNames: String { sources.list.map(\.name).joined(separator: "+") }

  /// What it is called: its first file's name without the last ending.
  public var name: String { sources.name }
}
