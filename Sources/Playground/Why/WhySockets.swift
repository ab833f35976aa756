import Explain
import LinuxSockets
import Winsock

// Sockets: made, bound, listening, connected, asked about.

extension Why {
  func sockets() -> Reason? {
    guard let asked else { return nil }
    let s = line[0]
    switch action {
    case .makeSocket where line["from"] != nil && handles(made) > 1:
      return Reason(
        asked, found: ["\(made) is another handle of a socket that was duplicated: \(stands(made))."],
        next: ["closesocket closes one of the handles; the connection ends with the last one."], .close)
    case .duplicateSocket:
      return Reason(
        asked, found: ["\(line[1]) names the socket of \(s), for one call of WSASocket."],
        next: ["d = wsasocket from=\(line[1]) gives the second handle."], .close)
    case .makeSocket:
      return Reason(
        asked,
        found: ["\(made) is a socket without an address: nothing can be received with it, and nobody can reach it."],
        next: [
          "A server gives it an address and listens: bind \(made) 127.0.0.1:7777, listen \(made).",
          "A client connects: connect \(made) 127.0.0.1:7777.",
        ], .conversation)
    case .bind:
      return Reason(
        asked, found: ["The port was free: \(stands(s)) now."],
        next: [
          look(s)?.isStream == false
            ? "recvfrom \(s) 100 receives what is sent there." : "listen \(s) lets clients come."
        ],
        .conversation)
    case .listen:
      return Reason(
        asked,
        found: ["\(stands(s)) now. From here on the system itself answers a SYN, also while no accept waits."],
        next: ["connect of a client succeeds without accept; a = accept \(s) takes the connection out of the queue."],
        .blocking)
    case .accept where descriptor?.overlapped == .never: return accept(asked, s)
    case .connect where descriptor?.overlapped == .never: return connect(asked, s)
    default: return names(asked, s)
    }
  }

  private func accept(_ asked: String, _ s: String) -> Reason {
    if isBlocked {
      return Reason(
        asked, found: ["No connection waits in the queue of \(s), and \(s) is blocking."],
        next: [
          "\(step.thread) goes on when a client has connected\(elsewhere("connect c \(s)")).",
          "Closing \(s) would end the call too, with WSAEINTR.",
        ], .blocking)
    }
    return Reason(
      asked,
      found: [
        "A connection had come and was finished by the system: \(stands(made)). accept did not make it, "
          + "it took it out of the queue."
      ],
      next: ["\(s) listens on, for others. Talk to this client with \(made): recv \(made) 100, send \(made) \"…\"."],
      .conversation)
  }

  /// What could be typed on the thread that the next line runs on.
  func elsewhere(_ example: String) -> String {
    session.nextThread == step.thread ? "" : ", such as by this on \(session.nextThread): \(example)"
  }

  private func connect(_ asked: String, _ s: String) -> Reason {
    if isBlocked {
      let listener = address(line[1]).flatMap { holder(of: $0, but: s) { $0.state == .listening } }
      return Reason(
        asked,
        found: [
          listener.map { "The SYN is out, and \($0) has not answered it: its queue is full, or the packets are held." }
            ?? "The SYN is out, and nobody has answered it."
        ],
        next: ["It is sent again after some time, and again; then the call fails with WSAETIMEDOUT."], .blocking)
    }
    if look(s)?.isStream == false {
      return Reason(
        asked, found: ["\(s) is a datagram socket: no packet was sent, only the address was noted."],
        next: ["send \(s) sends there, and \(s) receives from there alone."], .conversation)
    }
    return Reason(
      asked,
      found: [
        "The SYN was answered and the handshake is done: \(stands(s)). The server need not have called accept."
      ],
      next: ["Both sides may send: send \(s) \"hello\"."], .handshake)
  }

  private func names(_ asked: String, _ s: String) -> Reason? {
    switch action {
    case .getAddress:
      return Reason(
        asked, found: ["\(stands(s)). The port is in network byte order, as in sockaddr_in."],
        next: ["ntohs gives the number of sin_port."], .addresses)
    case .setOption: return Reason(asked, found: [option], next: [], optionLesson)
    case .getOption:
      let kept = line[1].uppercased() == "SO_ERROR" ? " Reading it does not change it." : ""
      return Reason(asked, found: ["\(s) has that value now." + kept], next: [], optionLesson)
    case .control: return ioctl(asked, s)
    default: return nil
    }
  }

  private var option: String {
    let s = line[0]
    switch line[1].uppercased() {
    case "SO_UPDATE_ACCEPT_CONTEXT":
      return "\(s) has taken over the properties of \(line[2]): getpeername and shutdown work."
    case "SO_UPDATE_CONNECT_CONTEXT": return "\(s) knows of its connection now: getpeername and shutdown work."
    case "SO_LINGER": return "closesocket \(s) will go by it: on,0 is a reset, on,N waits up to N seconds for the peer."
    case "SO_RCVTIMEO", "SO_SNDTIMEO": return "It limits blocking calls on \(s); overlapped operations go on for ever."
    case "TCP_FASTOPEN": return "It decides whether data may travel in a SYN, and be taken in from one (RFC 7413)."
    case "TCP_NODELAY": return "It decides whether small sends wait for the acknowledgement of earlier ones (Nagle)."
    case "IP_ADD_MEMBERSHIP": return "\(s) receives what is sent to \(line[2]) and its port from now on."
    case "IP_DROP_MEMBERSHIP": return "\(s) receives nothing more that is sent to \(line[2])."
    case "IP_MULTICAST_LOOP" where line[2] == "0":
      return "\(s) receives nothing that this machine sends to its groups: on Windows that is the receiver's choice."
    default: return "\(s) has it from now on."
    }
  }

  private var optionLesson: Course {
    switch line[1].uppercased() {
    case "SO_UPDATE_ACCEPT_CONTEXT", "SO_UPDATE_CONNECT_CONTEXT", "SO_CONNECT_TIME": .acceptEx
    case "SO_LINGER": .close
    case "SO_OOBINLINE": .flags
    case "IP_ADD_MEMBERSHIP", "IP_DROP_MEMBERSHIP", "IP_MULTICAST_IF", "IP_MULTICAST_LOOP": .addresses
    default: .lifetime
    }
  }

  private func ioctl(_ asked: String, _ s: String) -> Reason {
    switch line[1].uppercased() {
    case "FIONBIO":
      let how = line[2] == "0" ? "wait, and block their thread" : "fail with WSAEWOULDBLOCK"
      return Reason(
        asked, found: ["Calls on \(s) that cannot be done at once \(how) from now on."],
        next: line[2] == "0" ? [] : ["select, wsapoll or wsaeventselect report when a call can succeed."], .blocking)
    case "FIONREAD":
      return Reason(
        asked,
        found: ["\(Why.lie(number("value") ?? 0)) in \(s). It is what is there now, not how long a message is."],
        next: ["recv takes them; more may come any moment."], .stream)
    case "SIOCATMARK":
      return Reason(
        asked,
        found: [number("value") == 0 ? "Urgent data is still ahead of what recv gives." : "No urgent data is ahead."],
        next: ["recv \(s) 1 flags=MSG_OOB takes the urgent byte."], .flags)
    default:
      return Reason(
        asked, found: ["The provider gave the function: it is not among the library's exported ones."],
        next: ["One fetch is enough for all sockets of this family and type."], .acceptEx)
    }
  }
}
