import LinuxSockets

/// Hosts: several machines, each with a network of its own, whose threads and sockets one layer serves. Nothing of this
/// exists on Windows; each host by itself behaves as a Windows machine does. The layer knows hosts by numbers alone.
extension WinsockLayer {
  /// The most hosts, beside the session's own machine, which is host 0.
  public static let maximumHosts: Int32 = 31

  /// Lets a thread run on a host from now on: sockets that it makes belong to that host.
  public func move(_ thread: ThreadID, toHost host: Int32) {
    precondition(host >= 0 && host <= Self.maximumHosts, "a host's number is 31 at most")
    threads[thread.index].pointee.host = host
  }

  /// The host that a thread runs on; 0 is the session's own machine.
  public func host(of thread: ThreadID) -> Int32 { threads[thread.index].pointee.host }

  /// The host that a socket belongs to; 0 for the session's own machine, and when `s` is not an open socket.
  public func host(of s: Handle) -> Int32 {
    let index = handles.index(s, .socket)
    return index < 0 ? 0 : sockets[index].pointee.host
  }

  /// A new Linux socket in a host's network.
  func makeDescriptor(
    on host: Int32, _ family: SocketAddress.Family, _ type: Int32, _ number: Int32
  ) -> KernelReturn {
    guard host != 0, let onHost else {
      return kernel.socket(family: Int32(family.rawValue), type: type, protocol: number)
    }
    return onHost(host) { kernel.socket(family: Int32(family.rawValue), type: type, protocol: number) }
  }

  /// A host's next port for a socket that asks for none.
  func nextEphemeralPort(on host: Int32) -> UInt16 {
    func after(_ port: UInt16) -> UInt16 { port == 65535 ? 49152 : port + 1 }
    guard host != 0 else {
      let port = state.pointee.nextEphemeralPort
      state.pointee.nextEphemeralPort = after(port)
      return port
    }
    let port = hostPorts[host] ?? 49152
    hostPorts[host] = after(port)
    return port
  }
}
