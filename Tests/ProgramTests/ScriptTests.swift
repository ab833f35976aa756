import Testing

/// Lines that nobody types.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests")) struct ScriptTests {
  private static let script = """
    # a conversation
    l = socket
    bind l 127.0.0.1:7777

    listen l
    c = socket
    connect c l
    a = accept l
    send c "hello\\x1b[2J\\xff"
    b = wsabuf 16
    o = overlapped event=NULL
    wsarecv a b o
    show
    closesocket a
    expect o.InternalHigh == 10
    """

  @Test(
    .enabled(if: Program.hasPrivateNetwork, "on a shared network the ports that clients get differ from run to run"),
    arguments: ["text", "json"])
  func standardInputIsLikeAFile(_ format: String) throws {
    let program = try Program()
    defer { program.clean() }
    let bytes = Array(ScriptTests.script.utf8)
    let path = try program.file("a.wsa", bytes)
    let run = try program.run(["run", path, "--format", format])
    #expect(run.status == 0 && run.isClean && !run.output.isEmpty)
    #expect(try program.run(["--format", format], input: bytes).output == run.output)
    #expect(try program.run(["run", "-", "--format", format], input: bytes).output == run.output)
    if format == "text" { #expect(run.text.contains("wsa> # a conversation\nwsa> l = socket\n")) }
  }

  @Test(arguments: [
    ("htons 1\n", Int32(0)), ("", 0), ("# nothing\n\n", 0), ("expect 1 == 2\n", 1), ("bnd\n", 2),
    ("expect 1 == 2\nbnd\nhtons 1\n", 2), ("quit\nbnd\n", 0),
  ])
  func theStatusTells(_ script: String, _ status: Int32) throws {
    let program = try Program()
    defer { program.clean() }
    #expect(try program.run([], input: Array(script.utf8)).status == status)
  }

  @Test func everyPrefixOfAScriptIsSurvived() throws {
    let program = try Program()
    defer { program.clean() }
    let bytes = Array(ScriptTests.script.utf8)
    for count in 0..<bytes.count {
      // The kernel takes its time to make and to end a capture; few of them are enough here.
      let network = count.isMultiple(of: 16) ? [] : ["--network", "shared"]
      let outcome = try program.run(network, input: Array(bytes[..<count]))
      #expect(!outcome.isCrash && outcome.status <= 2 && outcome.isClean, "\(count) bytes")
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func randomBytesAreSurvived(_ seed: UInt64) throws {
    let program = try Program()
    defer { program.clean() }
    var state = seed
    let bytes = (0..<64 << 10).map { _ in
      // Knuth's MMIX generator.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
    for format in ["text", "json"] {
      let outcome = try program.run(["--format", format], input: bytes)
      #expect(!outcome.isCrash && outcome.status == 2 && outcome.isClean)
    }
  }

  @Test(arguments: [
    String(repeating: "x", count: 1 << 20), "wsabuf \"" + String(repeating: "y", count: 1 << 20) + "\"",
    "s = socket " + String(repeating: "z ", count: 1 << 19), String(repeating: "(", count: 1 << 20),
    "expect " + String(repeating: "not ", count: 1 << 18) + "1 == 1", "wsabuf \"A\"*999999999999",
    "wsabuf 99999999999999999999", "wsabuf 4294967295", "send s \"A\"*999999999999", "htons 0x\u{1B}[2J",
    "\u{1B}]0;title\u{07} = socket", "s\u{202E}x = socket", "bind \0\u{01}\u{7F} *:0", "@\u{1B}c htons 1",
    "show \u{9B}31m",
    "thread \u{1B}[31m", "routine \u{07}: \u{1B}c; \u{08}",
  ])
  func aHostileLineGetsAnAnswer(_ line: String) throws {
    let program = try Program()
    defer { program.clean() }
    for format in ["text", "json"] {
      let outcome = try program.run(["--format", format], input: Array((line + "\nhtons 1\n").utf8))
      #expect(!outcome.isCrash && outcome.status <= 2 && outcome.isClean)
      #expect(outcome.text.contains("256"))
    }
  }

  @Test func binaryNamesAreSurvived() throws {
    let program = try Program()
    defer { program.clean() }
    var script: [UInt8] = []
    for byte in UInt8.min...UInt8.max where byte != 0x0A {
      script += [byte, 0x3D] + Array("socket\nclosesocket ".utf8) + [byte, byte] + Array("\nhtons ".utf8)
      script += Array("\(byte)\n".utf8)
    }
    for format in ["text", "json"] {
      let outcome = try program.run(["--format", format, "--network", "shared"], input: script)
      #expect(!outcome.isCrash && outcome.status == 2 && outcome.isClean)
      // The last line was answered: 255 in network order.
      #expect(outcome.text.contains("65280"))
    }
  }
}
