import CBaselines
import Glibc

/// Which measurements are made, and with what.
struct Suite {
  private var options: SuiteOptions

  init(_ arguments: [String]) { options = SuiteOptions(arguments) }

  /// Runs what was chosen; the exit status: 1 when --check is given and a row misses its limit, 2 when nothing can run.
  func run() -> Int32 {
    if let problem = options.problem {
      print(problem + SuiteOptions.usage)
      return problem.isEmpty ? 0 : 2
    }
    do throws(BenchError) {
      let thresholds = try Thresholds.builtIn()
      return options.listsThresholds ? list(thresholds) : try measure(Verdicts(thresholds))
    } catch {
      print(error.message)
      return 2
    }
  }

  private func list(_ thresholds: Thresholds) -> Int32 {
    for name in Threshold.allCases { print("\(name.rawValue): \(thresholds[name])") }
    return 0
  }

  private func measure(_ fresh: Verdicts) throws(BenchError) -> Int32 {
    var template = Array("/tmp/wsalab-benchmarks-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw BenchError("no temporary directory") }
    let place = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var verdicts = fresh
    // The wire and the engine come last: they leave this process in another network.
    for name in SuiteOptions.names where options.chosen.contains(name) { measure(name, place: place, &verdicts) }
    _ = Child.time(["rm", "-r", place], home: "/", output: "/dev/null")
    verdicts.printSummary(before: options.before)
    return options.checks && !verdicts.areGood ? 1 : 0
  }

  private func measure(_ name: String, place: String, _ verdicts: inout Verdicts) {
    let (wsalab, before, isQuick) = (options.wsalab, options.before, options.isQuick)
    let interactive = Interactive(wsalab: wsalab, before: before, home: place)
    switch name {
    case "start": interactive.measureStart(rounds: isQuick ? 10 : 40, &verdicts)
    case "enter":
      for line in ["htons 80", "wsagetlasterror"] {
        interactive.measureEnter(line, rounds: isQuick ? 50 : 300, &verdicts)
      }
    case "replay":
      Replay(benchmarks: SuiteOptions.executable, wsalab: wsalab, before: before, place: place, lines: 10_000)
        .measure(rounds: isQuick ? 3 : 7, &verdicts)
    case "wire":
      WireBench(
        benchmarks: SuiteOptions.executable, wsalab: wsalab, before: before, place: place, rounds: isQuick ? 5 : 15
      ).measure(&verdicts)
    default:
      EngineBench(rounds: isQuick ? 3 : 9).measure(&verdicts)
    }
  }
}
