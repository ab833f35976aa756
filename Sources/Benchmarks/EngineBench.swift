import CBaselines
import Glibc

/// The cost of an operation in the simulated layer (a receive of 64 bytes posted, then completed by a send at the other
/// end, over TCP on the loopback, one thread), beside plain epoll in C, round by round in turn.
struct EngineBench {
  var rounds: Int
  private let operations = 20_000
  private let many = 5_000

  /// What one pair of programs took an operation, at one number of pending operations.
  private struct Figures {
    var floor = Rounds()
    var epoll = Rounds()
    var triesFirst = Rounds()
    var winsock = Rounds()
    var allocations = 0.0
  }

  init(rounds: Int) { self.rounds = rounds }

  func measure(_ verdicts: inout Verdicts) {
    // Two programs stand side by side, each with two descriptors a connection.
    let limit = Int(wsabench_raise_descriptors(Int32(4 * many + 200)))
    let pending = min(many, (limit - 200) / 4)
    if wsabench_private_network() != 0 {
      Report.line("\nNo network of its own for the engine: the machine's loopback.")
    }
    for notification in [Notification.event, .port] {
      Report.heading("Engine: WSARecv through \(notification.rawValue), ns an operation (\(rounds) rounds, in turn)")
      do throws(BenchError) {
        let one = try compare(notification, 1)
        let all = try compare(notification, pending)
        report(one, all, pending, &verdicts)
        try reportMemory(notification, pending, &verdicts)
      } catch {
        verdicts.fail(error.message)
      }
    }
  }

  private func compare(_ notification: Notification, _ count: Int) throws(BenchError) -> Figures {
    guard let c = wsabench_epoll_make(Int32(count)) else { throw BenchError("no connections for C") }
    defer { wsabench_epoll_free(c) }
    let ours = try PostedReceives(notification, count: count)
    try ours.postAll()
    var figures = Figures()
    // The first round warms up: slabs, caches, the kernel's own.
    for round in 0...rounds {
      let floor = wsabench_epoll_floor(c, Int32(operations))
      let epoll = wsabench_epoll_run(c, Int32(operations), 0)
      let calls = wsabench_allocations()
      let winsock = try ours.run(operations)
      let made = wsabench_allocations() - calls
      let triesFirst = wsabench_epoll_run(c, Int32(operations), 1)
      guard floor > 0, epoll > 0, triesFirst > 0 else { throw BenchError("C's own run failed") }
      guard round > 0 else { continue }
      figures.floor.add(floor)
      figures.epoll.add(epoll)
      figures.triesFirst.add(triesFirst)
      figures.winsock.add(winsock)
      figures.allocations = max(figures.allocations, Double(made) / Double(operations))
    }
    return figures
  }

  private func report(_ one: Figures, _ all: Figures, _ pending: Int, _ verdicts: inout Verdicts) {
    Report.row("medians", ["1 pending", "\(grouped(Int64(pending))) pending", "ratio", "ratio"])
    let rows: [(String, KeyPath<Figures, Rounds>)] = [
      ("C, send and recv only", \.floor), ("C, epoll, registered once", \.epoll),
      ("C, the same, tries the recv first", \.triesFirst), ("Winsock", \.winsock),
    ]
    for (name, path) in rows {
      let (few, lots) = (one[keyPath: path].median, all[keyPath: path].median)
      Report.row(
        name,
        [
          grouped(few / Int64(operations)), grouped(lots / Int64(operations)), decimal(ratio(few, one.epoll.median)),
          decimal(ratio(lots, all.epoll.median)),
        ])
    }
    verdicts.judge("Winsock / C epoll, 1 pending", ratio(one.winsock.median, one.epoll.median), .engineOne)
    verdicts.judge(
      "Winsock / C epoll, \(pending) pending", ratio(all.winsock.median, all.epoll.median), .engineMany)
    Report.line(
      "  growth from 1 to \(pending): Winsock \(decimal(ratio(all.winsock.median, one.winsock.median))), "
        + "C \(decimal(ratio(all.epoll.median, one.epoll.median)))")
    verdicts.judge("allocations an operation", max(one.allocations, all.allocations), .allocations)
  }

  private func reportMemory(
    _ notification: Notification, _ count: Int, _ verdicts: inout Verdicts
  ) throws(BenchError) {
    let ours = try PostedReceives(notification, count: count)
    try ours.postAll()
    let times = 39
    let bytes = try ours.memoryOfPending(times: times)
    let what = "bytes a pending operation (\(grouped(Int64(count * times))) more posted)"
    verdicts.judge("\(what), heap", bytes.heap, .pendingBytes)
    verdicts.judge("\(what), resident", bytes.resident, .pendingBytes)
  }

  private func ratio(_ a: Int64, _ b: Int64) -> Double { Double(a) / Double(max(1, b)) }
}
