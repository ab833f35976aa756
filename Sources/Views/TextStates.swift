import Steps
import TerminalText

extension Page {
  /// What the kernels of both hosts say, a line a connection: `kernel: client :49152 SYN_SENT · server :7777 SYN_RCVD`.
  mutating func writeStates(_ step: Step) {
    if step.morePackets > 0 { line(grouped(step.morePackets) + " more packets in the middle are not shown") }
    // A line that moved no packet has changed no state: what it has changed is inside.
    for states in step.packets.isEmpty ? [] : step.states {
      begin()
      text.append("kernel:", .quiet)
      for (place, end) in states.ends.enumerated() {
        text.append(place == 0 ? " " : " · ")
        text.append(escaping: end.host)
        text.append(" :")
        text.append(end.local.port)
        text.append(" ")
        text.append(trusted: end.state.rawValue, .state)
      }
      self.end(hang: 8)
    }
    if step.moreStates > 0 { line("kernel: … " + grouped(step.moreStates) + " more connections") }
  }
}
