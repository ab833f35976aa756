import Explain
import Calls
import LinuxSockets
import Winsock

// Calls that failed: by the error first, then by the call.

extension Why {
  func failure(_ error: ErrorCode, _ asked: String) -> Reason {
    let (found, next, lesson) = specific(error) ?? ([], [], nil)
    var reason = Reason(asked, found: found, next: next, lesson ?? Why.lesson(for: error, descriptor))
    if reason.found.isEmpty {
      let short = ErrorReason.of(error, after: descriptor)
      reason.found = [short.isEmpty ? "The layer refused it." : short.prefix(1).uppercased() + short.dropFirst() + "."]
      if let entry = Knowledge.meaning(of: error) { reason.found.append(entry.means) }
    }
    if reason.next.isEmpty, let entry = Knowledge.meaning(of: error), !entry.todo.isEmpty {
      reason.next = [entry.todo.prefix(1).uppercased() + entry.todo.dropFirst()]
    }
    if let name = overlappedName, descriptor?.overlapped != .never, error != .WSA_IO_PENDING {
      reason.next.append("Nothing was begun: no completion of \(name) will come.")
    }
    return reason
  }

  typealias Specific = (found: [String], next: [String], lesson: Course?)

  private func specific(_ error: ErrorCode) -> Specific? {
    let s = line[0]
    if let specific = ofExtensions(error, s) ?? ofOperations(error) ?? ofLimits(error, s) { return specific }
    switch error {
    case .WSAENOTSOCK where look(s) != nil && event(ofArgument: overlappedName) != nil:
      let hEvent = event(ofArgument: overlappedName) ?? ""
      if handle(hEvent)?.type == .event {
        return (
          ["\(s) is a socket, and hEvent of \(overlappedName ?? "") is \(hEvent), which is closed."],
          ["An event has to live as long as the operations that signal it."], .lifetime
        )
      }
      return (
        ["\(s) is a socket, and hEvent of \(overlappedName ?? "") is no event: \(hEvent)."],
        ["Zero the structure before its first use: o = overlapped, WSAOVERLAPPED ov = {0};"], .lifetime
      )
    case .WSAENOTSOCK:
      let names = line.words.map { String($0.prefix { $0 != ":" }) }
      let wrong = names.first { look($0) == nil && handle($0) != nil } ?? culprit
      return (["\(notASocket(wrong)): the call takes an open socket."], ["show lists what is open."], .lifetime)
    case .WSAENOTCONN: return notConnected(s)
    case .WSAECONNREFUSED where action == .accept:
      return (
        ["The connection was established, and its reset tells the caller: connect had succeeded there."],
        ["\(s) listens on, for others."], .blocking
      )
    case .WSATRY_AGAIN where action == .accept:
      return (
        ["The caller stays first in the queue of \(s), and the next accept gets the same connection."],
        ["a = wsaaccept \(s) takes it, wsaaccept \(s) reject refuses it."], .blocking
      )
    case .WSAECONNREFUSED: return refused()
    case .WSAEADDRINUSE: return inUse(s)
    case .WSAEWOULDBLOCK: return wouldBlock(s)
    case .WSAEINVAL: return invalid(s)
    case .WSAECONNRESET, .ERROR_NETNAME_DELETED: return reset(s)
    case .WSAECONNABORTED where handle(s) != nil:
      return (
        [
          closedPeer(of: s).map {
            "Step \($0.closing.step) had closed \($0.name); what was sent to it after that was answered by RST."
          }
            ?? "The peer had closed its socket; what was sent to it after that was answered by RST."
        ],
        ["After recv has returned 0, nothing that is sent is read: close the socket."], .close
      )
    case .WSAESHUTDOWN:
      return (["\(s) was shut down in this direction by its own program; it is in \(state(s))."], [], .close)
    case .WSAEISCONN:
      return (["\(stands(s))."], ["One socket is one connection: make another for another."], .conversation)
    case .WSAEALREADY: return (["The handshake of an earlier connect on \(s) is still under way."], [], .blocking)
    case .WSAEOPNOTSUPP: return notSupported(s)
    case .WSA_INVALID_HANDLE: return invalidHandle()
    case .WSA_IO_INCOMPLETE:
      return incomplete(line[1])
    case .WSAEADDRNOTAVAIL where action == .connect: return noDestination()
    case .WSAEADDRNOTAVAIL where line[1].uppercased() == "IP_ADD_MEMBERSHIP": return noMembership(s)
    case .WSAEACCES where action == .bind: return notShared(s)
    default: return ofPorts(error)
    }
  }

  private var culprit: String {
    line.words.first { $0.hasPrefix("INVALID") || $0 == "NULL" } ?? line["read"] ?? line["write"] ?? line[0]
  }

  private func notConnected(_ s: String) -> Specific {
    guard let socket = look(s) else { return ([], [], nil) }
    if socket.needsContext {
      let listener = handle(s).flatMap { session.name($0.facts.listener) }
      let update = listener.map { "SO_UPDATE_ACCEPT_CONTEXT \($0)" } ?? "SO_UPDATE_CONNECT_CONTEXT"
      return (
        ["\(s) comes from \(listener == nil ? "ConnectEx" : "AcceptEx") and does not know of its connection yet."],
        ["setsockopt \(s) \(update) comes first."], .acceptEx
      )
    }
    if socket.state == .listening {
      return (
        ["\(s) listens: it never has a connection of its own. The one to talk on is the one that accept gives."],
        ["a = accept \(s), then use a."], .conversation
      )
    }
    return (
      ["\(s) is in state \(socket.state.rawValue): no connection was made."], ["connect \(s) ADDR comes first."],
      .conversation
    )
  }

  private func refused() -> Specific {
    let target = line[1]
    guard let there = address(target) else {
      return (["Nobody listens there: the SYN was answered by RST."], [], .handshake)
    }
    if let l = holder(of: there, but: line[0], where: { $0.state == .listening }) {
      return (
        [
          "\(l) listens there, but its queue of finished connections is full: Windows answers by RST then.",
          "On Windows connect sends three SYNs, half a second apart, before it gives up; here it is one, and the RST is inferred: Linux, whose TCP this is, would drop the SYN and send it again.",
        ],
        ["accept \(l) makes room, or a longer backlog."], .blocking
      )
    }
    if let b = holder(of: there, but: line[0], where: { $0.state == .bound }) {
      return (
        ["\(b) has this port but does not listen: the SYN was answered by RST."], ["listen \(b), then connect again."],
        .handshake
      )
    }
    let isHeld = holder(of: there, but: line[0], where: { _ in true }) != nil
    return (
      ["No socket \(isHeld ? "listens on" : "has") the port \(there.port): the SYN was answered by RST at once."],
      ["A server first: bind and listen on \(there), then connect again."], .handshake
    )
  }

  /// The pair of addresses had a connection before: TIME_WAIT keeps it. Source: RFC 9293, section 3.6.1.
  private func pairInUse(_ s: String) -> Specific {
    let own = look(s)?.local.map(\.description) ?? "its address"
    let there = address(line[1]).map(\.description) ?? "that one"
    return (
      [
        "\(s) is bound to \(own), and a connection of \(own) with \(there) has not been forgotten yet: the side that closed first keeps the pair in TIME_WAIT."
      ],
      ["Let the system choose another port: connect without bind, or bind to port 0."], .close
    )
  }

  /// One of the two keeps the address to itself. Source: MS docs, Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE.
  private func notShared(_ s: String) -> Specific? {
    guard let other = address(line[1]).flatMap({ holder(of: $0, but: s) { _ in true } }) else { return nil }
    if look(other)?.sharing == .exclusive {
      return (
        ["\(other) has this port, with SO_EXCLUSIVEADDRUSE: nobody else gets it."],
        ["Take another port, or close \(other) first."], .lifetime
      )
    }
    return (
      ["\(other) has this port and was bound without SO_REUSEADDR: that \(s) has it is not enough."],
      ["Both would have to set it before bind. A server wants SO_EXCLUSIVEADDRUSE instead."], .lifetime
    )
  }

  private func incomplete(_ o: String) -> Specific {
    if let place = place(o), let refused = session.objects.overlappeds[place].refused, !isPending(o) {
      return (
        [
          "No operation with \(o) is under way. The \(refused.call) of step \(refused.step) failed at once (\(refused.error.name)) and left STATUS_PENDING in Internal, which is all that this call looks at."
        ], ["Ask only for an operation that began: the call returned 0, or WSA_IO_PENDING."], .lifetime
      )
    }
    let text: String
    if let place = place(o), session.objects.overlappeds[place].packets > 0 {
      text =
        "\(o): its operation has ended, but its packet is still in a port's queue: Internal changes when it is taken."
    } else {
      text = operation(o) ?? "The operation of \(o) is under way."
    }
    return ([text], ["Ask later, or wait for its event. The error is not the operation's."], .overlapped)
  }

  private func noDestination() -> Specific {
    guard let there = address(line[1]) else { return ([], [], nil) }
    if there.port == 0 {
      return (
        ["Port 0 stands for no port: nobody can listen on it."],
        ["Give the port of a listening socket; 0 is for bind, where it lets the system choose."], .conversation
      )
    }
    return (
      ["\(there) is no single host: INADDR_ANY stands for all addresses of this one, and only bind takes it."],
      ["Connect to an address, such as 127.0.0.1. Linux would reach this machine; Windows refuses."], .conversation
    )
  }

  private func inUse(_ s: String) -> Specific {
    if action == .connect { return pairInUse(s) }
    let other = address(line[1]).flatMap { holder(of: $0, but: s) { _ in true } }
    return (
      [
        other.map { "\($0) has this port: \(stands($0))." }
          ?? "Another socket has this port, or its last connection has not ended yet."
      ],
      ["Take another port, or close \(other ?? "that one") first. SO_REUSEADDR is no cure on Windows."], .lifetime
    )
  }

  private func wouldBlock(_ s: String) -> Specific {
    let ready: String
    switch action {
    case .connect where descriptor?.overlapped == .never:
      return (
        ["\(s) is non-blocking: the SYN is out, and the handshake goes on by itself (\(state(s)))."],
        ["select write=\(s) except=\(s) reports its end; do not call connect again."], .blocking
      )
    case .accept where descriptor?.overlapped == .never: ready = "no client waits in the queue"
    case .send: ready = "there is no room: \(peerOrOther(s)) does not receive"
    default: ready = "nothing has arrived that was not taken"
    }
    let set = action == .send ? "write" : "read"
    return (
      ["\(s) is non-blocking, and \(ready). It is not a failure: the answer is \"not now\"."],
      ["select \(set)=\(s), wsapoll or wsaeventselect report when; then call again."], .blocking
    )
  }

  /// What stands in the way of a membership: one that is there, or the interface.
  private func noMembership(_ s: String) -> Specific {
    let parts = line[2].split(separator: ",").map(String.init)
    let addresses = parts.map { SocketAddress.parseInet($0.utf8) ?? 0 }
    guard let group = addresses.first else { return ([], [], .addresses) }
    let membership = Membership(group: group, interface: addresses.count > 1 ? addresses[1] : 0)
    if let socket = handle(s)?.handle, session.winsock.hasJoined(socket, membership) {
      return (
        ["\(s) is in the group \(line[2]) already: a group is joined once on an interface."],
        ["setsockopt \(s) IP_DROP_MEMBERSHIP \(line[2]) leaves it."], .addresses
      )
    }
    return (
      [
        "\(parts.count > 1 ? parts[1] : "0.0.0.0") is no interface of this machine that takes groups, or it has joined."
      ],
      ["setsockopt \(s) IP_ADD_MEMBERSHIP \(parts[0]) leaves the choice to the system."], .addresses
    )
  }

  private func invalid(_ s: String) -> Specific? {
    let now = look(s).map {
      "\(s) is in state \($0.state.rawValue)" + ($0.local.map { ", bound to \($0)" } ?? ", not bound")
    }
    guard let now else { return nil }
    switch action {
    case .setOption where line[1].uppercased() == "IP_ADD_MEMBERSHIP":
      return (
        ["\(line[2]) is no group: groups are 224.0.0.0 to 239.255.255.255."],
        ["239.0.0.0 and up are for use within one organization: setsockopt \(s) IP_ADD_MEMBERSHIP 239.1.2.3"],
        .addresses
      )
    case .setOption where line[1].uppercased() == "IP_DROP_MEMBERSHIP":
      return (
        ["\(s) is not in that group on that interface: what was joined is left by the same pair of addresses."],
        ["closesocket \(s) leaves all its groups."],
        .addresses
      )
    case .setOption
    where ["SO_EXCLUSIVEADDRUSE", "IPV6_V6ONLY"].contains(line[1].uppercased()) && look(s)?.local != nil:
      return (
        ["\(now): bind has looked at \(line[1].uppercased()), and it can no longer be changed."],
        ["setsockopt \(s) \(line[1]) \(line[2]) goes before bind \(s) ADDR."], .conversation
      )
    case .setOption where ["SO_EXCLUSIVEADDRUSE", "SO_REUSEADDR"].contains(line[1].uppercased()):
      return (
        ["SO_REUSEADDR and SO_EXCLUSIVEADDRUSE exclude each other, and \(s) has the other one."],
        ["Set one of them alone."], .conversation
      )
    case .bind: return (["\(now): a socket gets its address once."], ["Make another socket."], .conversation)
    case .control where line[1].uppercased() == "FIONBIO":
      return (
        ["WSAEventSelect is in effect for \(s): as long as it is, the socket stays non-blocking."],
        ["wsaeventselect \(s) NULL 0 ends that; then ioctlsocket \(s) FIONBIO 0."], .models
      )
    case .connect where look(s)?.state == .listening:
      return (["\(now): a socket that listens cannot connect."], ["Make another socket for it."], .conversation)
    case _ where descriptor?.needsAddress == true:
      return (["\(now)."], ["bind \(s) 127.0.0.1:0 comes first."], .conversation)
    case .accept where look(s)?.state == .listening: return taken(line[1])
    case .accept: return (["\(now): accept needs LISTEN."], ["listen \(s) comes first."], .conversation)
    case .connect: return (["\(now): a socket that listens, or waits in AcceptEx, cannot connect."], [], .conversation)
    case .receive where descriptor?.overlapped == .never && line["flags"] != nil:
      return (
        ["No urgent data is there to be taken out of line."],
        ["send \(peerOrOther(s)) \"!\" flags=MSG_OOB sends some."], .flags
      )
    case .receive where descriptor?.overlapped == .optional, .send where descriptor?.overlapped == .optional:
      return line["routine"] != nil
        ? (["\(s) belongs to a completion port: a routine cannot be used as well."], [], .port) : nil
    default: return (["\(now)."], [], nil)
    }
  }

  /// AcceptEx was given a socket that it cannot accept into.
  private func taken(_ x: String) -> Specific {
    guard let socket = look(x) else { return (["\(notASocket(x))."], [], .acceptEx) }
    let reason: String
    switch socket.state {
    case .unconnected: reason = "an AcceptEx waits to accept into it already"
    case .bound: reason = "it has an address of its own"
    default: reason = "it is in state \(socket.state.rawValue)"
    }
    return (
      ["\(x) cannot be accepted into: \(reason)."], ["x = socket makes a fresh one for each AcceptEx."], .acceptEx
    )
  }

  func reset(_ s: String) -> Specific {
    if look(s)?.isStream == false {
      return (
        ["An earlier datagram from \(s) met a port without a socket: this receive reports the ICMP answer."],
        ["Call again; the socket is fine."], .notes
      )
    }
    return (
      [resetting(s)],
      ["The connection is gone, with what was on its way: closesocket \(s)."], .close
    )
  }

  /// Who reset a connection, as far as the session knows it.
  private func resetting(_ s: String) -> String {
    guard let (name, facts, closing) = closedPeer(of: s) else {
      return
        "\(peerOrOther(s)) reset the connection: that is what a close with bytes unread, SO_LINGER on,0, or the end of a program does."
    }
    if facts.flags.contains(.lingerZero) {
      return "Step \(closing.step) closed \(name) with SO_LINGER on,0: that resets the connection."
    }
    if closing.unread > 0 {
      return
        "Step \(closing.step) closed \(name) with \(Why.count(closing.unread)) that it had not received: that resets the connection."
    }
    return "Step \(closing.step) closed \(name), and what came to it afterwards was answered by RST."
  }

  /// The socket that was the other end of a connection, when a line has closed it.
  func closedPeer(of s: String) -> (name: String, facts: HandleFacts, closing: Closing)? {
    guard let socket = look(s), let local = socket.local, let peer = socket.peer else { return nil }
    for object in session.objects.handles.objects.reversed() {
      guard let closing = object.facts.closing, closing.local == peer, closing.peer == local else { continue }
      return (session.objects.names.text(object.name), object.facts, closing)
    }
    return nil
  }

  private func notSupported(_ s: String) -> Specific? {
    if look(s)?.isStream == false, action == .listen || action == .accept {
      return (["\(s) is a datagram socket: it has no connections."], ["recvfrom \(s) 100."], .conversation)
    }
    return nil
  }

  private func invalidHandle() -> Specific {
    let wrong =
      line.words.flatMap { $0.split(separator: ",").map(String.init) }
      .first { name in handle(name).map { !$0.isOpen } ?? (name == "NULL" || name.hasPrefix("INVALID")) } ?? line[0]
    return (["\(notASocket(wrong)): that is not a handle for this call."], ["show lists what is open."], .lifetime)
  }
}
