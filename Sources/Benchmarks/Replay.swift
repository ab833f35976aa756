import CBaselines
import Glibc

/// A replay of thousands of socket lines, beside a C program and a Python program that make the same calls from the
/// same lines. Each runs in a network of its own where the system allows it.
struct Replay {
  var benchmarks: String
  var wsalab: String
  /// A directory to put files in.
  var place: String
  var lines: Int

  /// A connection from its beginning to its end, over and over; the last one is whole.
  private static let cycle = [
    "l = socket", "bind l 127.0.0.1:7777", "listen l", "c = socket", "connect c l", "a = accept l", "send c \"hello\"",
    "recv a 16", "closesocket c", "closesocket a", "closesocket l",
  ]

  func measure(rounds: Int, _ verdicts: inout Report.Verdicts) {
    let count = (lines + Self.cycle.count - 1) / Self.cycle.count * Self.cycle.count
    let script = "\(place)/replay.wsa"
    let python = "\(place)/replay.py"
    let text = (0..<count).map { Self.cycle[$0 % Self.cycle.count] + "\n" }.joined()
    let statements = "\(place)/statements.py"
    guard writeFile(script, text), writeFile(python, pythonReplay), writeFile(statements, pythonScript(count)) else {
      return Report.failure("\(place) cannot be written", &verdicts)
    }
    let programs = [
      ("C, JSON records", [benchmarks, "--private", benchmarks, "--c-replay", script]),
      ("wsalab --format json --trace off", [wsalab, "run", "--format", "json", "--trace", "off", script]),
      ("python3, a script of the same calls", [benchmarks, "--private", "python3", statements]),
      ("wsalab --format text, with the trace", [wsalab, "run", "--format", "text", script]),
      ("python3, a dispatcher of the lines", [benchmarks, "--private", "python3", python, script]),
    ]
    Report.heading(
      "Replay of \(grouped(Int64(count))) lines, whole programs, lines a second (\(rounds) rounds, in turn)")
    guard let results = run(programs, rounds: rounds, &verdicts) else { return }
    // A replay whose calls failed would be quick, and worth nothing.
    guard recordsAreGood(output(0), count), recordsAreGood(output(1), count) else {
      return Report.failure("the records are not \(count) calls that succeeded", &verdicts)
    }
    Report.row("", ["median", "best", "bytes written"])
    for (index, (name, _)) in programs.enumerated() {
      let (median, best) = (rate(count, results[index].median), rate(count, results[index].best))
      Report.row(name, [grouped(Int64(median)), grouped(Int64(best)), grouped(size(output(index)))])
    }
    let medians = results.map { rate(count, $0.median) }
    Report.verdict("wsalab JSON / C, medians", medians[1] / medians[0], atLeast: 0.5, &verdicts)
    Report.verdict("wsalab text / python3's script, medians", medians[3] / medians[2], atLeast: 1, &verdicts)
    // A dispatcher in Python does a part of the work only: no C form, no changes, no packets. Shown, not aimed at.
    Report.row("wsalab text / python3's dispatcher, medians", [String((medians[3] / medians[4] * 100).rounded() / 100)])
  }

  private func run(_ programs: [(String, [String])], rounds: Int, _ verdicts: inout Report.Verdicts) -> [Rounds]? {
    var results = programs.map { _ in Rounds() }
    for _ in 0..<rounds {
      for (index, (name, arguments)) in programs.enumerated() {
        guard let spent = Child.time(arguments, home: place, output: output(index)) else {
          Report.failure("\(name) failed or took longer than a minute", &verdicts)
          return nil
        }
        results[index].add(spent)
      }
    }
    return results
  }

  private func output(_ index: Int) -> String { "\(place)/output-\(index)" }

  private func rate(_ count: Int, _ nanoseconds: Int64) -> Double { Double(count) * 1e9 / Double(max(1, nanoseconds)) }

  private func size(_ path: String) -> Int64 {
    var about = stat()
    return stat(path, &about) == 0 ? Int64(about.st_size) : 0
  }
}

/// Whether a file holds so many records, none of which tells of an error.
private func recordsAreGood(_ path: String, _ count: Int) -> Bool {
  guard let file = fopen(path, "re") else { return false }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 4096)
  var records = 0
  while fgets(&line, Int32(line.count), file) != nil {
    guard strstr(line, "\"error\":null") != nil else { return false }
    records += 1
  }
  return records == count
}

/// Writes a file; whether that worked.
func writeFile(_ path: String, _ text: String) -> Bool {
  guard let file = fopen(path, "we") else { return false }
  var text = text
  let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
  return fclose(file) == 0 && written
}
