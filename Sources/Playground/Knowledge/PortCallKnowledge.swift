import Winsock

extension CallEntry {
  static let extensions: [CallEntry] = [
    CallEntry(
      "AcceptEx",
      does: "Begins accepting: the next connection goes to a socket made beforehand, together with both addresses and, "
        + "if asked for, its first data.",
      returns: "TRUE when it was done at once, else FALSE; with WSA_IO_PENDING it was begun.",
      errors: [
        (.WSA_IO_PENDING, "not a failure: waits for a client"),
        (.WSA_INVALID_PARAMETER, "without an OVERLAPPED; or an address length is too small"),
        (.WSAEINVAL, "the listening socket does not listen, or the other one is bound, connected or in use already"),
        (.WSAENOTSOCK, "one of them is no open socket"),
      ],
      beware: [
        "with a receive length above 0 it is completed by the first data, not by the connection: a silent client holds it "
          + "for ever. SO_CONNECT_TIME tells how long one has been connected.",
        "until setsockopt SO_UPDATE_ACCEPT_CONTEXT (its value: the listening socket) getpeername, getsockname and "
          + "shutdown fail with WSAENOTCONN.",
        "each address takes 16 bytes more than its sockaddr; GetAcceptExSockaddrs reads them.",
        "its completion belongs to the listening socket: that is what a port must be associated with.",
      ]),
    CallEntry(
      "GetAcceptExSockaddrs", does: "Finds both addresses in the buffer of an AcceptEx that is completed.",
      returns: "nothing.", beware: ["give the same three lengths as to AcceptEx."]),
    CallEntry(
      "ConnectEx", does: "Begins connecting a bound socket; may send first data with it.",
      returns: "TRUE when it was done at once, else FALSE; with WSA_IO_PENDING it was begun.",
      errors: [
        (.WSA_IO_PENDING, "not a failure: the handshake is under way"),
        (.WSAEINVAL, "it is not bound: bind it to port 0"),
        (.WSAEISCONN, "it is connected already"), (.WSA_INVALID_PARAMETER, "without an OVERLAPPED"),
        (.WSAENOTSOCK, "it is no open socket"),
      ],
      beware: ["getpeername and shutdown work only after SO_UPDATE_CONNECT_CONTEXT."]),
    CallEntry(
      "DisconnectEx", does: "Ends a connection in both directions; with TF_REUSE_SOCKET the socket can be used again.",
      returns: "TRUE, or FALSE; with WSA_IO_PENDING it was begun.",
      errors: [
        (.WSA_IO_PENDING, "not a failure: begun"), (.WSAENOTCONN, "it is not connected"),
        (.WSAENOTSOCK, "it is no open socket"),
      ],
      beware: ["a socket to be used again goes to AcceptEx or ConnectEx; its address stays busy while in TIME_WAIT."]),
  ]

  static let ports: [CallEntry] = [
    CallEntry(
      "CreateIoCompletionPort", ["iocp"],
      does: "Two calls in one: with INVALID_HANDLE_VALUE it makes a completion port, with a handle and a port it "
        + "associates the two under a key; with a handle and NULL it does both.",
      returns: "the port, or NULL.",
      errors: [
        (.WSA_INVALID_PARAMETER, "the handle has a port already: an association lasts until the handle is closed"),
        (.WSA_INVALID_HANDLE, "the handle or the port is not open"),
      ],
      beware: [
        "the key is one for each handle; which operation ended is told by its OVERLAPPED.",
        "the number of concurrent threads counts only when the port is made; 0 means as many as there are processors. It "
          + "limits how many run, not how many may wait.",
      ]),
    CallEntry(
      "GetQueuedCompletionStatus", ["gqcs"],
      does:
        "Takes the first packet of a completion port, waiting for one if need be. Of several waiting threads the one "
        + "that began last is served first.",
      returns:
        "TRUE with the packet of an operation that went well. FALSE with lpOverlapped not NULL: the packet of one "
        + "that failed. FALSE with NULL: no packet.",
      errors: [
        (.WAIT_TIMEOUT, "no packet came in time"), (.ERROR_ABANDONED_WAIT_0, "the port was closed meanwhile"),
        (.ERROR_NETNAME_DELETED, "the packet of an operation whose connection was reset"),
        (.WSA_OPERATION_ABORTED, "the packet of an operation that was cancelled"),
        (.WSA_INVALID_HANDLE, "it is no open port"),
      ],
      beware: [
        "do not take every FALSE for a time-out: look at lpOverlapped first.",
        "errors have their Win32 names here; WSAGetOverlappedResult tells the Winsock ones.",
        "0 bytes of a receive with TRUE: the peer has closed gracefully.",
      ]),
    CallEntry(
      "GetQueuedCompletionStatusEx", ["gqcsex"],
      does: "Takes up to so many packets at once; it can wait alertably.", returns: "TRUE with the entries, or FALSE.",
      errors: [
        (.WAIT_TIMEOUT, "no packet came in time"),
        (.WAIT_IO_COMPLETION, "it was alertable and completion routines ran"),
        (.ERROR_ABANDONED_WAIT_0, "the port was closed meanwhile"),
      ],
      beware: ["TRUE does not say that the operations went well: look at Internal of each entry."]),
    CallEntry(
      "PostQueuedCompletionStatus", ["pqcs"],
      does: "Puts a packet of your own into a port's queue: to wake a worker, to hand it work, to tell it to end.",
      returns: "TRUE, or FALSE.", errors: [(.WSA_INVALID_HANDLE, "it is no open port")],
      beware: ["bytes, key and overlapped are passed on as they are; nothing checks them."]),
    CallEntry(
      "SetFileCompletionNotificationModes",
      does: "FILE_SKIP_COMPLETION_PORT_ON_SUCCESS: no packet for an operation that was done at once. "
        + "FILE_SKIP_SET_EVENT_ON_HANDLE: the handle itself is not signaled.",
      returns: "TRUE, or FALSE.", errors: [(.WSA_INVALID_HANDLE, "it is no open handle")],
      beware: [
        "without it, an operation that returned 0 still queues one packet: handle it there, or here, never in both.",
        "a mode that is set stays for the life of the handle.",
      ]),
    CallEntry(
      "CloseHandle", does: "Closes a completion port (sockets are closed with closesocket, events with WSACloseEvent).",
      returns: "TRUE, or FALSE.", errors: [(.WSA_INVALID_HANDLE, "it is no open handle")],
      beware: ["threads that wait on it get ERROR_ABANDONED_WAIT_0."]),
  ]

  static let conversions: [CallEntry] = [
    CallEntry(
      "htons", does: "Turns a 16-bit number from this machine's byte order into the network's (big-endian).",
      returns: "the number. 7777 is 0x1E61 and becomes 0x611E on a little-endian machine."),
    CallEntry(
      "htonl", does: "Turns a 32-bit number from this machine's byte order into the network's.",
      returns: "the number."),
    CallEntry(
      "ntohs", does: "Turns a 16-bit number from the network's byte order into this machine's.",
      returns: "the number."),
    CallEntry(
      "ntohl", does: "Turns a 32-bit number from the network's byte order into this machine's.",
      returns: "the number."),
    CallEntry(
      "inet_pton", does: "Reads an address from text into its bytes in network order.",
      returns: "1, 0 when the text is no such address (not an error), -1 with an unknown family.",
      errors: [(.WSAEAFNOSUPPORT, "neither AF_INET nor AF_INET6")],
      beware: ["the older inet_addr gives INADDR_NONE for an error, which is also what 255.255.255.255 is."]),
    CallEntry("inet_ntop", does: "Writes an address as text.", returns: "the text, or NULL."),
    CallEntry(
      "getaddrinfo", does: "Finds the addresses of a host and the port of a service.",
      returns: "0, or the error itself.",
      errors: [
        (.WSAHOST_NOT_FOUND, "no such host, or neither host nor service was given"),
        (.WSATYPE_NOT_FOUND, "no such service"),
      ], beware: ["there may be several addresses, IPv6 ones first: try one after the other."]),
    CallEntry(
      "ExitThread", does: "Ends the thread that calls it. What it has begun on sockets without a port is cancelled.",
      returns: "nothing: it does not return.",
      beware: ["let a thread that begins operations live as long as they do."]),
    CallEntry(
      "inet_addr", ["inet_aton"], does: "The older way to read an IPv4 address from text: not here, use inet_pton.",
      returns: "the address in network order, or INADDR_NONE (0xFFFFFFFF).",
      beware: ["INADDR_NONE is also what 255.255.255.255 is; an empty text gives 0 or INADDR_NONE."]),
    CallEntry(
      "inet_ntoa", does: "The older way to write an IPv4 address as text: not here, use inet_ntop.",
      returns: "a text in memory of the library's own, which the next call on the thread writes over."),
    CallEntry(
      "gethostbyname", does: "The older way to find a host's addresses, IPv4 only: not here, use getaddrinfo.",
      returns: "a structure in memory of the library's own."),
    CallEntry("gethostname", does: "Tells the name of this machine.", returns: "0, or SOCKET_ERROR."),
  ]
}
