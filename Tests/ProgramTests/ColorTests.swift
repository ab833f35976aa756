import Testing

/// When escape sequences are printed.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests")) struct ColorTests {
  private func session(_ changes: [String: String], _ arguments: [String] = []) throws -> [UInt8] {
    let program = try Program(changes)
    defer { program.clean() }
    let terminal = try Terminal(program, arguments)
    try terminal.enter("s = socket tpc")
    try terminal.enter("s = socket")
    try terminal.expect(") = s")
    try terminal.enter("\u{04}")
    _ = try terminal.status()
    return terminal.output
  }

  /// Select Graphic Rendition sequences: ESC [ … m.
  private func colors(_ output: [UInt8]) -> Int {
    String(decoding: output, as: UTF8.self).matches(of: /\u{1B}\[[0-9;]*m/).count
  }

  @Test func aTerminalHasColors() throws { #expect(colors(try session([:])) > 0) }

  @Test func noColorHasNone() throws { #expect(colors(try session(["NO_COLOR": "1"])) == 0) }

  @Test func anEmptyNoColorIsNone() throws { #expect(colors(try session(["NO_COLOR": ""])) > 0) }

  @Test func neverHasNone() throws { #expect(colors(try session([:], ["--color", "never"])) == 0) }

  @Test func aDumbTerminalGetsNoEscapeSequence() throws {
    #expect(!(try session(["TERM": "dumb"]).contains(0x1B)))
  }

  @Test func aPipeHasNoneUnlessAlways() throws {
    let program = try Program()
    defer { program.clean() }
    let script = Array("s = socket\nbnd s\n".utf8)
    #expect(colors(try program.run([], input: script).output) == 0)
    #expect(colors(try program.run(["--color=always"], input: script).output) > 0)
  }
}
