import Foundation
import FoundationXML
import Testing

/// What is made of the declarations of the command line, what works here, and results for machines.
@Suite(.enabled(if: Program.isBuilt, "the program is not built"))
struct ManualTests {
  private static func run(_ arguments: [String]) throws -> Program.Outcome {
    let program = try Program()
    defer { program.clean() }
    return try program.run(arguments)
  }

  /// Every option of the usage stands in the manual page and in each shell's completions, and is one.
  @Test func everyOptionIsEverywhere() throws {
    let usage = try Self.run(["--help"]).text
    let options = usage.matches(of: /^  (--[a-z-]+)/.anchorsMatchLineEndings()).map { String($0.1) }
    #expect(options.count > 20 && Set(options).count == options.count)
    #expect(usage.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for form in ["man", "bash", "zsh", "fish"] {
      let text = try Self.run(["print", form]).text
      for option in options {
        let written =
          form == "man"
          ? option.replacing("-", with: "\\-") : form == "fish" ? "-l \(option.dropFirst(2)) " : option
        #expect(text.contains(written), "\(option) in \(form)")
      }
    }
    for option in options {
      #expect(try !Self.run([option + "x"]).complaintText.isEmpty)
      #expect(try !Self.run(["run", option]).complaintText.contains("unknown option"), "\(option)")
    }
    #expect(try Self.run(["print", "csh"]).complaintText.contains("man, bash, zsh, fish"))
  }

  /// A shell reads what is meant for it.
  @Test(arguments: ["bash", "zsh", "fish"]) func completionsAreRead(_ shell: String) throws {
    let path = "/usr/bin/" + shell
    guard FileManager.default.isExecutableFile(atPath: path) else { return }
    let program = try Program()
    defer { program.clean() }
    let file = try program.file("completions", try program.run(["print", shell]).output)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-n", file]
    process.environment = program.environment
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test(.enabled(if: Program.hasPrivateNetwork, "there is no private network here"))
  func doctor() throws {
    let run = try Self.run(["doctor"])
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(run.status == 0 && lines.contains("ok  a private network") && lines.contains("ok  packets are captured"))
    #expect(lines.contains("--  a terminal of 80 columns: standard output is none"))
    #expect(
      lines.allSatisfy {
        $0.hasPrefix("ok  ") || $0.hasPrefix("--  ") || $0.hasPrefix("no  ") || $0.hasPrefix("      ")
      })
  }

  /// JUnit's XML and JSON of a check: a lesson that agrees, one that differs, one that is broken.
  @Test(.enabled(if: Program.hasPrivateNetwork, "there is no private network here"))
  func results() throws {
    let program = try Program()
    defer { program.clean() }
    _ = try program.file("good.md", Array("# Good\n\n```wsa\nwsa> htons 1\n  htons(1) = 256   0x0100\n```\n".utf8))
    _ = try program.file("<bad>.md", Array("# Bad\n\n```wsa\nwsa> htons 1\n  htons(1) = 7\n```\n".utf8))
    for name in ["r.xml", "r.json"] {
      let run = try program.run(["check", "--report", name, "good.md", "<bad>.md"])
      #expect(run.status == 1)
    }
    let xml = try Data(contentsOf: program.home.appendingPathComponent("r.xml"))
    #expect(XMLParser(data: xml).parse())
    let text = String(decoding: xml, as: UTF8.self)
    #expect(text.contains("tests=\"2\" failures=\"1\" errors=\"0\"") && text.contains("name=\"good.md\"/>"))
    #expect(text.contains("name=\"&lt;bad&gt;.md\"><failure message=\"&lt;bad&gt;.md:3: the transcript differs\">"))
    let json = try Data(contentsOf: program.home.appendingPathComponent("r.json"))
    let results = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    let cases = try #require(results["cases"] as? [[String: Any]])
    #expect(cases.map { $0["passed"] as? Bool } == [true, false])
    #expect(try program.run(["check", "--report", "r.xml", "good.md"]).complaintText.contains("--overwrite"))
    #expect(try program.run(["check", "--report", "r.csv", "good.md"]).complaintText.contains("another ending"))
  }

  /// What may be typed behind a command stands dimmed behind the cursor, and goes with the next key.
  @Test(.enabled(if: Program.hasPrivateNetwork, "there is no private network here"))
  func hints() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.expect("wsa> ")
    terminal.type("send ")
    try terminal.expect("\u{1B}[2mS DATA [flags=F]\u{1B}[0m\u{1B}[16D")
    terminal.type("c ")
    try terminal.expect("\u{1B}[K")
    try terminal.expect("\u{1B}[2mDATA [flags=F]\u{1B}[0m")
    terminal.type("\u{15}quit\r")
    #expect(try terminal.status() == 0)
  }

  /// A lesson of a presentation, a page at a time.
  @Test(.enabled(if: Program.hasPrivateNetwork, "there is no private network here"))
  func presenting() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program, ["learn", "--present", "04"])
    try terminal.expect("1 of ")
    terminal.type(" ")
    try terminal.expect("2 of ")
    terminal.type("\u{1B}[D")
    try terminal.expect("1 of ")
    terminal.type("q")
    #expect(try terminal.status() == 0)
    #expect(try program.run(["learn", "--present"]).complaintText.contains("--present belongs to learn"))
  }
}
