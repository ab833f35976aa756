import Foundation
import Testing

/// The session at a terminal, as one types at it.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests")) struct TypingTests {
  @Test func aLineIsRun() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.enter("htons 7777")
    try terminal.expect("htons(7777) = 24862")
    try terminal.enter("quit")
    #expect(try terminal.status() == 0)
    #expect(terminal.echoes)
  }

  @Test func tabCompletesCommandsNamesAndFlags() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.enter("listener = socket")
    try terminal.expect(") = listener")
    try terminal.expect("wsa> ")
    terminal.type("getsocko\t")
    try terminal.expect("getsockopt ")
    terminal.type("lis\t")
    try terminal.expect("listener ")
    terminal.type("SO_REU\t\r")
    try terminal.expect("SO_REUSEADDR")
    try terminal.expect("wsa> ")
    terminal.type("recv listener 5 flags=MSG_PE\t\r")
    try terminal.expect("MSG_PEEK")
    try terminal.expect("WSAENOTCONN")
  }

  @Test func aTabWithoutCandidatesNamesNoFiles() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.expect("wsa> ")
    terminal.type("show /et\tx\r")
    try terminal.expect("/etx")
  }

  @Test func theHistoryReachesTheNextSession() throws {
    let program = try Program()
    defer { program.clean() }
    let first = try Terminal(program)
    try first.enter("htons 1")
    try first.expect("= 256")
    try first.enter(" htons 2")
    try first.expect("= 512")
    try first.expect("wsa> ")
    // The line that began with a space was not kept.
    first.type("\u{1B}[A\r")
    try first.expect("htons(1) = 256")
    try first.enter("\u{04}")
    _ = try first.status()
    let second = try Terminal(program)
    try second.expect("wsa> ")
    second.type("\u{1B}[A\r")
    try second.expect("htons(1) = 256")
    let history = program.home.appendingPathComponent("state/wsalab/history")
    #expect(try String(contentsOf: history, encoding: .utf8) == "htons 1\n")
  }

  @Test func controlCGivesAFreshPrompt() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.expect("wsa> ")
    terminal.type("closesocket nothing")
    try terminal.expect("nothing")
    terminal.type("\u{03}")
    try terminal.expect("^C")
    try terminal.enter("htons 1")
    try terminal.expect("= 256")
    try terminal.enter("\u{04}")
    #expect(try terminal.status() == 0)
    #expect(!terminal.output.contains(Array("unknown".utf8)))
  }

  @Test func controlCLeavesAWaitingCallBlocked() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.enter("sleepex 60000")
    try terminal.expectEcho()
    terminal.type("\u{03}")
    try terminal.enter("htons 1", prompt: " t2> ")
    try terminal.expect("= 256")
    try terminal.enter("\u{04}", prompt: " t2> ")
    #expect(try terminal.status() == 0)
  }

  @Test func controlDLeaves() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.expect("wsa> ")
    terminal.type("\u{04}")
    #expect(try terminal.status() == 0)
    #expect(terminal.echoes)
    #expect(terminal.output.last == 0x0A)
  }

  @Test func aPasteRunsLineByLine() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.expect("wsa> ")
    terminal.type("\u{1B}[200~htons 1\nhtons 2\nhtons 3\u{1B}[201~\r")
    try terminal.expect("htons(1) = 256")
    try terminal.expect("wsa> ")
    try terminal.expect("htons(2) = 512")
    try terminal.expect("htons(3) = 768")
    try terminal.enter("quit")
    #expect(try terminal.status() == 0)
  }

  @Test func typedAheadLinesAreRunInOrder() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    terminal.type("htons 1\rhtons 2\rquit\r")
    try terminal.expect("= 256")
    try terminal.expect("= 512")
    #expect(try terminal.status() == 0)
  }

  @Test(arguments: [["LANG": "C.UTF-8"], ["LANG": "C"], ["LC_ALL": "C"], ["LANG": "ko_KR.UTF-8"], ["LC_ALL": "POSIX"]])
  func koreanIsTypedInAnyLocale(_ locale: [String: String]) throws {
    let program = try Program(locale)
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.enter("wsabuf \"한글글\u{7F}\u{7F}글\"\u{7F}\u{7F}글\"")
    try terminal.expect("len 6   \"한글\"")
    try terminal.enter("quit")
    #expect(try terminal.status() == 0)
  }

  @Test func aResizedTerminalGoesOn() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.expect("wsa> ")
    terminal.type("htons ")
    try terminal.expect("htons ")
    terminal.resize(columns: 40, rows: 10)
    try terminal.expect("htons ")
    terminal.type("1\r")
    try terminal.expect("= 256")
  }

  @Test func aTerminationGivesTheTerminalBack() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.expect("wsa> ")
    terminal.type("half")
    try terminal.expect("half")
    terminal.signal(SIGTERM)
    #expect(try terminal.status() == 143)
    #expect(terminal.echoes)
  }

  @Test func stopsAndGoesOn() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.expect("wsa> ")
    terminal.type("htons ")
    try terminal.expect("htons ")
    terminal.type("\u{1A}")
    try terminal.expectStop()
    terminal.signal(SIGCONT)
    try terminal.expect("htons ")
    terminal.type("1\r")
    try terminal.expect("= 256")
  }

  /// Readline divides by what is left of a row beside the prompt.
  @Test(arguments: [(columns: Int32(1), rows: Int32(1)), (2, 1), (1, 2), (2, 2), (3, 1)])
  func aTinyTerminalEndsNothing(_ columns: Int32, _ rows: Int32) throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program, columns: columns, rows: rows)
    // The prompt is broken over rows: its last letters are what can be waited for.
    try terminal.expect(">")
    terminal.resize(columns: 80, rows: 24)
    terminal.resize(columns: columns, rows: rows)
    terminal.signal(SIGWINCH)
    terminal.type("quit\r")
    #expect(try terminal.status() == 0)
  }
}
