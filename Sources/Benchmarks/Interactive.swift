import CBaselines

/// What a person at the prompt waits for: the first prompt, and the next one after Enter. Beside bash, on a
/// pseudo-terminal, round by round in turn.
struct Interactive {
  var wsalab: String
  /// The program of before, measured by turns with this one.
  var before: String?
  var home: String

  /// A program and how it is watched.
  private struct Shell {
    var arguments: [String]
    var prompt: String
    var line: String
  }

  private static let bash = Shell(arguments: ["bash", "--norc", "-i"], prompt: "bash> ", line: ":")

  private func playground(_ line: String, _ program: String? = nil) -> Shell {
    Shell(arguments: [program ?? wsalab], prompt: "wsa> ", line: line)
  }

  func measureStart(rounds: Int, _ verdicts: inout Report.Verdicts) {
    Report.heading("Start-up: exec to the first prompt, ms (\(rounds) rounds, in turn)")
    var theirs = Rounds()
    var ours = Rounds()
    var earlier = Rounds()
    // One round more than is counted: the first fills the caches.
    for round in 0...rounds {
      guard let bash = start(Self.bash) else { return Report.failure("bash gave no prompt", &verdicts) }
      guard let wsalab = start(playground("")) else { return Report.failure("\(wsalab) gave no prompt", &verdicts) }
      if let before {
        guard let spent = start(playground("", before)) else {
          return Report.failure("\(before) gave no prompt", &verdicts)
        }
        if round > 0 { earlier.add(spent) }
      }
      if round > 0 {
        theirs.add(bash)
        ours.add(wsalab)
      }
    }
    compare(theirs, ours, unit: 1_000_000, limit: Thresholds.start, &verdicts)
    if before != nil { Report.regression("start", ours, earlier, &verdicts) }
  }

  func measureEnter(_ line: String, rounds: Int, _ verdicts: inout Report.Verdicts) {
    Report.heading("Enter to the next prompt, µs: \(line) beside bash's : (\(rounds) rounds, in turn)")
    let shell = playground(line)
    guard var theirs = Terminal(Self.bash.arguments, prompt: Self.bash.prompt, home: home), theirs.awaitPrompt()
    else { return Report.failure("bash gave no prompt", &verdicts) }
    guard var ours = Terminal(shell.arguments, prompt: shell.prompt, home: home), ours.awaitPrompt()
    else { return Report.failure("\(wsalab) gave no prompt", &verdicts) }
    var earlier = before.flatMap { Terminal([$0], prompt: shell.prompt, home: home) }
    if earlier?.awaitPrompt() == false { return Report.failure("the program of before gave no prompt", &verdicts) }
    var (bash, wsalab, former) = (Rounds(), Rounds(), Rounds())
    for round in 0..<(rounds + 20) {
      guard let first = enter(Self.bash.line, in: &theirs), let second = enter(line, in: &ours)
      else { return Report.failure("a prompt did not come back", &verdicts) }
      if var terminal = earlier {
        guard let spent = enter(line, in: &terminal) else {
          return Report.failure("a prompt did not come back", &verdicts)
        }
        if round >= 20 { former.add(spent) }
        earlier = terminal
      }
      // The first ones warm up.
      if round >= 20 {
        bash.add(first)
        wsalab.add(second)
      }
    }
    theirs.end()
    ours.end()
    earlier?.end()
    compare(bash, wsalab, unit: 1_000, limit: Thresholds.enter, &verdicts)
    if before != nil { Report.regression("enter", wsalab, former, &verdicts) }
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

  private func compare(
    _ theirs: Rounds, _ ours: Rounds, unit: Double, limit: Double, _ verdicts: inout Report.Verdicts
  ) {
    Report.row("", ["median", "best"])
    for (name, rounds) in [("bash --norc -i", theirs), ("wsalab", ours)] {
      Report.row(name, [decimal(Double(rounds.median) / unit), decimal(Double(rounds.best) / unit)])
    }
    Report.verdict(
      "wsalab / bash, medians", Double(ours.median) / Double(theirs.median), atMost: limit, &verdicts)
  }
}
