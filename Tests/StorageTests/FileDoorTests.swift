import Foundation
import Testing

@testable import Storage

/// A folder with a script's files in it, and others around it.
private final class Desk {
  let top = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-desk-\(UUID())")
  var folder: String { top.appendingPathComponent("pack").path }
  var outside: String { top.appendingPathComponent("outside.txt").path }

  init() throws {
    let files = FileManager.default
    try files.createDirectory(atPath: folder + "/inner", withIntermediateDirectories: true)
    try "secret".write(toFile: outside, atomically: false, encoding: .utf8)
    try "mine".write(toFile: folder + "/a.wsa", atomically: false, encoding: .utf8)
    try "deep".write(toFile: folder + "/inner/b.wsa", atomically: false, encoding: .utf8)
    try files.createSymbolicLink(atPath: folder + "/link.wsa", withDestinationPath: outside)
    try files.createSymbolicLink(atPath: folder + "/up", withDestinationPath: "..")
    try files.createSymbolicLink(atPath: folder + "/inner/self", withDestinationPath: folder)
    mkfifo(folder + "/pipe.wsa", 0o600)
  }

  deinit { try? FileManager.default.removeItem(at: top) }

  func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }
}

@Suite struct FileDoorTests {
  private let desk: Desk
  init() throws { desk = try Desk() }

  private static let hostile = [
    "/etc/passwd", "../outside.txt", "inner/../../outside.txt", "./../outside.txt", "..", "/", "", ".", "~/x.wsa",
    "link.wsa", "up/outside.txt", "inner/self/../../outside.txt", "up/pack/a.wsa", "inner/self/a.wsa", "pipe.wsa",
    "inner", "a.wsa/b", "/proc/self/environ", "a\0b",
  ]

  @Test(arguments: hostile) func aScriptReadsNothingOutsideItsFolder(_ path: String) {
    let door = FileDoor.script(at: desk.folder + "/script.wsa")
    #expect(throws: FileError.self) { try door.read(path, limit: 1 << 20) }
  }

  @Test(arguments: [("a.wsa", "mine"), ("./a.wsa", "mine"), ("inner/b.wsa", "deep"), ("inner//b.wsa", "deep")])
  func aScriptReadsWhatLiesThere(_ path: String, _ text: String) throws {
    let door = FileDoor.script(at: desk.folder + "/script.wsa")
    #expect(try door.read(path, limit: 1 << 20) == Array(text.utf8))
  }

  @Test(arguments: hostile + ["new.wsa", "inner/new.wsa", "a.wsa"]) func aScriptWritesNothing(_ path: String) {
    let before = desk.names
    let door = FileDoor.script(at: desk.folder + "/script.wsa")
    #expect(throws: FileError.self) { try door.write([1], to: path, replacing: true) }
    #expect(desk.names == before && desk.text(desk.outside) == "secret" && desk.text(desk.folder + "/a.wsa") == "mine")
  }

  @Test(arguments: hostile) func aScriptThatMaySaveStaysBelowItsFolder(_ path: String) {
    let before = desk.names
    let door = FileDoor.script(at: "elsewhere/script.wsa", saves: desk.folder)
    #expect(throws: FileError.self) { try door.write([1], to: path, replacing: true) }
    #expect(desk.names == before && desk.text(desk.outside) == "secret" && desk.text(desk.folder + "/a.wsa") == "mine")
  }

  @Test func aScriptThatMaySaveSaves() throws {
    let door = FileDoor.script(at: "elsewhere/script.wsa", saves: desk.folder)
    try door.write(Array("new".utf8), to: "inner/new.wsa", replacing: false)
    #expect(desk.text(desk.folder + "/inner/new.wsa") == "new")
    let again = #expect(throws: FileError.self) { try door.write([1], to: "inner/new.wsa", replacing: false) }
    #expect(again?.isThere == true)
    try door.write(Array("newer".utf8), to: "inner/new.wsa", replacing: true)
    #expect(desk.text(desk.folder + "/inner/new.wsa") == "newer")
  }

  @Test func aClosedDoorReachesNothing() {
    for path in ["a.wsa", desk.folder + "/a.wsa"] {
      #expect(throws: FileError.self) { try FileDoor.closed.read(path, limit: 10) }
      #expect(throws: FileError.self) { try FileDoor.closed.write([], to: path, replacing: true) }
    }
  }

  /// A person's own links are followed, and stay.
  @Test func aPersonReachesEverythingThatIsAFile() throws {
    #expect(try FileDoor.person.read(desk.folder + "/link.wsa", limit: 10) == Array("secret".utf8))
    try FileDoor.person.write(Array("changed".utf8), to: desk.folder + "/link.wsa", replacing: true)
    #expect(desk.text(desk.outside) == "changed")
    let link = try FileManager.default.attributesOfItem(atPath: desk.folder + "/link.wsa")
    #expect(link[.type] as? FileAttributeType == .typeSymbolicLink)
    #expect(throws: FileError.self) { try FileDoor.person.read(desk.folder + "/pipe.wsa", limit: 10) }
    #expect(throws: FileError.self) { try FileDoor.person.write([1], to: desk.folder + "/pipe.wsa", replacing: true) }
    #expect(throws: FileError.self) { try FileDoor.person.read(desk.folder, limit: 10) }
  }
}

@Suite struct FileWriterTests {
  private let desk: Desk
  init() throws { desk = try Desk() }

  @Test func whatIsReplacedKeepsItsMode() throws {
    let path = desk.folder + "/a.wsa"
    chmod(path, 0o640)
    try FileWriter.write(Array("new".utf8), to: path, replacing: true)
    let about = try FileManager.default.attributesOfItem(atPath: path)
    #expect(about[.posixPermissions] as? Int == 0o640)
    #expect(desk.text(path) == "new")
  }

  @Test func nothingIsLeftBesideIt() throws {
    let before = desk.names
    try FileWriter.write(Array("1".utf8), to: desk.folder + "/a.wsa", replacing: true)
    #expect(throws: FileError.self) { try FileWriter.write([1], to: desk.folder + "/a.wsa", replacing: false) }
    #expect(throws: FileError.self) { try FileWriter.write([1], to: desk.folder + "/none/a.wsa", replacing: false) }
    #expect(desk.names == before)
  }

  @Test(arguments: [("a", "."), ("/a", "/"), ("x/y", "x"), ("/x/y/z", "/x/y")]) func folders(
    _ path: String, _ folder: String
  ) { #expect(FileDoor.folder(of: path) == folder) }
}
