import CBaselines

/// What a person at the prompt waits for: the first prompt, and the next one after Enter. Beside bash, on a
/// pseudo-terminal, round by round in turn.
struct Interactive {
  var wsalab: String
  var before: String?
  var home: String

  /// A program, how it is watched, and what it took.
  private struct Shell {
    let name: String
    let arguments: [String]
    let prompt: String
    let line: String
    var rounds = Rounds()
  }

  /// bash, wsalab, and the wsalab of before where there is one. What is typed to bash does nothing either.
  private func shells(_ line: String) -> [Shell] {
    [Shell(name: "bash --norc -i", arguments: ["bash", "--norc", "-i"], prompt: "bash> ", line: ":")]
      + [("wsalab", wsalab), ("wsalab, before", before)].compactMap { name, program in
        program.map { Shell(name: name, arguments: [$0], prompt: "wsa> ", line: line) }
      }
  }

  func measureStart(rounds: Int, _ verdicts: inout Verdicts) {
    Report.heading("Start-up: exec to the first prompt, ms (\(rounds) rounds, in turn)")
    var shells = shells("")
    // One round more than is counted: the first fills the caches.
    for round in 0...rounds {
      for index in shells.indices {
        guard let spent = start(shells[index]) else {
          return verdicts.fail("no prompt of \(shells[index].arguments[0])")
        }
        if round > 0 { shells[index].rounds.add(spent) }
      }
    }
    report(shells, unit: 1_000_000, .start, &verdicts)
  }

  func measureEnter(_ line: String, rounds: Int, _ verdicts: inout Verdicts) {
    Report.heading("Enter to the next prompt, µs: \(line) beside bash's : (\(rounds) rounds, in turn)")
    var shells = shells(line)
    var terminals: [Terminal] = []
    defer { for index in terminals.indices { terminals[index].end() } }
    for shell in shells {
      guard var terminal = Terminal(shell.arguments, prompt: shell.prompt, home: home) else {
        return verdicts.fail("\(shell.arguments[0]) does not start")
      }
      guard terminal.awaitPrompt() else { return verdicts.fail("no prompt of \(shell.arguments[0])") }
      terminals.append(terminal)
    }
    for round in 0..<(rounds + 20) {
      for index in shells.indices {
        guard let spent = enter(shells[index].line, in: &terminals[index]) else {
          return verdicts.fail("the prompt of \(shells[index].arguments[0]) did not come back")
        }
        // The first ones warm up.
        if round >= 20 { shells[index].rounds.add(spent) }
      }
    }
    report(shells, unit: 1_000, .enter, &verdicts)
  }

  private func start(_ shell: Shell) -> Int64? {
    let began = wsabench_now()
    guard var terminal = Terminal(shell.arguments, prompt: shell.prompt, home: home) else { return nil }
    let isThere = terminal.awaitPrompt()
    let spent = wsabench_now() - began
    terminal.end()
    return isThere ? spent : nil
  }

  private func enter(_ line: String, in terminal: inout Terminal) -> Int64? {
    guard terminal.type(line) else { return nil }
    let began = wsabench_now()
    terminal.send("\n")
    return terminal.awaitPrompt() ? wsabench_now() - began : nil
  }

  private func report(_ shells: [Shell], unit: Double, _ threshold: Threshold, _ verdicts: inout Verdicts) {
    Report.row("", ["median", "best"])
    for shell in shells {
      Report.row(
        shell.name, [decimal(Double(shell.rounds.median) / unit), decimal(Double(shell.rounds.best) / unit)])
    }
    let (bash, ours) = (shells[0].rounds, shells[1].rounds)
    verdicts.judge("wsalab / bash, medians", Double(ours.median) / Double(max(1, bash.median)), threshold)
    verdicts.compare("median", ours, before: shells.count > 2 ? shells[2].rounds : nil)
  }
}
