import Steps
import Wire

// Packets on their way into a step.

extension Session {
  /// The connections of this step's packets as the kernels of their hosts have them, of the first 16 only; the packets
  /// are corrected where they differ.
  func kernelStates() -> (list: [ConnectionEnds], more: Int) {
    let used = current.used.list.compactMap { winsock.ends(of: $0) }
    let (list, more) = network.kernelStates(correcting: &current.packets, and: used, limit: 16)
    noteInside(list)
    return (list.map(ConnectionEnds.init), more)
  }

  /// What `trace` shows; the ends of these packets' connections are named when the step is finished.
  func traced(_ remembered: TracedPackets) -> StepBody {
    current.tracedEnds = endNames(remembered.packets)
    return .trace([Packet](remembered.packets), omitted: remembered.omitted)
  }
}
