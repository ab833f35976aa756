import Glibc

/// The programs that replay the same lines, and what each took.
struct ReplayPrograms {
  /// What a program is in the comparison. The raw value is its row.
  enum Role: String, CaseIterable {
    case c = "C, JSON records"
    case longC = "C, JSON records of wsalab's length"
    case json = "wsalab --format json --trace off"
    case brief = "wsalab --format json --brief --trace off"
    case statements = "python3, a script of the same calls"
    case text = "wsalab --format text, with the trace"
    case dispatcher = "python3, a dispatcher of the lines"

    /// Whether it writes a record for each line.
    var writesRecords: Bool { [.c, .longC, .json, .brief].contains(self) }
  }

  private struct Entry {
    let role: Role
    let isBefore: Bool
    let arguments: [String]
    let output: String
    var rounds = Rounds()
  }

  private let place: String
  private var entries: [Entry] = []

  init(_ replay: Replay, _ files: Replay.Files, padding: Int) {
    place = replay.place
    let (benchmarks, own) = (replay.benchmarks, [replay.benchmarks, "--private"])
    for role in Role.allCases {
      switch role {
      case .c: add(role, Self.c(benchmarks, files, padding: 0))
      case .longC: add(role, Self.c(benchmarks, files, padding: padding))
      case .statements: add(role, own + ["python3", files.statements])
      case .dispatcher: add(role, own + ["python3", files.dispatcher, files.lines])
      case .json, .brief, .text:
        addWsalab(role, replay.wsalab, files)
        if let before = replay.before { addWsalab(role, before, files, isBefore: true) }
      }
    }
  }

  /// The C program's arguments, with so many more bytes in each record.
  static func c(_ benchmarks: String, _ files: Replay.Files, padding: Int) -> [String] {
    [benchmarks, "--private", benchmarks, "--c-replay", files.lines, "\(padding)"]
  }

  private mutating func add(_ role: Role, _ arguments: [String], isBefore: Bool = false) {
    entries.append(
      Entry(role: role, isBefore: isBefore, arguments: arguments, output: "\(place)/output-\(entries.count)"))
  }

  private mutating func addWsalab(_ role: Role, _ program: String, _ files: Replay.Files, isBefore: Bool = false) {
    let options: [String]
    switch role {
    case .text: options = ["--format", "text"]
    case .brief: options = ["--format", "json", "--trace", "off", "--brief"]
    default: options = ["--format", "json", "--trace", "off"]
    }
    let arguments = [program, "run"] + options
    // wsalab answers an option that it does not have with an error, whatever there is to run.
    if role == .brief, Child.time(arguments + ["/dev/null"], home: place, output: "/dev/null") == nil {
      return Report.line("\nSkipped: \(program) has no --brief.")
    }
    add(role, arguments + [files.lines], isBefore: isBefore)
  }

  mutating func run(rounds: Int) throws(BenchError) {
    for _ in 0..<rounds {
      for index in entries.indices {
        let entry = entries[index]
        guard let spent = Child.time(entry.arguments, home: place, output: entry.output) else {
          throw BenchError("\(entry.arguments.joined(separator: " ")) failed or took longer than a minute")
        }
        entries[index].rounds.add(spent)
      }
    }
  }

  /// A replay whose calls failed would be quick, and worth nothing.
  func checkRecords(_ count: Int) throws(BenchError) {
    for entry in entries where entry.role.writesRecords && !recordsAreGood(entry.output, count) {
      throw BenchError("the records of \(entry.role.rawValue) are not \(count) calls that succeeded")
    }
  }

  func report(_ count: Int, _ verdicts: inout Verdicts) {
    func rate(_ nanoseconds: Int64) -> String { grouped(Int64(Double(count) * 1e9 / Double(max(1, nanoseconds)))) }
    Report.row("", ["median", "best", "bytes written"])
    for entry in entries {
      Report.row(
        entry.role.rawValue + (entry.isBefore ? ", before" : ""),
        [rate(entry.rounds.median), rate(entry.rounds.best), grouped(fileSize(entry.output))])
    }
    judge("wsalab JSON / C of that length, medians", .json, .longC, .replayJSON, &verdicts)
    judge("wsalab JSON --brief / C, medians", .brief, .c, .replayBrief, &verdicts)
    judge("wsalab text / python3's script, medians", .text, .statements, .replayScript, &verdicts)
    // A dispatcher in Python does a part of the work only: no C form, no changes, no packets.
    judge("wsalab text / python3's dispatcher, medians", .text, .dispatcher, .replayDispatcher, &verdicts)
    for role in [Role.json, .brief, .text] {
      guard let ours = median(role), let before = median(role, isBefore: true) else { continue }
      verdicts.compare("\(role.rawValue), median time", ours, before: before)
    }
  }

  /// Holds the rate of ours beside that of another; nothing where one of them was skipped.
  private func judge(_ what: String, _ ours: Role, _ other: Role, _ name: Threshold, _ verdicts: inout Verdicts) {
    guard let ours = median(ours), let other = median(other) else { return }
    verdicts.judge(what, other / ours, name)
  }

  private func median(_ role: Role, isBefore: Bool = false) -> Double? {
    entries.first { $0.role == role && $0.isBefore == isBefore }.map { Double(max(1, $0.rounds.median)) }
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
