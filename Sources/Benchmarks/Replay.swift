import CBaselines
import Glibc

/// A replay of thousands of socket lines, beside a C program and a Python program that make the same calls from the
/// same lines. Each runs in a network of its own where the system allows it.
struct Replay {
  var benchmarks: String
  var wsalab: String
  var before: String?
  /// A directory to put files in.
  var place: String
  var lines: Int

  /// A connection from its beginning to its end, over and over; the last one is whole.
  private static let cycle = [
    "l = socket", "bind l 127.0.0.1:7777", "listen l", "c = socket", "connect c l", "a = accept l", "send c \"hello\"",
    "recv a 16", "closesocket c", "closesocket a", "closesocket l",
  ]

  /// The lines that are replayed: whole cycles.
  private var count: Int { (lines + Self.cycle.count - 1) / Self.cycle.count * Self.cycle.count }

  func measure(rounds: Int, _ verdicts: inout Verdicts) {
    do throws(BenchError) {
      let files = try writeFiles()
      var programs = ReplayPrograms(self, files, padding: try padding(files))
      Report.heading(
        "Replay of \(grouped(Int64(count))) lines, whole programs, lines a second (\(rounds) rounds, in turn)")
      try programs.run(rounds: rounds)
      try programs.checkRecords(count)
      programs.report(count, &verdicts)
    } catch {
      verdicts.fail(error.message)
    }
  }

  /// The scripts, as the programs read them.
  struct Files {
    let lines: String
    let dispatcher: String
    let statements: String
  }

  private func writeFiles() throws(BenchError) -> Files {
    let files = Files(
      lines: "\(place)/replay.wsa", dispatcher: "\(place)/replay.py", statements: "\(place)/statements.py")
    let text = (0..<count).map { Self.cycle[$0 % Self.cycle.count] + "\n" }.joined()
    guard writeFile(files.lines, text), writeFile(files.dispatcher, pythonReplay),
      writeFile(files.statements, pythonScript(count))
    else { throw BenchError("\(place) cannot be written") }
    return files
  }

  /// How many bytes more a record of wsalab has than one of the C program.
  private func padding(_ files: Files) throws(BenchError) -> Int {
    let (bare, whole) = ("\(place)/bare", "\(place)/whole")
    guard Child.time(ReplayPrograms.c(benchmarks, files, padding: 0), home: place, output: bare) != nil else {
      throw BenchError("the C program does not replay \(files.lines)")
    }
    let arguments = [wsalab, "run", "--format", "json", "--trace", "off", files.lines]
    guard Child.time(arguments, home: place, output: whole) != nil else {
      throw BenchError("\(wsalab) does not replay \(files.lines)")
    }
    // `,"more":""` is there beside the filler.
    return max(0, Int(fileSize(whole) - fileSize(bare)) / count - 10)
  }
}

/// The bytes of a file; 0 when there is none.
func fileSize(_ path: String) -> Int64 {
  var about = stat()
  return stat(path, &about) == 0 ? Int64(about.st_size) : 0
}

/// Writes a file; whether that worked.
func writeFile(_ path: String, _ text: String) -> Bool {
  guard let file = fopen(path, "we") else { return false }
  var text = text
  let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
  return fclose(file) == 0 && written
}
