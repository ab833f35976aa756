import Foundation
import Testing

/// What programs are shut in with, where namespaces are refused, and where everything is.
@Suite(.enabled(if: CompiledPrograms.areThere, Comment(rawValue: CompiledPrograms.reason)))
struct WallsTests {
  private static func program(walls: String) throws -> Program {
    var program = try CompiledPrograms.program()
    program.environment["WSALAB_WALLS"] = walls
    program.environment["NO_COLOR"] = "1"
    return program
  }

  private static let hasLandlock: Bool = {
    guard let program = try? program(walls: "landlock") else { return false }
    defer { program.clean() }
    return CompiledPrograms.runOne(program)
  }()

  /// What wants out of namespaces does not come out of Landlock and the filter either.
  @Test(
    .enabled(if: hasLandlock, "this kernel has no Landlock"), arguments: CompiledPrograms.sources(in: "hostile"))
  func hostileProgramsAreHeldByLandlockToo(_ name: String) throws {
    let program = try Self.program(walls: "landlock")
    defer { program.clean() }
    try CompiledPrograms.expectHeld(name, by: program)
  }

  /// What it writes is on a disk then: it is ended before the disk is full, and what it wrote goes away. A link that it
  /// makes leads nowhere, and nothing that stood there is taken away with it.
  @Test(.enabled(if: hasLandlock, "this kernel has no Landlock")) func aDiskIsNotFilled() throws {
    var program = try Self.program(walls: "landlock")
    defer { program.clean() }
    let cache = program.home.appendingPathComponent("cache").path
    program.environment["XDG_CACHE_HOME"] = cache
    let source = """
      #include <winsock2.h>
      #include <stdio.h>
      #include <unistd.h>
      static char block[1 << 20];
      int main() {
          printf("link %d\\n", symlink("\(program.home.path)", "home"));
          for (int i = 0; i < 400; i++) {
              char name[20];
              sprintf(name, "f%d", i);
              FILE* file = fopen(name, "w");
              if (!file || fwrite(block, 1, sizeof block, file) != sizeof block) { puts("refused"); return 1; }
              fclose(file);
              Sleep(1);
          }
          for (;;) Sleep(1);
      }
      """
    let outcome = try program.run(["run", "--quiet", program.file("fill.cpp", source.utf8)])
    #expect(outcome.text.hasPrefix("link -1\n"))
    #expect(outcome.complaintText.contains("wrote more than 64 MB or 4,096 files, and was ended"))
    let left = try FileManager.default.contentsOfDirectory(atPath: cache + "/wsalab")
    #expect(left.allSatisfy { $0.count == 16 }, "\(left)")
    #expect(FileManager.default.fileExists(atPath: program.home.appendingPathComponent("fill.cpp").path))
  }

  private static let hello = """
    #include <stdio.h>
    int main() { puts("hello"); }
    """

  @Test func withoutWallsNothingRunsUnlessThePersonSaysSo() throws {
    let program = try Self.program(walls: "none")
    defer { program.clean() }
    let path = try program.file("hello.cpp", Self.hello.utf8)
    let refused = try program.run(["run", "--quiet", path])
    #expect(refused.status == 2 && refused.complaintText.contains("no way to shut it in") && refused.text.isEmpty)
    #expect(refused.complaintText.contains("--trust"))
    let trusted = try program.run(["run", "--quiet", "--trust", path])
    #expect(trusted.status == 0 && trusted.text == "hello\n")
    // What is in the cache does not run either, and a script's line less than a person's.
    #expect(try program.run(["run", "--quiet", path]).text.isEmpty)
    let script = try program.file("a.wsa", "run hello.cpp\n".utf8)
    let run = try program.run(["run", script])
    #expect(run.text.contains("no way to shut it in") && !run.text.contains("hello | hello"))
  }

  @Test func aPersonIsAskedAtATerminal() throws {
    let program = try Self.program(walls: "none")
    defer { program.clean() }
    let path = try program.file("hello.cpp", Self.hello.utf8)
    let no = try Terminal(program, ["run", path])
    try no.expect("hello.cpp would run with all your rights")
    try no.enter("", prompt: "[y/N] ")
    #expect(try no.status() == 2)
    let yes = try Terminal(program, ["run", path])
    try yes.enter("y", prompt: "[y/N] ")
    try yes.expect("hello | hello")
    #expect(try yes.status() == 0)
  }

  @Test func aSessionAsksOnceAndForNoLesson() throws {
    let program = try Self.program(walls: "none")
    defer { program.clean() }
    let path = try program.file("hello.cpp", Self.hello.utf8)
    let lesson = "# Strange\n\n```cpp strange.cpp\n\(Self.hello)\n```\n\n```wsa\nwsa> run strange.cpp\n```\n"
    let terminal = try Terminal(program)
    try terminal.enter("run \(path)")
    try terminal.enter("yes", prompt: "[y/N] ")
    try terminal.expect("hello | hello")
    try terminal.enter("run \(path) as again")
    try terminal.expect("again | hello")
    try terminal.enter("quit")
    #expect(try terminal.status() == 0)
    let learner = try Terminal(program, ["learn", program.file("strange.md", lesson.utf8)])
    try learner.enter("")
    try learner.expect("no way to shut it in")
    try learner.enter("quit")
    #expect(try learner.status() == 0)
  }
}
