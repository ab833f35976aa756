import Glibc
import LinuxSockets

/// When Linux acknowledges what hosts have received. Windows delays acknowledgements by itself; here that is a rule of the
/// wire, so that a lesson has it only where it is about it.
extension WinsockLayer {
  /// Lets the connections of hosts acknowledge at once from now on, also what they were about to, and look their routes
  /// up again, which say so for good: Linux forgets a route when its socket's mark changes.
  public func acknowledgeAtOnce() {
    forEachConnection {
      kernel.setOption($0, level: SOL_SOCKET, name: SO_MARK, 1)
      kernel.setOption($0, level: SOL_SOCKET, name: SO_MARK, 0)
      kernel.setOption($0, level: Int32(IPPROTO_TCP), name: TCP_QUICKACK, 1)
    }
  }

  /// Lets the connections of hosts delay their next acknowledgement: Linux sends the first ones at once, and again after
  /// each that it has delayed, unless it is told so. A socket that is yet to be connected is left alone: the last segment of
  /// its handshake would be delayed, too.
  public func delayAcknowledgements() {
    forEachConnection {
      let state = kernel.tcpState($0).raw
      guard state != Self.synSent, state != Self.closed else { return }
      kernel.setOption($0, level: Int32(IPPROTO_TCP), name: TCP_QUICKACK, 0)
    }
  }

  // include/net/tcp_states.h.
  private static var synSent: Int { 2 }
  private static var closed: Int { 7 }

  private func forEachConnection(_ body: (Int32) -> Void) {
    for index in 0..<sockets.used where isLive(index) {
      let cell = sockets[index]
      if cell.pointee.host != 0, cell.pointee.isStream, cell.pointee.descriptor >= 0 { body(cell.pointee.descriptor) }
    }
  }
}
