import Explain
import Winsock

// Failures that are an operation's, told by a call that asks for it, and limits that have passed.

extension Why {
  /// The error of an operation that WSAGetOverlappedResult or a packet reports: it is about the operation's own socket.
  func ofOperations(_ error: ErrorCode) -> Specific? {
    guard action == .getResult || action == .dequeue, let operation else { return nil }
    switch error {
    case .WSAECONNABORTED where operation.wasEnded, .ERROR_CONNECTION_ABORTED where operation.wasEnded,
      .WSA_OPERATION_ABORTED where operation.wasEnded:
      return ([ended], ["It is over: its WSAOVERLAPPED and memory are yours again."], .lifetime)
    case .WSAECONNRESET, .ERROR_NETNAME_DELETED: return operation.socket.map(reset)
    default: return nil
    }
  }

  /// The operation that is asked for: its socket by its name, and whether a line ended it before its time.
  private var operation: (socket: String?, wasEnded: Bool)? {
    var name: String?
    if action == .getResult { name = line[1] }
    if action == .dequeue, case .name(let overlapped?)? = out("overlapped") { name = overlapped }
    guard let place = name.flatMap(place) else { return nil }
    let info = session.objects.overlappeds[place]
    var wasEnded = info.endedBy != nil
    if action == .dequeue, case .operation(_, _, let cause)? = askedLine.origins.last { wasEnded = cause != nil }
    return (info.posting.flatMap { session.name($0.socket) }, wasEnded)
  }

  /// The hEvent of a WSAOVERLAPPED that is no event's handle; nil where it is one, or NULL.
  func event(ofArgument overlapped: String?) -> String? {
    guard let place = overlapped.flatMap(place) else { return nil }
    let state = session.overlappedState(place)
    return state.signaled == nil ? state.hEvent : nil
  }

  /// What was too late, too long, or after the end.
  func ofLimits(_ error: ErrorCode, _ s: String) -> Specific? {
    switch (error, action) {
    case (.WSAETIMEDOUT, .receive):
      return (
        ["SO_RCVTIMEO of \(s) is a limit for this call: nothing arrived in that time that was not taken."],
        ["Call again, or take the limit away: setsockopt \(s) SO_RCVTIMEO 0."], .blocking
      )
    case (.WSAETIMEDOUT, .send):
      return (
        [
          "SO_SNDTIMEO of \(s) is a limit for this call: there was no room in that time, for \(peerOrOther(s)) does not receive."
        ],
        ["Call again, or take the limit away: setsockopt \(s) SO_SNDTIMEO 0."], .blocking
      )
    case (.WSAEMSGSIZE, .receive):
      return (
        ["The datagram was longer than the room for it: the buffer is full, and what did not fit is lost."],
        ["Receive into a buffer as long as the longest datagram you expect."], .notes
      )
    case (.WSAEMSGSIZE, .send):
      return (
        ["A datagram carries 65,507 bytes over IPv4 at most: nothing was sent."],
        ["Send it in parts, with a number in each."], .notes
      )
    case (.WSAHOST_NOT_FOUND, .resolve):
      if s == "NULL" { return (["Neither a host nor a port was given."], ["getaddrinfo 127.0.0.1 80"], .addresses) }
      return (
        ["No host is called \(s)."], ["An address, such as 127.0.0.1, is found without a name server."], .addresses
      )
    case (.WSAEAFNOSUPPORT, .connect), (.WSAEAFNOSUPPORT, .bind):
      guard let family = look(s)?.family else { return nil }
      return (
        ["\(s) is an \(family == .inet6 ? "IPv6" : "IPv4") socket, and \(line[1]) an address of another family."],
        ["A socket of the address's family: x = socket tcp \(family == .inet6 ? "inet" : "inet6")."], .addresses
      )
    case (.WSANOTINITIALISED, _):
      return (
        ["WSACleanup has been called as often as WSAStartup: Winsock is not there, and its sockets are closed."],
        ["wsastartup 2.2 starts it again; sockets have to be made again."], .conversation
      )
    default: return nil
    }
  }
}
