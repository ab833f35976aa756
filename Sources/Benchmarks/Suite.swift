import CBaselines
import Glibc

/// Which measurements are made, and with what.
struct Suite {
  private var chosen: [String] = []
  private var wsalab: String
  private var before: String?
  private var problem: String?
  private var isQuick = false

  private static let names = ["start", "enter", "replay", "wire", "engine"]
  private static let usage = """
    usage: Benchmarks [--wsalab PROGRAM] [--before PROGRAM] [--quick] [start] [enter] [replay] [wire] [engine]

    Measures wsalab beside bash, C and python3, all in this run, and holds it against the targets. Build in release:
      swift build -c release && .build/release/Benchmarks

      start   exec to the first prompt
      enter   Enter to the next prompt
      replay  thousands of lines, from a script
      wire    two hosts made; a packet from veth to veth; 100 MB between hosts, and the memory that takes
      engine  an operation of the simulated layer

    --before measures another wsalab in the same rounds, and reports what has become slower.
    """

  init(_ arguments: [String]) {
    wsalab = Suite.directory + "/wsalab"
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--wsalab", let path = rest.popFirst() {
        wsalab = path
      } else if argument == "--before", let path = rest.popFirst() {
        before = path
      } else if argument == "--quick" {
        isQuick = true
      } else if Suite.names.contains(argument) {
        chosen.append(argument)
      } else {
        problem = argument == "--help" ? "" : "unknown argument \"\(argument)\"\n"
      }
    }
    if chosen.isEmpty { chosen = Suite.names }
  }

  /// Runs what was chosen; the exit status: 1 when a target was missed.
  func run() -> Int32 {
    if let problem {
      print(problem + Suite.usage)
      return problem.isEmpty ? 0 : 2
    }
    var template = Array("/tmp/wsalab-benchmarks-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return 2 }
    let place = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var verdicts = Report.Verdicts()
    // The wire and the engine come last: they leave this process in another network.
    for name in Suite.names where chosen.contains(name) { measure(name, place: place, &verdicts) }
    _ = Child.time(["rm", "-r", place], home: "/", output: "/dev/null")
    Report.line("")
    Report.line("Targets missed: \(verdicts.missed). Not measured: \(verdicts.unmeasured).")
    return verdicts.missed + verdicts.unmeasured == 0 ? 0 : 1
  }

  private func measure(_ name: String, place: String, _ verdicts: inout Report.Verdicts) {
    let interactive = Interactive(wsalab: wsalab, before: before, home: place)
    switch name {
    case "start": interactive.measureStart(rounds: isQuick ? 10 : 40, &verdicts)
    case "enter":
      for line in ["htons 80", "wsagetlasterror"] {
        interactive.measureEnter(line, rounds: isQuick ? 50 : 300, &verdicts)
      }
    case "replay":
      let replay = Replay(
        benchmarks: Suite.executable, wsalab: wsalab, before: before, place: place, lines: 10_000)
      replay.measure(rounds: isQuick ? 3 : 7, &verdicts)
    case "wire":
      WireBench(benchmarks: Suite.executable, wsalab: wsalab, place: place, rounds: isQuick ? 5 : 15)
        .measure(&verdicts)
    default:
      EngineBench(rounds: isQuick ? 3 : 9).measure(&verdicts)
    }
  }

  /// This program's own path.
  private static let executable: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    return String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }()

  private static let directory = executable.split(separator: "/").dropLast().map { "/" + $0 }.joined()
}
