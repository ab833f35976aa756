import Winsock

// Facts: the vendor's pages of each call, and what the conformance scripts recorded.

extension CallEntry {
  static let startup: [CallEntry] = [
    CallEntry(
      "WSAStartup", does: "Loads Winsock for the process and says which version is wanted. Calls are counted.",
      returns: "0, or the error itself: WSAGetLastError cannot be asked before Winsock is there.",
      errors: [(.WSAVERNOTSUPPORTED, "a version below 1.0 was asked for")],
      beware: ["a session has called it once already; each further call needs a WSACleanup of its own."]),
    CallEntry(
      "WSACleanup", does: "Undoes one WSAStartup. The last one closes every socket of the process without ceremony.",
      returns: "0, or SOCKET_ERROR.", errors: [(.WSANOTINITIALISED, "there was no WSAStartup left to undo")]),
    CallEntry(
      "WSAGetLastError", ["getlasterror"], does: "Tells the error of this thread's last failed Winsock call.",
      returns: "the code. Each thread has one of its own.",
      beware: [
        "ask at once, before any other call, and only when a call has failed: success does not set it to 0 for certain."
      ]),
    CallEntry(
      "WSASetLastError", ["setlasterror"], does: "Sets this thread's error value.", returns: "nothing."),
  ]

  static let sockets: [CallEntry] = [
    CallEntry(
      "socket", does: "Makes a socket: an endpoint without an address. Nothing is sent.",
      returns: "the socket, or INVALID_SOCKET. SOCKET is an unsigned type: never test for < 0.",
      errors: [
        (.WSANOTINITIALISED, "WSAStartup was not called"), (.WSAEAFNOSUPPORT, "no such address family"),
        (.WSAESOCKTNOSUPPORT, "no such type in that family"),
        (.WSAEPROTONOSUPPORT, "the protocol does not go with the type"),
      ],
      beware: ["a socket made here can do overlapped operations, unlike a file opened without FILE_FLAG_OVERLAPPED."]),
    CallEntry(
      "WSASocketW", ["wsasocket", "wsasocketa"],
      does: "Makes a socket, and says whether overlapped operations can be done on it (WSA_FLAG_OVERLAPPED).",
      returns: "the socket, or INVALID_SOCKET.",
      beware: ["without the flag an OVERLAPPED given to WSARecv is not used: the call is a blocking one."]),
    CallEntry(
      "closesocket", ["close"],
      does:
        "Closes a socket. Data already sent still goes out, then FIN (or RST: with SO_LINGER on,0, or while received "
        + "data lies unread).",
      returns: "0, or SOCKET_ERROR.",
      errors: [(.WSAENOTSOCK, "it is no open socket"), (.WSAEWOULDBLOCK, "non-blocking, and SO_LINGER asks to wait")],
      beware: [
        "operations that pend on it are completed with an error, and their event, routine or port is told. Their "
          + "WSAOVERLAPPED and buffers are yours again only then.",
        "the same number may be given to the next socket at once: forget the old handle.",
        "to be sure that all has arrived: shutdown send, recv until 0, then closesocket.",
      ]),
    CallEntry(
      "bind", does: "Gives a socket its own address and port. Port 0 lets the system choose one.",
      returns: "0, or SOCKET_ERROR.",
      errors: [
        (.WSAEADDRINUSE, "another socket has this port"), (.WSAEADDRNOTAVAIL, "no interface here has this address"),
        (.WSAEINVAL, "it is bound already"), (.WSAEACCES, "another socket holds the port exclusively"),
        (.WSAENOTSOCK, "it is no open socket"),
      ],
      beware: [
        "the port in a sockaddr_in is in network byte order: htons(7777).",
        "127.0.0.1 is reached from this machine only; INADDR_ANY (*) from everywhere.",
      ]),
    CallEntry(
      "listen", does: "Makes a bound socket one that takes connections: the system now answers SYNs by itself.",
      returns: "0, or SOCKET_ERROR.",
      errors: [
        (.WSAEINVAL, "it is not bound"), (.WSAEISCONN, "it is connected"),
        (.WSAEOPNOTSUPP, "a datagram socket cannot listen"), (.WSAENOTSOCK, "it is no open socket"),
      ],
      beware: [
        "handshakes are done from here on without accept; backlog says how many finished ones may wait for it."
      ]),
    CallEntry(
      "accept",
      does: "Takes the first finished connection out of a listening socket's queue and gives a new socket for it. It "
        + "makes no connection: the handshake was done before.",
      returns: "the new socket, or INVALID_SOCKET. The listening socket goes on listening.",
      errors: [
        (.WSAEWOULDBLOCK, "non-blocking, and nobody waits"), (.WSAEINVAL, "it does not listen"),
        (.WSAEINTR, "the listening socket was closed while the call blocked"),
        (.WSAEOPNOTSUPP, "a datagram socket has no connections"), (.WSAENOTSOCK, "it is no open socket"),
      ],
      beware: ["the new socket inherits options of the listening one, its FIONBIO and its WSAEventSelect among them."]),
    CallEntry(
      "connect",
      does: "TCP: does the handshake with a listening socket. UDP: only remembers the peer's address; nothing is sent.",
      returns: "0, or SOCKET_ERROR.",
      errors: [
        (.WSAEWOULDBLOCK, "non-blocking: the handshake is under way"), (.WSAECONNREFUSED, "nobody listens there"),
        (.WSAETIMEDOUT, "no answer"), (.WSAEADDRNOTAVAIL, "0.0.0.0 or port 0 is no destination"),
        (.WSAEISCONN, "it is connected already"), (.WSAEINVAL, "it listens, or it waits in AcceptEx"),
        (.WSAEALREADY, "a connect is under way on this non-blocking socket"), (.WSAENOTSOCK, "it is no open socket"),
      ],
      beware: [
        "it returns before the server's accept: the peer's system answers, not its program.",
        "an unbound socket gets an ephemeral port, 49152 first.",
      ]),
    CallEntry(
      "shutdown",
      does: "Ends one direction of a connection, or both. SD_SEND sends FIN after what is still to be sent; SD_RECEIVE "
        + "sends nothing.",
      returns: "0, or SOCKET_ERROR.",
      errors: [
        (.WSAENOTCONN, "it is not connected, or came from AcceptEx without SO_UPDATE_ACCEPT_CONTEXT"),
        (.WSAEINVAL, "no such direction"), (.WSAENOTSOCK, "it is no open socket"),
      ],
      beware: ["the socket stays open and must still be closed."]),
  ]

  static let connections: [CallEntry] = [
    CallEntry(
      "getsockname", does: "Tells a socket's own address.", returns: "0, or SOCKET_ERROR.",
      errors: [(.WSAEINVAL, "it is not bound"), (.WSAENOTSOCK, "it is no open socket")]),
    CallEntry(
      "getpeername", does: "Tells the address of the other side.", returns: "0, or SOCKET_ERROR.",
      errors: [
        (.WSAENOTCONN, "it is not connected, or its context was not updated after AcceptEx or ConnectEx"),
        (.WSAENOTSOCK, "it is no open socket"),
      ]),
  ]
}
