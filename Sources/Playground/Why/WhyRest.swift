import Winsock

extension Why {
  func rest() -> Reason? {
    guard let asked else { return call.isEmpty ? nil : Reason("", found: ["It did what it says."]) }
    switch action {
    case .startup:
      return Reason(
        asked, found: ["It counts: each success needs a WSACleanup."], next: ["A session has called it once already."],
        .conversation)
    case .cleanup:
      return Reason(
        asked, found: ["The last of them closes every socket of the process; one before only counts down."],
        next: ["After the last, calls give WSANOTINITIALISED."], .conversation)
    case .getLastError, .setLastError:
      let name = ErrorCode(rawValue: UInt32(truncatingIfNeeded: value)).name
      let found =
        action == .setLastError || value == 0
        ? "" : "A call on \(step.thread) had left \(name). explain \(value) describes it. "
      return Reason(
        asked, found: [found + "Each thread has one of its own, and it means something only right after a failure."],
        .lifetime)
    case .swapBytes:
      return Reason(
        asked, found: ["x86 puts the lowest byte first, networks the highest: the bytes change places."],
        next: ["sin_port and sin_addr are in the order of the network."], .addresses)
    case .convertAddress where value == 0 && descriptor?.returns == .converted:
      return Reason(
        asked, found: ["The text is no address of this family: 0 says so, and is not an error of WSAGetLastError."],
        next: ["127.0.0.1 has four parts, ::1 is one of AF_INET6."], .addresses)
    case .convertAddress:
      return Reason(
        asked, found: ["The bytes are in network order: they need no htonl."], next: [], .addresses)
    case .resolve:
      return Reason(
        asked, found: ["One name may have several addresses."], next: ["connect to each until one works."], .addresses)
    case .getHostName: return Reason(asked, found: ["It is what this machine calls itself."], next: [], .addresses)
    case .endThread:
      return Reason(
        asked, found: ["What it had begun on sockets without a port is cancelled with it."],
        next: ["Lines run on the other threads."], .lifetime)
    case .queueRoutine:
      return Reason(
        asked, found: ["It stands behind the completion routines that are queued there."],
        next: ["sleepex 0 alertable on that thread runs it."], .routines)
    default: return Reason(asked, found: ["It is done."], next: [])
    }
  }
}
