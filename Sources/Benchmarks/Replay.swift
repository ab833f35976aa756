import CBaselines
import Glibc

/// A replay of thousands of socket lines, beside a C program and a Python program that make the same calls from the
/// same lines. Each runs in a network of its own where the system allows it.
struct Replay {
  var benchmarks: String
  var wsalab: String
  /// The program of before, measured by turns with this one.
  var before: String?
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
    let whole = [wsalab, "run", "--format", "json", "--trace", "off", script]
    guard let padding = padding(whole, script, count) else {
      return Report.failure("\(wsalab) does not replay \(script)", &verdicts)
    }
    var programs = [
      ("C, JSON records", [benchmarks, "--private", benchmarks, "--c-replay", script, "0"]),
      (
        "C, JSON records of wsalab's length", [benchmarks, "--private", benchmarks, "--c-replay", script, "\(padding)"]
      ),
      ("wsalab --format json --trace off", whole),
      ("wsalab --format json --brief --trace off", whole.dropLast() + ["--brief", script]),
      ("python3, a script of the same calls", [benchmarks, "--private", "python3", statements]),
      ("wsalab --format text, with the trace", [wsalab, "run", "--format", "text", script]),
      ("python3, a dispatcher of the lines", [benchmarks, "--private", "python3", python, script]),
    ]
    let earlier = programsOfBefore([(2, whole), (3, programs[3].1), (5, programs[5].1)])
    let first = programs.count
    programs += earlier.map { ("\(programs[$0.row].0), before", $0.arguments) }
    Report.heading(
      "Replay of \(grouped(Int64(count))) lines, whole programs, lines a second (\(rounds) rounds, in turn)")
    guard let results = run(programs, rounds: rounds, &verdicts) else { return }
    // A replay whose calls failed would be quick, and worth nothing.
    guard (0...3).allSatisfy({ recordsAreGood(output($0), count) }) else {
      return Report.failure("the records are not \(count) calls that succeeded", &verdicts)
    }
    Report.row("", ["median", "best", "bytes written"])
    for (index, (name, _)) in programs.enumerated() {
      let (median, best) = (rate(count, results[index].median), rate(count, results[index].best))
      Report.row(name, [grouped(Int64(median)), grouped(Int64(best)), grouped(size(output(index)))])
    }
    let medians = results.map { rate(count, $0.median) }
    Report.verdict(
      "wsalab JSON / C of that length, medians", medians[2] / medians[1], atLeast: Thresholds.json, &verdicts)
    Report.verdict("wsalab JSON --brief / C, medians", medians[3] / medians[0], atLeast: Thresholds.brief, &verdicts)
    Report.verdict(
      "wsalab text / python3's script, medians", medians[5] / medians[4], atLeast: Thresholds.textOfScript, &verdicts)
    for (offset, one) in earlier.enumerated() {
      Report.regression(programs[one.row].0, results[one.row], results[first + offset], &verdicts)
    }
    // A dispatcher in Python does a part of the work only: no C form, no changes, no packets.
    Report.verdict(
      "wsalab text / python3's dispatcher, medians", medians[5] / medians[6], atLeast: Thresholds.textOfDispatcher,
      &verdicts)
  }

  /// The same rows with the program of before; those that it can make.
  private func programsOfBefore(_ rows: [(row: Int, arguments: [String])]) -> [(row: Int, arguments: [String])] {
    guard let before else { return [] }
    return rows.map { ($0.row, [before] + $0.arguments.dropFirst()) }.filter {
      Child.time($0.1, home: place, output: output(0)) != nil
    }
  }

  /// How many bytes more a record of wsalab has than one of the C program; nil when one of them fails.
  private func padding(_ whole: [String], _ script: String, _ count: Int) -> Int? {
    let bare = [benchmarks, "--private", benchmarks, "--c-replay", script, "0"]
    guard Child.time(bare, home: place, output: output(0)) != nil,
      Child.time(whole, home: place, output: output(1)) != nil
    else { return nil }
    // `,"more":""` is there beside the filler.
    return max(0, Int(size(output(1)) - size(output(0))) / count - 10)
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
