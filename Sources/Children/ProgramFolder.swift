import Storage

/// Programs of a folder that have what they print beside them.
public struct ProgramFolder {
  /// A program with what it prints.
  public struct Expected: Sendable {
    /// The source's path.
    public let source: String
    /// What it prints.
    public let expected: [UInt8]
  }

  /// Programs that run together, servers first: `NAME.server.cpp` and `NAME.client.cpp`.
  public struct Group: Sendable {
    /// What they are called together.
    public let name: String
    /// The programs, in the order in which they begin.
    public internal(set) var programs: [Expected]
  }

  /// The groups, by their names.
  public let groups: [Group]

  /// Reads a folder.
  public init(_ folder: String) {
    var groups: [Group] = []
    for file in Disk.names(in: folder) where ProgramSources.isSource(file) {
      guard let dot = file.lastIndex(of: ".") else { continue }
      let base = String(file[..<dot])
      guard let bytes = try? RegularFile.read(folder + "/" + base + ".out", limit: 4 << 20) else { continue }
      let program = Expected(source: folder + "/" + file, expected: bytes)
      let part = [".server", ".client"].first { base.hasSuffix($0) } ?? ""
      let name = String(base.dropLast(part.count))
      if !part.isEmpty, let place = groups.firstIndex(where: { $0.name == name }) {
        if part == ".server" {
          groups[place].programs.insert(program, at: 0)
        } else {
          groups[place].programs.append(program)
        }
      } else {
        groups.append(Group(name: name, programs: [program]))
      }
    }
    self.groups = groups
  }
}
