import Foundation
import Testing

@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests")) struct OptionsTests {
  @Test(arguments: [
    (["--colour", "always"], "unknown option \"--colour\"; did you mean \"--color\"?"),
    (["--color", "alwys"], "--color is one of auto, always, never, not \"alwys\"; did you mean \"always\"?"),
    (["--color"], "--color needs a value: auto, always, never"),
    (["--trace=maybe"], "--trace is one of on, off, not \"maybe\""),
    (["--network", "automatic"], "--network is private or shared"),
    (["--width", "12"], "--width is a number of columns from 40 to 1000, not \"12\""),
    (["--width", "wide"], "not \"wide\""), (["--help=x"], "--help takes no value"), (["-x"], "unknown option \"-x\""),
    (["rum", "x"], "did you mean \"run\"?"), (["a.wsa"], "did you mean \"run a.wsa\"?"), (["run"], "run needs a file"),
    (["run", "a", "b"], "run takes one script, or programs (.cpp, .c), not a b"), (["check"], "check needs a lesson"),
    (["run", "--update", "a"], "--update belongs to check"), (["--", "--help"], "unknown command \"--help\""),
    (["run", "/nowhere.wsa"], "/nowhere.wsa: No such file or directory"), (["run", "/"], "/: Is a directory"),
    (["a\u{1B}[2Jb"], "a\\x1b[2Jb"),
  ])
  func aWrongOptionIsExplained(_ arguments: [String], _ message: String) throws {
    let program = try Program()
    defer { program.clean() }
    let outcome = try program.run(arguments)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.complaintText.contains(message))
    #expect(!outcome.complaint.contains(0x1B))
  }

  @Test func helpAndVersion() throws {
    let program = try Program()
    defer { program.clean() }
    for arguments in [["--help"], ["-h"], ["run", "--help"]] {
      let outcome = try program.run(arguments)
      #expect(outcome.status == 0 && outcome.text.contains("usage: wsalab") && outcome.isClean)
      #expect(outcome.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
    let version = try program.run(["--version"])
    #expect(version.status == 0 && version.text.contains("GNU Readline 8."))
  }
}
