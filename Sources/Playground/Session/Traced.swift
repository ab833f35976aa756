import LinuxSockets
import Steps
import Wire

// Packets on their way into a step.

extension Session {
  /// The connections of this step's packets as the kernels of their hosts have them, of the first 16 only; the packets
  /// are corrected where they differ.
  func kernelStates() -> (list: [ConnectionEnds], more: Int) {
    let used = current.used.list
    let (list, more) = network.kernelStates(
      correcting: &current.packets, others: used.count, limit: 16, ends: { winsock.ends(of: used[$0]) },
      queues: { winsock.queues(of: used[$0]) }, socket: descriptor)
    noteInside(list)
    return (list.map { ConnectionEnds($0, &trace) }, more)
  }

  /// The descriptor of the socket at an end of a connection; nil when it is not there (any more).
  private func descriptor(_ local: SocketAddress, _ peer: SocketAddress) -> Int32? {
    guard let socket = trace.ends.find(local, peer)?.socket, let ends = winsock.ends(of: socket),
      ends.local == local, ends.peer == peer
    else { return nil }
    return winsock.descriptor(of: socket)
  }

  /// What `trace` shows; the ends of these packets' connections are named when the step is finished.
  func traced(_ remembered: TracedPackets) -> StepBody {
    current.tracedEnds = endNames(remembered.packets)
    return .trace([Packet](remembered.packets, &trace.addresses), omitted: remembered.omitted)
  }
}
