import Winsock

extension Why {
  /// The call in words, with its arguments.
  var asked: String? {
    switch call {
    case "WSAStartup": "start Winsock, version \(line.words.first ?? "2.2")"
    case "WSACleanup": "end the use of Winsock that one WSAStartup began"
    case "WSAGetLastError": "tell the last error of \(step.thread)"
    case "WSASetLastError": "make \(line[0]) the last error of \(step.thread)"
    case "socket", "WSASocketW": "make a socket"
    case "bind": "give \(line[0]) the address \(line[1])"
    case "listen": "let \(line[0]) take connections" + (line.words.count > 1 ? ", with a queue of \(line[1])" : "")
    case "accept": "take a connection that has come to \(described(line[0]))"
    case "connect": "connect \(line[0]) to \(line[1])"
    case "shutdown": "end \(direction) of \(described(line[0]))"
    case "closesocket": "close \(line[0])"
    case "getsockname": "tell the address of \(line[0]) itself"
    case "getpeername": "tell the address at the other end of \(line[0])"
    case "setsockopt": "set \(line[1]) of \(line[0])" + (line.words.count > 2 ? " to \(line[2])" : "")
    case "getsockopt": "tell the value of \(line[1]) of \(line[0])"
    case "ioctlsocket", "WSAIoctl": ioctl
    case "htons", "htonl": "put the bytes of \(line[0]) in the order of the network"
    case "ntohs", "ntohl": "tell the number that \(line[0]) is in the order of this machine"
    case "inet_pton": "tell the bytes of the address \(line[1])"
    case "inet_ntop": "tell the text of an address's bytes"
    case "getaddrinfo": "find the addresses of \(line[0]), port \(line[1])"
    case "gethostname": "tell the name of this machine"
    case "ExitThread": "end \(step.thread)"
    default: askedOfData ?? askedOfWaits ?? askedOfPorts
    }
  }

  var direction: String {
    switch line[1].lowercased() {
    case "send", "1", "sd_send": "the sending direction"
    case "receive", "0", "sd_receive": "the receiving direction"
    default: "both directions"
    }
  }

  private var ioctl: String {
    switch line[1].uppercased() {
    case "FIONBIO": "make \(line[0]) \(line[2] == "0" ? "blocking" : "non-blocking")"
    case "FIONREAD": "tell how many bytes can be read from \(line[0])"
    case "SIOCATMARK": "tell whether no urgent data is ahead in \(line[0])"
    default: "tell where the function \(line[2]) is"
    }
  }

  private var askedOfData: String? {
    let flags = flags.map { ", with \($0)" } ?? ""
    switch call {
    case "send": return "send \(line[1]) from \(described(line[0]))\(flags)"
    case "sendto": return "send \(line[1]) as a datagram from \(line[0]) to \(line[2])\(flags)"
    case "recv": return "take what has arrived on \(described(line[0])), \(room) at most\(flags)"
    case "recvfrom": return "take one datagram that has arrived on \(line[0]), \(room) at most\(flags)"
    case "WSARecv", "WSARecvFrom": return "receive on \(described(line[0])) into \(memory)\(flags)\(told)"
    case "WSASend": return "send \(line[1]) from \(described(line[0]))\(flags)\(told)"
    case "WSASendTo": return "send \(line[1]) as a datagram from \(line[0]) to \(line[2])\(told)"
    case "AcceptEx": return "accept a connection that comes to \(line[0]), into \(line[1])\(told)"
    case "ConnectEx": return "connect \(line[0]) to \(line[1])\(told)"
    case "DisconnectEx": return "end the connection of \(described(line[0]))\(told)"
    case "GetAcceptExSockaddrs": return "tell the two addresses that an AcceptEx wrote into \(line[0])"
    default: return nil
    }
  }

  /// The flags, when there are any.
  var flags: String? { line["flags"].flatMap { $0 == "0" ? nil : $0 } }

  private var memory: String { Int(line[1]).map { "room for \(Why.count($0))" } ?? line[1] }

  private var room: String { Int(line[1]).map { Why.count($0) } ?? "as much as \(line[1]) holds" }

  /// Who is to be told of the end of an overlapped call.
  private var told: String {
    guard let name = overlappedName else { return ", and wait for it" }
    if let routine = line["routine"] { return "; \(name) makes it overlapped, and routine \(routine) is to be called" }
    return "; \(name) makes it overlapped"
  }

  private var askedOfWaits: String? {
    let limit = ", \(timeout)"
    switch call {
    case "select":
      let sets = ["read", "write", "except"].compactMap { key in line[key].map { "\(key): \($0)" } }
      return "wait until one of these sockets is ready (\(sets.joined(separator: "; ")))\(limit)"
    case "WSAPoll": return "wait for one of \(line[0])\(limit)"
    case "WSACreateEvent": return "make an event"
    case "WSASetEvent": return "signal \(line[0])"
    case "WSAResetEvent": return "make \(line[0]) not signaled"
    case "WSACloseEvent", "CloseHandle": return "close \(line[0])"
    case "WSAEventSelect": return "signal \(line[1]) on \(line[2]) of \(line[0])"
    case "WSAEnumNetworkEvents": return "tell which network events \(line[0]) has had"
    case "WSAWaitForMultipleEvents":
      let events =
        line[0].contains(",") ? (line.has("all") ? "all of \(line[0]) are" : "one of \(line[0]) is") : "\(line[0]) is"
      return "wait until \(events) signaled\(limit)" + (line.has("alertable") ? ", alertably" : "")
    case "SleepEx": return "sleep \(line[0]) ms" + (line.has("alertable") ? ", alertably" : "")
    case "WSAGetOverlappedResult":
      return "tell how the operation of \(line[1]) ended" + (line.has("wait") ? ", waiting for its end" : "")
    case "CancelIo": return "cancel what \(step.thread) has begun on \(line[0])"
    case "CancelIoEx":
      return line.words.count > 1 ? "cancel the operation of \(line[1]) on \(line[0])" : "cancel all on \(line[0])"
    default: return nil
    }
  }

  /// The time limit, in words.
  private var timeout: String {
    let numbers = line.words.filter { Int($0) != nil }
    guard let limit = numbers.last, call != "WSAPoll" || line.words.count > 1 else { return "without limit" }
    return limit == "0" ? "only looking" : "for \(limit) ms at most"
  }

  private var askedOfPorts: String? {
    switch call {
    case "CreateIoCompletionPort":
      if line.words.isEmpty { return "make a completion port" }
      return "associate \(line[0]) with \(line.words.count > 1 ? line[1] : "a new port"), key \(line["key"] ?? "0")"
    case "GetQueuedCompletionStatus": return "take a packet out of \(line[0])"
    case "GetQueuedCompletionStatusEx": return "take up to \(line[1]) packets out of \(line[0])"
    case "PostQueuedCompletionStatus": return "put a packet into \(line[0]): bytes \(line[1]), key \(line[2])"
    case "SetFileCompletionNotificationModes": return "set \(line[1]) for \(line[0])"
    default: return nil
    }
  }
}
