import LinuxSockets
import Testing

@testable import Winsock

/// Events that a wait resets. Source: MS docs, CreateEventW, WaitForSingleObject, WaitForMultipleObjects (remarks).
@Suite struct AutoResetTests {
  private let bench = Bench()
  private var layer: WinsockLayer { bench.layer }

  private func event(manual: Bool = false, signaled: Bool = false) throws -> Handle {
    try bench.handle(layer.CreateEvent(bench.main, manualReset: manual, signaled: signaled))
  }

  private func wait(_ events: [Handle], all: Bool = false, thread: ThreadID? = nil, timeout: UInt32 = 0) -> CallResult {
    layer.WSAWaitForMultipleEvents(thread ?? bench.main, events, all: all, timeout: timeout, alertable: false)
  }

  @Test func aWaitResetsTheEventThatSatisfiedIt() throws {
    let (first, second) = (try event(signaled: true), try event(signaled: true))
    #expect(try bench.returned(wait([first, second])).value == 0)
    #expect(layer.isSignaled(first) == false && layer.isSignaled(second) == true)
    #expect(try bench.returned(wait([first, second])).value == 1)
    #expect(try bench.returned(wait([first, second])).value == WSA_WAIT_TIMEOUT)
  }

  @Test func aManualEventStaysSignaled() throws {
    let manual = try event(manual: true, signaled: true)
    for _ in 0..<2 { #expect(try bench.returned(wait([manual])).value == 0) }
    #expect(!layer.isAutoReset(manual))
  }

  @Test func aWaitForAllTakesAllOrNone() throws {
    let (set, unset) = (try event(signaled: true), try event())
    #expect(try bench.returned(wait([set, unset], all: true)).value == WSA_WAIT_TIMEOUT)
    #expect(layer.isSignaled(set) == true, "a wait that is not satisfied takes nothing")
    _ = layer.WSASetEvent(bench.main, unset)
    #expect(try bench.returned(wait([set, unset], all: true)).value == 0)
    #expect(layer.isSignaled(set) == false && layer.isSignaled(unset) == false)
  }

  @Test func oneSignalReleasesOneThread() throws {
    let e = try event()
    let threads = try [#require(layer.makeThread()), #require(layer.makeThread())]
    for thread in threads {
      guard case .blocked = wait([e], thread: thread, timeout: INFINITE) else {
        Issue.record("it did not wait")
        return
      }
    }
    _ = layer.WSASetEvent(bench.main, e)
    #expect(threads.map { layer.isBlocked($0) } == [false, true], "the one that began to wait first")
    #expect(layer.isSignaled(e) == false)
    _ = layer.WSASetEvent(bench.main, e)
    #expect(threads.map { layer.isBlocked($0) } == [false, false])
  }
}
