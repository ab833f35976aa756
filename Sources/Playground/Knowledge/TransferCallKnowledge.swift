import Winsock

extension CallEntry {
  static let transfers: [CallEntry] = [
    CallEntry(
      "send", does: "Hands bytes to the system, which sends them when it can.",
      returns: "how many bytes were taken, or SOCKET_ERROR. It says nothing about their arrival.",
      errors: transferErrors + [(.WSAEWOULDBLOCK, "non-blocking, and there is no room")],
      beware: [
        "TCP has no messages: two sends may arrive in one recv, one send in several.",
        "non-blocking it may take fewer bytes than were given: send the rest later.",
      ]),
    CallEntry(
      "recv", does: "Takes bytes that have arrived; blocks while there are none.",
      returns: "how many bytes, 0 when the peer has closed its direction gracefully, or SOCKET_ERROR.",
      errors: transferErrors + [
        (.WSAEWOULDBLOCK, "non-blocking, and nothing is there"), (.WSAETIMEDOUT, "SO_RCVTIMEO has passed"),
        (.WSAEINVAL, "not bound (a datagram socket), or MSG_OOB without urgent data"),
        (.WSAECONNABORTED, "the socket was closed by another thread"),
        (.WSAEOPNOTSUPP, "MSG_WAITALL with MSG_PEEK, or on a non-blocking socket"),
      ],
      beware: [
        "one byte is enough for it to return: loop until your message is whole.",
        "nothing puts a zero behind the bytes: it is no C string.",
        "0 with a buffer of zero length says nothing.",
      ]),
    CallEntry(
      "sendto", does: "Sends a datagram to an address. An unbound socket is bound to an ephemeral port.",
      returns: "how many bytes, or SOCKET_ERROR.",
      errors: [(.WSAEMSGSIZE, "more than 65,507 bytes"), (.WSAENOTSOCK, "it is no open socket")],
      beware: ["that nobody receives is no error of this call; it may be told by a later recvfrom."]),
    CallEntry(
      "recvfrom", does: "Takes one datagram and tells who sent it.",
      returns: "its length (0 is a datagram without payload), or SOCKET_ERROR.",
      errors: [
        (.WSAEINVAL, "it is not bound"),
        (.WSAEMSGSIZE, "the datagram was longer: the buffer is full, the rest is lost"),
        (.WSAECONNRESET, "an earlier sendto met a port without a socket (ICMP port unreachable)"),
        (.WSAEWOULDBLOCK, "non-blocking, and nothing is there"), (.WSAENOTSOCK, "it is no open socket"),
      ]),
    CallEntry(
      "WSARecv",
      does: "Receives into one or more buffers. With a WSAOVERLAPPED it is overlapped: it returns at once and is "
        + "completed when bytes arrive.",
      returns: "0 when it was done at once, else SOCKET_ERROR; with WSA_IO_PENDING it was begun and is under way.",
      errors: [
        (.WSA_IO_PENDING, "not a failure: begun, will be completed later"),
        (.WSAENOTCONN, "it is not connected: nothing was begun"), (.WSAECONNRESET, "the peer reset the connection"),
        (.WSAEWOULDBLOCK, "non-blocking, without a WSAOVERLAPPED, and nothing is there"),
        (.WSAETIMEDOUT, "SO_RCVTIMEO has passed; only without a WSAOVERLAPPED"),
        (.WSAEINVAL, "a completion routine on a socket that belongs to a port"), (.WSAENOTSOCK, "it is no open socket"),
      ],
      beware: [
        "0 is as good as WSA_IO_PENDING, and the completion is reported all the same: event, routine or packet.",
        "the WSAOVERLAPPED and the buffers' memory must stay until then; the WSABUF array itself is copied by the call.",
        "each pending operation needs a WSAOVERLAPPED of its own.",
        "lpNumberOfBytesRecvd means something only when it was done at once: pass NULL.",
        "several pending receives are filled in the order in which they were posted.",
        "0 bytes into a buffer that has room: the peer has closed gracefully.",
      ]),
    CallEntry(
      "WSASend", does: "Sends from one or more buffers, in order; overlapped with a WSAOVERLAPPED.",
      returns: "0 when it was done at once (the usual case), else SOCKET_ERROR; WSA_IO_PENDING means begun.",
      errors: transferErrors + [(.WSA_IO_PENDING, "not a failure: the send buffer is full, the rest goes later")],
      beware: [
        "completion says that the system took the bytes, not that the peer has them.",
        "an error other than WSA_IO_PENDING means that no completion will come.",
      ]),
    CallEntry(
      "WSARecvFrom", does: "Takes a datagram and its sender's address; overlapped with a WSAOVERLAPPED.",
      returns: "0, or SOCKET_ERROR; WSA_IO_PENDING means begun.",
      errors: [(.WSA_IO_PENDING, "not a failure: begun"), (.WSAEINVAL, "it is not bound")],
      beware: ["lpFrom and lpFromlen are written at the completion: they must live as long as the buffer does."]),
    CallEntry(
      "WSASendTo", does: "Sends a datagram from one or more buffers; overlapped with a WSAOVERLAPPED.",
      returns: "0, or SOCKET_ERROR; WSA_IO_PENDING means begun.",
      errors: [(.WSAEMSGSIZE, "more than 65,507 bytes"), (.WSAENOTSOCK, "it is no open socket")]),
  ]

  /// What send, recv and their kin have in common.
  private static let transferErrors: [(ErrorCode, String)] = [
    (.WSAENOTCONN, "it is not connected"), (.WSAESHUTDOWN, "this direction was shut down here"),
    (.WSAECONNRESET, "the peer reset the connection"), (.WSAENOTSOCK, "it is no open socket"),
  ]

  static let options: [CallEntry] = [
    CallEntry(
      "setsockopt", does: "Sets an option of a socket.", returns: "0, or SOCKET_ERROR.",
      errors: [
        (.WSAENOPROTOOPT, "no such option for this socket, or it can only be read"),
        (.WSAEINVAL, "the value does not fit"),
        (.WSAENOTSOCK, "it is no open socket"),
      ]),
    CallEntry(
      "getsockopt", does: "Reads an option of a socket.", returns: "0, or SOCKET_ERROR.",
      errors: [(.WSAENOPROTOOPT, "no such option for this socket"), (.WSAENOTSOCK, "it is no open socket")],
      beware: ["reading SO_ERROR also clears it."]),
    CallEntry(
      "ioctlsocket",
      does: "FIONBIO makes a socket non-blocking (1) or blocking (0); FIONREAD tells how many bytes can be read; "
        + "SIOCATMARK whether no urgent data is ahead.",
      returns: "0, or SOCKET_ERROR.",
      errors: [(.WSAEINVAL, "FIONBIO 0 while WSAEventSelect is on"), (.WSAENOTSOCK, "it is no open socket")],
      beware: ["FIONREAD says what is there now, not how long a message is."]),
    CallEntry(
      "WSAIoctl", does: "Commands to a socket: fetching the extension functions by their GUIDs, FIONREAD, FIONBIO.",
      returns: "0, or SOCKET_ERROR.", errors: [(.WSAENOTSOCK, "it is no open socket")],
      beware: [
        "the extension functions are fetched once for a provider: any socket of the same family and type will do."
      ]),
  ]
}
