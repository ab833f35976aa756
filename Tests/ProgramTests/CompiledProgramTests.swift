import Foundation
import Testing

@testable import Views

@Suite(.enabled(if: CompiledPrograms.areThere, Comment(rawValue: CompiledPrograms.reason)))
struct CompiledProgramTests {
  @Test func thereAreEnough() { #expect(CompiledPrograms.sources().count >= 40) }

  /// What a program prints is what it printed on a real Winsock (compiled with mingw-w64, run under Wine 8.0; for
  /// wide_text.cpp, whose formats are another library's there, what the vendor's pages of printf say).
  @Test func theyPrintWhatTheyPrintThere() throws {
    let program = try CompiledPrograms.program()
    defer { program.clean() }
    let outcome = try program.run(["test", CompiledPrograms.folder])
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.complaintText)")
  }

  /// Twice the same bytes, call by call; the records too, which the schema takes and which can be told again.
  @Test(arguments: CompiledPrograms.groups)
  func eachIsTwiceTheSame(_ names: [String]) throws {
    let program = try CompiledPrograms.program()
    defer { program.clean() }
    let paths = names.map(CompiledPrograms.path)
    let first = try program.run(["run"] + paths)
    let second = try program.run(["run"] + paths)
    #expect(first.output == second.output && first.status == second.status)
    #expect(first.isClean && !first.output.isEmpty && !first.isCrash)
    let records = try program.run(["run", "--format", "json"] + paths)
    #expect(try RecordSchema.fault(in: records.output) == nil)
    let told = try program.run(["view", program.file("session.jsonl", records.output)])
    #expect(told.text == first.text)
  }

  /// Each accuses what its first line says, at the lines that it names; what is clean is accused of nothing.
  @Test(arguments: CompiledPrograms.sources(in: "misuse"))
  func misuseIsTold(_ name: String) throws {
    let program = try CompiledPrograms.program()
    defer { program.clean() }
    let path = CompiledPrograms.path("misuse/" + name)
    let outcome = try program.run(["run", "--format", "json", path])
    var told: [(kind: String, text: String)] = []
    for line in outcome.output.split(separator: 0x0A) {
      guard case .array(let warnings)? = try JSONValue.parse(Array(line))["warnings"] else { continue }
      for warning in warnings { told.append((try warning.string("kind"), try warning.string("text"))) }
    }
    let source = try String(contentsOfFile: path, encoding: .utf8)
    let words = source.split(separator: "\n")[0].split(separator: " ").dropFirst().map(String.init)
    guard words.first == "warns:" else {
      #expect(words == ["clean"] && told.isEmpty, "\(told)")
      return
    }
    let places = words.dropFirst(2).map { "\(name):\($0)" }
    #expect(
      told.contains { one in one.kind == words[1] && places.allSatisfy { one.text.contains($0) } }, "\(words) \(told)")
  }

  /// Programs that want out, or do not want to end: what each comes to is what its first line says.
  @Test(arguments: CompiledPrograms.sources(in: "hostile"))
  func hostileProgramsAreHeld(_ name: String) throws {
    let program = try CompiledPrograms.program()
    defer { program.clean() }
    try CompiledPrograms.expectHeld(name, by: program)
  }

  /// Whatever a program does, the session goes on, and nothing of the program stays.
  @Test func theSessionGoesOn() throws {
    var program = try CompiledPrograms.program()
    defer { program.clean() }
    // A cache of its own: in that of the others' programs run at this moment.
    let cache = program.home.appendingPathComponent("cache").path
    program.environment["XDG_CACHE_HOME"] = cache
    let names = ["fork", "suicide", "close_channel", "garbage", "null_pointer", "two_mains", "deadlock"]
    for name in names {
      let path = CompiledPrograms.path("hostile/\(name).cpp")
      try FileManager.default.copyItem(atPath: path, toPath: program.home.path + "/\(name).cpp")
    }
    // A script's lines reach the files of its folder.
    let lines = names.map { "run \($0).cpp\n" }.joined()
    let outcome = try program.run([], input: Array((lines + "s = socket\nprint s.state\n").utf8))
    #expect(
      outcome.text.hasSuffix(
        "wsa> s = socket\n  socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = s\nwsa> print s.state\n  CLOSED\n"))
    for name in names.dropLast(2) { #expect(outcome.text.contains("\n  \(name): ")) }
    #expect(outcome.text.contains("redefinition of 'main'") && outcome.text.contains("a deadlock"))
    let left = try FileManager.default.contentsOfDirectory(atPath: cache + "/wsalab")
    #expect(left.allSatisfy { $0.count == 16 }, "\(left)")
  }

  /// Every call that the headers declare is there to be linked, in C and in C++.
  @Test(arguments: ["c", "cpp"])
  func everyDeclaredCallIsThere(_ suffix: String) throws {
    let program = try CompiledPrograms.program()
    defer { program.clean() }
    let folder = URL(fileURLWithPath: CompiledPrograms.folder).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/CProgram/files/include")
    var names: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".h") {
      let lines = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8).split(separator: "\n")
      let text = lines.filter { !$0.hasPrefix("//") }.joined(separator: "\n")
      for match in text.matches(of: /([\w]+) ?\([^;{}]*\) WSALAB_FN\((\w+)\)/) where match.output.2 != "name" {
        // AcceptEx and its kin are asked for by WSAIoctl as well.
        names.insert(String(match.output.1))
      }
    }
    let list = names.sorted().map { "  found += (void *)&\($0) != 0;" }.joined(separator: "\n")
    let source = """
      #include <winsock2.h>
      #include <ws2tcpip.h>
      #include <mswsock.h>
      #include <windows.h>
      #include <process.h>
      #include <conio.h>
      #include <stdio.h>
      int main() {
        int found = 0;
      \(list)
        printf("%d\\n", found);
        return 0;
      }

      """
    let outcome = try program.run(["run", "--quiet", program.file("all.\(suffix)", source.utf8)])
    #expect(outcome.text == "\(names.count)\n", "\(outcome.complaintText.prefix(2000))")
    #expect(names.count > 150)
  }
}
