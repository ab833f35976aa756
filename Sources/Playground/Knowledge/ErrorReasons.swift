import Winsock

extension Knowledge {
  /// A short reason for an error of a call, for the line of its result: what was found, in a few words. Empty when there
  /// is none to give.
  static func reason(for error: ErrorCode, call: String) -> String {
    switch error {
    case .WSA_IO_PENDING: pending(call)
    case .WSA_IO_INCOMPLETE: "the operation is still under way"
    case .WSA_OPERATION_ABORTED: "cancelled, or its socket was closed"
    case .WSA_INVALID_HANDLE: invalidHandle(call)
    case .WSA_INVALID_PARAMETER: invalidParameter(call)
    case .WSA_NOT_ENOUGH_MEMORY: "no memory is left"
    case .WAIT_TIMEOUT: "no packet came in time"
    case .WAIT_IO_COMPLETION: "completion routines ran instead"
    case .ERROR_ABANDONED_WAIT_0: "the port was closed meanwhile"
    case .ERROR_NOT_FOUND: "no such operation is pending"
    case .ERROR_NETNAME_DELETED: "the peer reset the connection"
    case .ERROR_CONNECTION_ABORTED: "the connection was given up here"
    case .ERROR_CONNECTION_REFUSED: "nobody listens there"
    case .ERROR_MORE_DATA: "the datagram was longer than the buffer"
    case .ERROR_SEM_TIMEOUT: "no answer came"
    default: winsockReason(error, call)
    }
  }

  private static func pending(_ call: String) -> String {
    switch call {
    case "WSARecv", "WSARecvFrom": "accepted; waits for data"
    case "WSASend", "WSASendTo": "accepted; waits for room to send"
    case "AcceptEx": "accepted; waits for a client"
    case "ConnectEx": "accepted; waits for the handshake"
    case "DisconnectEx": "accepted; waits for the close"
    default: "accepted; not done yet"
    }
  }

  private static func invalidHandle(_ call: String) -> String {
    switch call {
    case "WSASetEvent", "WSAResetEvent", "WSACloseEvent": "not an open event"
    case "WSAWaitForMultipleEvents": "one of them is not an open event"
    case "GetQueuedCompletionStatus", "GetQueuedCompletionStatusEx", "PostQueuedCompletionStatus":
      "not an open completion port"
    default: "not an open handle"
    }
  }

  private static func invalidParameter(_ call: String) -> String {
    switch call {
    case "WSAWaitForMultipleEvents": "1 to 64; with all, each once"
    case "CreateIoCompletionPort": "it belongs to a port already"
    case "AcceptEx", "ConnectEx": "an OVERLAPPED is required"
    case "GetQueuedCompletionStatusEx": "room for one entry at least"
    default: "an argument it cannot accept"
    }
  }
}

// MARK: - Winsock's own

extension Knowledge {
  private static func winsockReason(_ error: ErrorCode, _ call: String) -> String {
    switch error {
    case .WSAEINVAL: invalid(call)
    case .WSAEWOULDBLOCK: wouldBlock(call)
    case .WSAENOTCONN: notConnected(call)
    case .WSAECONNABORTED: "the connection was given up here"
    case .WSAECONNRESET: reset(call)
    case .WSAEADDRINUSE:
      call.lowercased().contains("connect") ? "this pair of addresses is in use" : "another socket has this port"
    case .WSAEADDRNOTAVAIL: call == "bind" ? "no interface has this address" : "0.0.0.0 is no destination"
    case .WSAEOPNOTSUPP: notSupported(call)
    case .WSAEMSGSIZE: call.contains("ecv") || call.contains("Result") ? "the datagram was cut off" : "too long to send"
    case .WSAEISCONN: "it is connected already"
    case .WSAEACCES: call == "bind" ? "another holds it exclusively" : "not permitted"
    case .WSAETIMEDOUT: call.contains("onnect") ? "no answer came" : "the time limit has passed"
    case .WSAEINTR: "the socket was closed meanwhile"
    default: commonReason(error)
    }
  }

  private static func commonReason(_ error: ErrorCode) -> String {
    switch error {
    case .WSAENOTSOCK: "not an open socket"
    case .WSAESHUTDOWN: "this direction was shut down"
    case .WSAECONNREFUSED: "nobody listens there"
    case .WSAEFAULT: "a pointer or length is wrong"
    case .WSAEMFILE: "too many sockets are open"
    case .WSAEINPROGRESS: "another call is in the way"
    case .WSAEALREADY: "a connect is under way already"
    case .WSAEDESTADDRREQ: "no destination was given"
    case .WSAEPROTOTYPE: "protocol and type do not match"
    case .WSAENOPROTOOPT: "no such option for it"
    case .WSAEPROTONOSUPPORT: "no such protocol for this type"
    case .WSAESOCKTNOSUPPORT: "no such socket type"
    case .WSAEAFNOSUPPORT: "no such address family"
    case .WSAEPFNOSUPPORT: "no such protocol family"
    case .WSAENETDOWN: "the network is down"
    case .WSAENETUNREACH: "no way leads there"
    case .WSAENETRESET: "keep-alive found it broken"
    case .WSAENOBUFS: "no buffer space is left"
    case .WSAEHOSTDOWN: "the host is down"
    case .WSAEHOSTUNREACH: "the host cannot be reached"
    case .WSASYSNOTREADY: "the network is not ready"
    case .WSAVERNOTSUPPORTED: "no such Winsock version"
    case .WSANOTINITIALISED: "WSAStartup was not called"
    case .WSAHOST_NOT_FOUND: "no host of this name"
    case .WSATYPE_NOT_FOUND: "no such service"
    case .WSATRY_AGAIN: "the name server did not answer"
    case .WSANO_RECOVERY: "the name server failed"
    case .WSANO_DATA: "the name has no address"
    default: ""
    }
  }

  private static func invalid(_ call: String) -> String {
    switch call {
    case "bind": "it is bound already"
    case "listen", "getsockname", "recvfrom", "WSARecvFrom": "it is not bound"
    case "accept": "it does not listen"
    case "connect": "it listens, or waits in AcceptEx"
    case "recv": "not bound, or no urgent byte set apart"
    case "WSARecv": "a routine cannot go with a port"
    case "select": "no socket was given"
    case "ConnectEx": "it is not bound"
    case "AcceptEx": "wrong state of one of the two"
    case "shutdown": "no such direction"
    case "ioctlsocket": "WSAEventSelect holds it so"
    default: "an argument or state does not fit"
    }
  }

  private static func wouldBlock(_ call: String) -> String {
    switch call {
    case "connect", "WSAConnect": "the handshake is under way"
    case "accept": "nobody waits to be accepted"
    case "send", "sendto", "WSASend", "WSASendTo": "no room to send now"
    default: "nothing has arrived yet"
    }
  }

  private static func notConnected(_ call: String) -> String {
    switch call {
    case "getpeername", "shutdown": "not connected, or not yet updated"
    default: "it is not connected"
    }
  }

  /// What an error means on a datagram socket, where that differs: there is no connection that could be reset.
  static func datagramReason(_ error: ErrorCode) -> String? {
    error == .WSAECONNRESET ? "an earlier datagram found no one" : nil
  }

  private static func reset(_ call: String) -> String {
    call.hasSuffix("rom") || call.hasSuffix("From")
      ? "an earlier datagram found no one" : "the peer reset the connection"
  }

  private static func notSupported(_ call: String) -> String {
    switch call {
    case "listen", "accept": "a datagram socket does not listen"
    case "recv", "send", "WSARecv", "WSASend": "a flag that cannot be used so"
    default: "not for this kind of socket"
    }
  }
}
