import Foundation
import Testing

@Suite("Each room imports only what stands above it")
struct ImportTests {
  @Test("Every folder of Sources is a room of the table")
  func everyRoomIsKnown() throws {
    #expect(try House.folders(in: "Sources") == Set(House.rooms.map(\.name)))
  }

  @Test("Imports go one way", arguments: House.rooms.filter { !$0.isC })
  func importsGoOneWay(_ room: House.Room) throws {
    let place = try #require(House.rooms.firstIndex { $0.name == room.name })
    let above = Set(House.rooms[..<place].map(\.name))
    let files = House.files(below: "Sources/\(room.name)", ["swift"])
    #expect(!files.isEmpty)
    for file in files {
      for module in file.imports {
        let isAllowed = above.contains(module) ? hasKey(room.name, to: module) : room.outside.contains(module)
        #expect(isAllowed, "\(file.path) imports \(module)")
      }
    }
  }

  private func hasKey(_ room: String, to module: String) -> Bool {
    House.keys[module].map { $0.contains(room) } ?? true
  }

  @Test("Foundation is in no room: it would be felt at start-up")
  func noFoundation() {
    for file in House.files(below: "Sources", ["swift"]) {
      for module in file.imports { #expect(!module.hasPrefix("Foundation"), "\(file.path)") }
    }
  }

  @Test("The README's table of rooms leaves none out", arguments: House.rooms)
  func readmeNamesRoom(_ room: House.Room) throws {
    let readme = try String(contentsOf: House.top.appendingPathComponent("README.md"), encoding: .utf8)
    // readline's module map is no room of its own to a reader.
    if room.name != "CReadline" { #expect(readme.contains("`\(room.name)`")) }
  }

  @Test("Import lines are found in all their forms")
  func importsAreFound() {
    let text = """
      // import Hidden
      import Plain
      @testable import Tested
      internal import Inner.Part
      import struct Outer.Thing
      let text = "import Quoted"
      """
    #expect(SourceFile(path: "", text: text).imports == ["Plain", "Tested", "Inner", "Outer"])
  }
}
