import Foundation
import Testing

/// The project's folder as these tests see it.
enum House {
  /// A room and what it may import from outside the project. From the ground up: it may import any room above it here.
  struct Room: Sendable, CustomTestStringConvertible {
    var name: String
    var outside: Set<String> = []
    var isC = false
    var testDescription: String { name }
  }

  /// The table that the design and the README show. A room that is not in it fails a test.
  static let rooms: [Room] = [
    Room(name: "CReadline", isC: true),
    Room(name: "CReadlineShims", isC: true),
    Room(name: "CLinuxShims", isC: true),
    // The lessons as bytes: C takes files in at compile time.
    Room(name: "CLessons", isC: true),
    // What stands in every page, as bytes.
    Room(name: "CPage", isC: true),
    // What a learner's program is compiled with, as bytes.
    Room(name: "CProgram", isC: true),
    Room(name: "WireFormat"),
    Room(name: "TerminalText"),
    Room(name: "LinuxSockets", outside: ["Glibc"]),
    // Files: the one door and the one writer.
    Room(name: "Storage", outside: ["Glibc"]),
    // Programs that nobody vouches for: the one door of child processes.
    Room(name: "Children", outside: ["Glibc", "Synchronization"]),
    Room(name: "LineEditing", outside: ["Glibc"]),
    Room(name: "Wire", outside: ["Glibc"]),
    // For Linux's error numbers.
    Room(name: "Winsock", outside: ["Glibc"]),
    // What a session reports, as values only: it imports nothing.
    Room(name: "Steps"),
    Room(name: "Calls"),
    // For memcmp.
    Room(name: "Language", outside: ["Glibc"]),
    Room(name: "Explain"),
    Room(name: "Views"),
    // Pages, pictures, films and programs of a recorded session.
    Room(name: "Exports"),
    Room(name: "Playground", outside: ["Glibc", "Synchronization"]),
    Room(name: "Lessons", outside: ["Glibc"]),
    Room(name: "wsalab", outside: ["Glibc"]),
    // What a program of somebody else's would import.
    Room(name: "WinsockExample"),
    Room(name: "CBaselines", isC: true),
    Room(name: "Benchmarks", outside: ["Glibc"]),
  ]

  /// Rooms of C that only some may enter; Benchmarks' baselines are nobody else's.
  static let keys: [String: Set<String>] = [
    "CReadline": [],
    "CReadlineShims": ["LineEditing"],
    "CLinuxShims": ["LinuxSockets", "Children", "LineEditing", "Wire"],
    "CProgram": ["Children"],
    "CLessons": ["Lessons"],
    "CPage": ["Exports"],
    "CBaselines": ["Benchmarks"],
  ]

  static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Files below a folder whose names end so, in order.
  static func files(below folder: String, _ extensions: Set<String>) -> [SourceFile] {
    let root = top.appendingPathComponent(folder)
    let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var files: [SourceFile] = []
    while let url = found?.nextObject() as? URL {
      guard extensions.contains(url.pathExtension), let text = try? String(contentsOf: url, encoding: .utf8)
      else { continue }
      files.append(SourceFile(path: String(url.path.dropFirst(top.path.count + 1)), text: text))
    }
    return files.sorted { $0.path < $1.path }
  }

  static func folders(in folder: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: top.appendingPathComponent(folder).path))
  }
}

/// A file and where it is.
struct SourceFile: Sendable, CustomTestStringConvertible {
  var path: String
  var text: String
  var testDescription: String { path }

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The modules of its import lines, whatever stands before or after the name.
  var imports: [String] {
    Code.withoutCommentsAndText(text).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { return nil }
      let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      let name = kinds.contains(words[place + 1]) ? words.last : words[place + 1]
      return name.map { String($0.split(separator: ".")[0]) }
    }
  }
}
