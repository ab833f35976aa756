import Winsock

// Facts: the vendor's page of each call, in the header that it is declared in.

extension CallDescriptor {
  /// `socket` of winsock2.h.
  public static let socket = CallDescriptor(
    "socket", declaredIn: "winsock2.h",
    "SOCKET socket(int af, int type, int protocol)",
    returns: .socket,
    action: .makeSocket,
    request: "make a socket",
    tests: ["test_WSASocket"],
    explanation: {
      CallExplanation(
        does: "Makes a socket: an endpoint without an address. Nothing is sent.",
        returns: "the socket, or INVALID_SOCKET. SOCKET is an unsigned type: never test for < 0.",
        errors: [
          (.WSANOTINITIALISED, "WSAStartup was not called"), (.WSAEAFNOSUPPORT, "no such address family"),
          (.WSAESOCKTNOSUPPORT, "no such type in that family"),
          (.WSAEPROTONOSUPPORT, "the protocol does not go with the type"),
        ],
        beware: ["a socket made here can do overlapped operations, unlike a file opened without FILE_FLAG_OVERLAPPED."])
    })

  /// `WSASocketW` of winsock2.h.
  public static let WSASocketW = CallDescriptor(
    "WSASocketW", declaredIn: "winsock2.h",
    "SOCKET WSASocketW(int af, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP g, DWORD flags)",
    aliases: ["wsasocket", "wsasocketa"],
    returns: .socket,
    action: .makeSocket,
    request: "make a socket",
    tests: ["test_WSASocket"],
    explanation: {
      CallExplanation(
        does: "Makes a socket, and says whether overlapped operations can be done on it (WSA_FLAG_OVERLAPPED).",
        returns: "the socket, or INVALID_SOCKET.",
        beware: ["without the flag an OVERLAPPED given to WSARecv is not used: the call is a blocking one."])
    })

  /// `WSADuplicateSocketW` of winsock2.h.
  public static let WSADuplicateSocketW = CallDescriptor(
    "WSADuplicateSocketW", declaredIn: "winsock2.h",
    "int WSADuplicateSocketW(SOCKET s, DWORD process, LPWSAPROTOCOL_INFOW info)",
    aliases: ["wsaduplicatesocket", "wsaduplicatesocketa", "wsaprotocol_info"],
    returns: .status,
    action: .duplicateSocket,
    request: "get ready a second handle of {0}",
    reason: { error in error == .WSAEINVAL ? "there is no such process" : nil },
    explanation: {
      CallExplanation(
        does:
          "Fills a WSAPROTOCOL_INFO; WSASocket with it gives the named process a second handle of the socket. Here there is "
          + "one process, GetCurrentProcessId().",
        returns: "0, or SOCKET_ERROR.",
        errors: [
          (.WSAENOTSOCK, "it is not an open socket"), (.WSAEINVAL, "there is no such process"),
          (.WSAEFAULT, "no room for the WSAPROTOCOL_INFO"),
        ],
        beware: [
          "both handles are one socket: its options, its events and what arrives belong to both.",
          "closesocket closes one handle; the connection ends with the last one.",
          "the WSAPROTOCOL_INFO can be used once.",
        ])
    })

  /// `closesocket` of winsock2.h.
  public static let closesocket = CallDescriptor(
    "closesocket", declaredIn: "winsock2.h",
    "int closesocket(SOCKET s)",
    aliases: ["close"],
    returns: .status,
    action: .closeSocket,
    request: "close {0}",
    explanation: {
      CallExplanation(
        does:
          "Closes a socket. Data already sent still goes out, then FIN (or RST: with SO_LINGER on,0, or while received "
          + "data lies unread).",
        returns: "0, or SOCKET_ERROR.",
        errors: [
          (.WSAENOTSOCK, "it is not an open socket"), (.WSAEWOULDBLOCK, "non-blocking, and SO_LINGER asks to wait"),
        ],
        beware: [
          "operations that pend on it are completed with an error, and their event, routine or port is notified. Their "
            + "WSAOVERLAPPED and buffers are yours again only then.",
          "the same number may be given to the next socket at once: forget the old handle.",
          "to be sure that all has arrived: shutdown send, recv until 0, then closesocket.",
        ])
    })

  /// `bind` of winsock2.h.
  public static let bind = CallDescriptor(
    "bind", declaredIn: "winsock2.h",
    "int bind(SOCKET s, const struct sockaddr *name, int namelen)",
    returns: .status,
    action: .bind,
    request: "give {0} the address {1}",
    tests: ["test_bind"],
    reason: { error in
      switch error {
      case .WSAEINVAL: "it is bound already"
      case .WSAEADDRNOTAVAIL: "no interface has this address"
      case .WSAEACCES: "another has it, and does not share it"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Gives a socket its own address and port. Port 0 lets the system choose one.",
        returns: "0, or SOCKET_ERROR.",
        errors: [
          (.WSAEADDRINUSE, "another socket has this port"), (.WSAEADDRNOTAVAIL, "no interface here has this address"),
          (.WSAEINVAL, "it is bound already"), (.WSAEACCES, "another socket has the port and does not share it"),
          (.WSAENOTSOCK, "it is not an open socket"),
        ],
        beware: [
          "the port in a sockaddr_in is in network byte order: htons(7777).",
          "127.0.0.1 is reached from this machine only; INADDR_ANY (*) from everywhere.",
        ])
    })

  /// `listen` of winsock2.h.
  public static let listen = CallDescriptor(
    "listen", declaredIn: "winsock2.h",
    "int listen(SOCKET s, int backlog)",
    returns: .status,
    action: .listen, needsAddress: true,
    request: "let {0} take connections[1?, with a queue of {1}]",
    tests: ["test_listen"],
    reason: { error in
      switch error {
      case .WSAEINVAL: "it is not bound"
      case .WSAEOPNOTSUPP: "a datagram socket does not listen"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Makes a bound socket one that takes connections: the system now answers SYNs by itself.",
        returns: "0, or SOCKET_ERROR.",
        errors: [
          (.WSAEINVAL, "it is not bound"), (.WSAEISCONN, "it is connected"),
          (.WSAEOPNOTSUPP, "a datagram socket cannot listen"), (.WSAENOTSOCK, "it is not an open socket"),
        ],
        beware: [
          "handshakes are done from here on without accept; backlog says how many finished ones may wait for it."
        ])
    })

  /// `WSAAccept` of winsock2.h.
  public static let WSAAccept = CallDescriptor(
    "WSAAccept", declaredIn: "winsock2.h",
    "SOCKET WSAAccept(SOCKET s, struct sockaddr *addr, LPINT addrlen, LPCONDITIONPROC lpfnCondition, DWORD_PTR dwCallbackData)",
    aliases: ["cf_accept", "cf_reject", "cf_defer"],
    returns: .socket,
    action: .accept,
    request: "take a connection that has come to {socket}[reject?, and refuse it][defer?, and leave it in the queue]",
    tests: ["test_accept_inheritance"],
    reason: { error in
      switch error {
      case .WSAECONNREFUSED: "the condition function refused it"
      case .WSATRY_AGAIN: "the condition function put it off"
      default: CallDescriptor.accept.ownReason(error)
      }
    },
    explanation: {
      CallExplanation(
        does:
          "accept with a function that is asked about the caller first. It says CF_ACCEPT, CF_REJECT, which resets the "
          + "connection, or CF_DEFER, which leaves it first in the queue.",
        returns: "the new socket, or INVALID_SOCKET.",
        errors: [
          (.WSAECONNREFUSED, "the function said CF_REJECT"), (.WSATRY_AGAIN, "the function said CF_DEFER"),
          (.WSAEWOULDBLOCK, "non-blocking, and nobody waits"), (.WSAEINVAL, "the socket does not listen"),
          (.WSAEOPNOTSUPP, "a datagram socket has no connections"), (.WSAENOTSOCK, "it is not an open socket"),
        ],
        beware: [
          "without SO_CONDITIONAL_ACCEPT the client is connected before the function is asked: CF_REJECT is a reset after "
            + "a connect that succeeded.",
          "here no function runs: wsaaccept l reject says what it would say, and SO_CONDITIONAL_ACCEPT does not delay the "
            + "handshake.",
        ])
    })

  /// `accept` of winsock2.h.
  public static let accept = CallDescriptor(
    "accept", declaredIn: "winsock2.h",
    "SOCKET accept(SOCKET s, struct sockaddr *addr, int *addrlen)",
    returns: .socket,
    action: .accept,
    request: "take a connection that has come to {socket}",
    tests: ["test_accept_inheritance"],
    reason: { error in
      switch error {
      case .WSAEINVAL: "it does not listen"
      case .WSAEWOULDBLOCK: "nobody waits to be accepted"
      case .WSAEOPNOTSUPP: "a datagram socket does not listen"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Takes the first finished connection out of a listening socket's queue and gives a new socket for it. It "
          + "makes no connection: the handshake was done before.",
        returns: "the new socket, or INVALID_SOCKET. The listening socket goes on listening.",
        errors: [
          (.WSAEWOULDBLOCK, "non-blocking, and nobody waits"), (.WSAEINVAL, "it does not listen"),
          (.WSAEINTR, "the listening socket was closed while the call blocked"),
          (.WSAEOPNOTSUPP, "a datagram socket has no connections"), (.WSAENOTSOCK, "it is not an open socket"),
        ],
        beware: ["the new socket inherits options of the listening one, its FIONBIO and its WSAEventSelect among them."]
      )
    })

  /// `connect` of winsock2.h.
  public static let connect = CallDescriptor(
    "connect", declaredIn: "winsock2.h",
    "int connect(SOCKET s, const struct sockaddr *name, int namelen)",
    returns: .status,
    action: .connect,
    request: "connect {0} to {1}",
    tests: ["test_connect"],
    reason: { error in
      switch error {
      case .WSAEINVAL: "it listens, or waits in AcceptEx"
      case .WSAEWOULDBLOCK: "the handshake is under way"
      case .WSAEADDRINUSE: "this pair of addresses is in use"
      case .WSAETIMEDOUT: "no answer came"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does:
          "TCP: does the handshake with a listening socket. UDP: only remembers the peer's address; nothing is sent.",
        returns: "0, or SOCKET_ERROR.",
        errors: [
          (.WSAEWOULDBLOCK, "non-blocking: the handshake is under way"),
          (.WSAECONNREFUSED, "no listener, or a full queue"),
          (.WSAETIMEDOUT, "no answer"), (.WSAEADDRNOTAVAIL, "0.0.0.0 or port 0 is not a valid destination"),
          (.WSAEISCONN, "it is connected already"), (.WSAEINVAL, "it listens, or it waits in AcceptEx"),
          (.WSAEALREADY, "a connect is under way on this non-blocking socket"),
          (.WSAENOTSOCK, "it is not an open socket"),
        ],
        beware: [
          "it returns before the server's accept: the peer's system answers, not its program.",
          "an unbound socket gets an ephemeral port, 49152 first.",
        ])
    })

  /// `shutdown` of winsock2.h.
  public static let shutdown = CallDescriptor(
    "shutdown", declaredIn: "winsock2.h",
    "int shutdown(SOCKET s, int how)",
    returns: .status,
    action: .shutdown,
    request: "end {direction} of {socket}",
    tests: ["test_shutdown"],
    reason: { error in
      switch error {
      case .WSAEINVAL: "no such direction"
      case .WSAENOTCONN: "not connected, or not yet updated"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does:
          "Ends one direction of a connection, or both. SD_SEND sends FIN after what is still to be sent; SD_RECEIVE "
          + "sends nothing.",
        returns: "0, or SOCKET_ERROR.",
        errors: [
          (.WSAENOTCONN, "it is not connected, or came from AcceptEx without SO_UPDATE_ACCEPT_CONTEXT"),
          (.WSAEINVAL, "no such direction"), (.WSAENOTSOCK, "it is not an open socket"),
        ],
        beware: ["the socket stays open and must still be closed."])
    })

  /// `WSASendDisconnect` of winsock2.h.
  public static let WSASendDisconnect = CallDescriptor(
    "WSASendDisconnect", declaredIn: "winsock2.h",
    "int WSASendDisconnect(SOCKET s, LPWSABUF data)",
    returns: .status,
    action: .shutdown,
    request: "end sending on {0}",
    reason: { error in
      switch error {
      case .WSAENOTCONN: "not connected, or not yet updated"
      case .WSAENOPROTOOPT: "TCP carries no data with its end"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Ends sending as shutdown(SD_SEND) does. A protocol that can sends data with it; TCP cannot.",
        returns: "0, or SOCKET_ERROR.",
        errors: [(.WSAENOTCONN, "it is not connected"), (.WSAENOPROTOOPT, "data is given, which TCP cannot send so")])
    })

  /// `WSARecvDisconnect` of winsock2.h.
  public static let WSARecvDisconnect = CallDescriptor(
    "WSARecvDisconnect", declaredIn: "winsock2.h",
    "int WSARecvDisconnect(SOCKET s, LPWSABUF data)",
    returns: .status,
    action: .shutdown,
    request: "end receiving on {0}",
    reason: { error in
      switch error {
      case .WSAENOTCONN: "not connected, or not yet updated"
      case .WSAENOPROTOOPT: "TCP carries no data with its end"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does:
          "Ends receiving as shutdown(SD_RECEIVE) does. A protocol that can gives data that came with the end; TCP cannot.",
        returns: "0, or SOCKET_ERROR.",
        errors: [(.WSAENOTCONN, "it is not connected"), (.WSAENOPROTOOPT, "a buffer is given, which TCP cannot fill")])
    })
}
