import Glibc

/// poll(2) for reading.
enum Poll {
  /// Waits until one of the descriptors is readable, or at its end, and tells which; all false when a signal or the time
  /// limit (-1: none) came first.
  static func wait(_ descriptors: [Int32], milliseconds: Int32 = -1) -> [Bool] {
    var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&polled, nfds_t(polled.count), milliseconds)
    return polled.map { count > 0 && $0.revents != 0 }
  }
}
