import CLinuxShims
import Glibc

/// What frames are read from.
protocol FrameSource: AnyObject {
  /// Polls readable when frames wait.
  var descriptor: Int32 { get }
  /// Whether frames may wait, as far as was seen when they were looked for last.
  var mayHaveFrames: Bool { get set }
  /// Whether they are looked for. What nobody watches has to be read to be known.
  var isWatched: Bool { get set }
}

/// Which sources have frames that wait: one system call tells of all of them, where asking each would cost as much again
/// for every one that has none.
final class FrameReadiness {
  private let epoll = wsalab_epoll_create()
  private var sources: [any FrameSource] = []
  private let events: UnsafeMutablePointer<wsalab_ready_event>

  init() {
    events = .allocate(capacity: Self.capacity)
    events.initialize(repeating: wsalab_ready_event(), count: Self.capacity)
  }

  deinit {
    events.deallocate()
    if epoll >= 0 { _ = close(epoll) }
  }

  /// A link and a loopback for each host, and the loopback of the session's own machine.
  private static var capacity: Int { 2 * Network.maximumHosts + 1 }

  /// Watches a source.
  func add(_ source: any FrameSource) {
    source.isWatched = wsalab_epoll_add(epoll, source.descriptor, UInt32(POLLIN), UInt64(sources.count)) == 0
    sources.append(source)
  }

  /// Marks the sources in which frames wait now.
  func look() {
    let count = wsalab_epoll_wait(epoll, events, Int32(Self.capacity), 0)
    for index in 0..<max(Int(count), 0) { sources[Int(events[index].data)].mayHaveFrames = true }
  }
}
