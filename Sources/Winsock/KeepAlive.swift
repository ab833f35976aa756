import Glibc
import LinuxSockets

/// When an idle peer is asked whether it is still there: Windows's own times from the start, of which the interval is
/// shorter than Linux's. Source: MS docs, SIO_KEEPALIVE_VALS and IPPROTO_TCP Socket Options.
struct KeepAlive {
  /// Seconds without a segment until the first probe.
  var idle: UInt32 = 7200
  /// Seconds between probes that nobody answers.
  var interval: UInt32 = 1
  /// Probes until the connection is given up.
  var count: UInt32 = 10
}

extension WinsockLayer {
  /// TCP_KEEPIDLE, TCP_KEEPINTVL and TCP_KEEPCNT. More than 255 probes are an error. Source: MS docs, IPPROTO_TCP Socket
  /// Options; that 0 is one is inferred from that.
  func setKeepAlive(_ index: Int32, _ option: SocketOption, _ number: Int64) -> ErrorCode {
    let cell = sockets[index]
    guard cell.pointee.isStream else { return .WSAENOPROTOOPT }
    guard number > 0, number <= (option == .TCP_KEEPCNT ? 255 : Int64(Int32.max)) else { return .WSAEINVAL }
    let value = UInt32(number)
    switch option {
    case .TCP_KEEPIDLE: cell.pointee.keepAlive.idle = value
    case .TCP_KEEPINTVL: cell.pointee.keepAlive.interval = value
    default: cell.pointee.keepAlive.count = value
    }
    applyKeepAlive(index)
    return .success
  }

  /// Whether a connection has SO_KEEPALIVE on.
  public var asksWhetherPeersAreThere: Bool {
    (0..<sockets.used).contains { isLive($0) && sockets[$0].pointee.flags.contains(.keepAlive) }
  }

  /// Tells Linux, which takes 32,767 seconds and 127 probes at most.
  func applyKeepAlive(_ index: Int32) {
    let (descriptor, times) = (sockets[index].pointee.descriptor, sockets[index].pointee.keepAlive)
    let level = Int32(IPPROTO_TCP)
    kernel.setOption(descriptor, level: level, name: TCP_KEEPIDLE, Int32(min(times.idle, 32_767)))
    kernel.setOption(descriptor, level: level, name: TCP_KEEPINTVL, Int32(min(times.interval, 32_767)))
    kernel.setOption(descriptor, level: level, name: TCP_KEEPCNT, Int32(min(times.count, 127)))
  }

  /// Whether probes without an answer broke a connection. Operations under way end with WSAENETRESET then, later calls
  /// fail with WSAECONNRESET. Source: MS docs, SO_KEEPALIVE and recv. Where data were sent again in vain, or waited for a
  /// window that never opened, it is WSAETIMEDOUT all the same: Linux asks nothing while data are under way.
  func keepAliveFailed(_ index: Int32, _ outcome: KernelReturn) -> Bool {
    outcome.isError(ETIMEDOUT) && sockets[index].pointee.isStream && sockets[index].pointee.flags.contains(.keepAlive)
      && retransmissions(sockets[index].pointee.descriptor) == 0 && !hasUnacknowledged(index)
  }

  /// Whether anything that was sent, or is to be sent, has not been acknowledged.
  private func hasUnacknowledged(_ index: Int32) -> Bool {
    var queued: Int32 = 0
    return !kernel.ioctl(sockets[index].pointee.descriptor, request: 0x5411 /* SIOCOUTQ */, &queued).failed && queued > 0
  }

  /// How often a socket's oldest segment was sent again: the third byte of struct tcp_info, the first four of which are
  /// as good as an int.
  private func retransmissions(_ descriptor: Int32) -> UInt8 {
    var head: Int32 = 0
    _ = kernel.option(descriptor, level: Int32(IPPROTO_TCP), name: TCP_INFO, &head)
    return withUnsafeBytes(of: head) { $0[2] }
  }
}
