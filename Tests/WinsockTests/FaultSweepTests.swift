import Glibc
import LinuxSockets
import Testing

@testable import Winsock

/// Every system call of every scenario fails once with every error that its manual page names, and whatever the
/// application does then: what it is told is a Winsock code, each operation ends once, nothing waits for ever, nothing
/// leaks, and the layer works on.
@Suite struct FaultSweepTests {
  /// What the manual pages of Linux give for each call.
  static let errors: [FaultyKernel.Call: [Int32]] = [
    .socket: [EMFILE, ENFILE, ENOBUFS, ENOMEM, EACCES], .close: [EIO],
    .bind: [EADDRINUSE, EACCES, EADDRNOTAVAIL, ENOMEM], .listen: [EADDRINUSE],
    .accept: [ECONNABORTED, EMFILE, ENFILE, ENOBUFS, ENOMEM, EPERM, EPROTO],
    .connect: [EINTR, ECONNREFUSED, ENETUNREACH, ETIMEDOUT, EADDRNOTAVAIL, EACCES],
    .shutdown: [ENOTCONN, ENOBUFS], .send: [ECONNRESET, EPIPE, ENOBUFS, ENOMEM],
    .receive: [ECONNRESET, ECONNREFUSED, ENOMEM, ETIMEDOUT], .localAddress: [ENOBUFS],
    .peerAddress: [ENOBUFS, ENOTCONN], .setOption: [ENOMEM, EPERM], .option: [ENOBUFS], .ioctl: [EIO],
    .tcpState: [ENOBUFS], .epollCreate: [EMFILE, ENFILE, ENOMEM], .epollAdd: [ENOMEM, ENOSPC],
    .epollWait: [EINTR], .poll: [ENOMEM],
  ]

  @Test(arguments: FaultScenario.all) func nothingFailsTwice(_ scenario: FaultScenario) {
    let plain = FaultRun()
    scenario.run(plain)
    let calls = plain.kernel.calls
    plain.finish()
    check(plain, "without a fault")
    #expect(calls.count > 10)
    for (number, call) in calls.enumerated() {
      for error in Self.errors[call] ?? [] {
        let run = FaultRun()
        run.kernel.fail(callNumber: number, with: error)
        scenario.run(run)
        let what = "call \(number), \(call), fails with errno \(error)"
        #expect(run.kernel.met == 1, "\(what): it was not made")
        run.kernel.heal()
        run.settle()
        #expect(run.stuck.isEmpty, "\(what): \(run.stuck) waits for what is there")
        run.finish()
        check(run, what)
      }
    }
  }

  private func check(_ run: FaultRun, _ what: String) {
    for error in run.errors {
      #expect(isKnown(error), "\(what): a call reported \(error.rawValue)")
    }
    for one in run.pending {
      #expect(!run.layer.isPending(one.overlapped), "\(what): an operation waits for ever")
      #expect(run.completions(one) == 1, "\(what): an operation ended \(run.completions(one)) times")
      let status = NTStatus(rawValue: UInt32(truncatingIfNeeded: one.status))
      #expect(status != .STATUS_PENDING, "\(what): Internal is STATUS_PENDING still")
      #expect(isKnown(status.winsock), "\(what): Internal stands for the error \(status.winsock.rawValue)")
    }
    for one in run.others { #expect(run.completions(one) <= 1, "\(what): told twice") }
    for thread in run.blocked { #expect(!run.layer.isBlocked(thread), "\(what): a thread waits for ever") }
    #expect(run.layer.operations.live == 0, "\(what): operations leak")
    checkUse(run, what)
    run.layer.tearDown()
    #expect(run.kernel.open.isEmpty, "\(what): descriptors leak")
  }

  /// Whether it is a code of Winsock's, or a Linux errno that is shown as such.
  private func isKnown(_ error: ErrorCode) -> Bool {
    error == .success || error.fact != nil || (0x10000..<0x10100).contains(error.rawValue)
  }

  /// The layer works on.
  private func checkUse(_ run: FaultRun, _ what: String) {
    run.kernel.heal()
    do {
      let bench = run.bench
      try bench.connect()
      let posted = Posted(4)
      try #require(try posted.receive(bench, bench.server).error == .WSA_IO_PENDING)
      try bench.send(bench.client, "well")
      bench.settle(posted.overlapped)
      #expect(posted.status == 0 && posted.bytes == Array("well".utf8), "\(what): later calls fail")
      for handle in [bench.client, bench.server, bench.listener] { _ = bench.layer.closesocket(bench.main, handle) }
    } catch {
      Issue.record("\(what): later calls fail")
    }
  }
}
