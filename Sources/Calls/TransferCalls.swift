import Winsock

// Facts: the vendor's page of each call, in the header that it is declared in.

extension CallDescriptor {
  /// `send` of winsock2.h.
  public static let send = CallDescriptor(
    "send", declaredIn: "winsock2.h",
    "int send(SOCKET s, const char *buf, int len, int flags)",
    returns: .status,
    action: .send,
    request: "send {1} from {socket}{flags}",
    tests: ["test_send_buffering", "test_shutdown", "test_write_events"],
    reason: { error in
      switch error {
      case .WSAEWOULDBLOCK: "no room to send now"
      case .WSAEOPNOTSUPP: "a flag that cannot be used so"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Hands bytes to the system, which sends them when it can.",
        returns: "how many bytes were taken, or SOCKET_ERROR. It says nothing about their arrival.",
        errors: CallExplanation.transferErrors + [(.WSAEWOULDBLOCK, "non-blocking, and there is no room")],
        beware: [
          "TCP has no messages: two sends may arrive in one recv, one send in several.",
          "non-blocking it may take fewer bytes than were given: send the rest later.",
        ])
    })

  /// `recv` of winsock2.h.
  public static let recv = CallDescriptor(
    "recv", declaredIn: "winsock2.h",
    "int recv(SOCKET s, char *buf, int len, int flags)",
    returns: .status,
    action: .receive,
    request: "take what has arrived on {socket}, {room} at most{flags}",
    tests: ["test_oob", "test_shutdown", "test_tcp_reset"],
    reason: { error in
      switch error {
      case .WSAEINVAL: "not bound, or no urgent byte set apart"
      case .WSAEOPNOTSUPP: "a flag that cannot be used so"
      case .WSAEMSGSIZE: "the datagram was cut off"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Takes bytes that have arrived; blocks while there are none.",
        returns: "how many bytes, 0 when the peer has closed its direction gracefully, or SOCKET_ERROR.",
        errors: CallExplanation.transferErrors + [
          (.WSAEWOULDBLOCK, "non-blocking, and nothing is there"), (.WSAETIMEDOUT, "SO_RCVTIMEO has passed"),
          (.WSAEINVAL, "not bound (a datagram socket), or MSG_OOB without urgent data"),
          (.WSAECONNABORTED, "the socket was closed by another thread"),
          (.WSAEOPNOTSUPP, "MSG_WAITALL with MSG_PEEK, or on a non-blocking socket"),
        ],
        beware: [
          "one byte is enough for it to return: loop until your message is whole.",
          "nothing puts a zero behind the bytes: it is no C string.",
          "0 with a buffer of zero length says nothing.",
        ])
    })

  /// `sendto` of winsock2.h.
  public static let sendto = CallDescriptor(
    "sendto", declaredIn: "winsock2.h",
    "int sendto(SOCKET s, const char *buf, int len, int flags, const struct sockaddr *to, int tolen)",
    returns: .status,
    action: .send, isForDatagrams: true,
    request: "send {1} as a datagram from {0} to {2}{flags}",
    reason: { error in
      switch error {
      case .WSAEWOULDBLOCK: "no room to send now"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Sends a datagram to an address. An unbound socket is bound to an ephemeral port.",
        returns: "how many bytes, or SOCKET_ERROR.",
        errors: [(.WSAEMSGSIZE, "more than 65,507 bytes"), (.WSAENOTSOCK, "it is not an open socket")],
        beware: ["a datagram that nobody receives is not an error of this call; a later recvfrom may report it."])
    })

  /// `recvfrom` of winsock2.h.
  public static let recvfrom = CallDescriptor(
    "recvfrom", declaredIn: "winsock2.h",
    "int recvfrom(SOCKET s, char *buf, int len, int flags, struct sockaddr *from, int *fromlen)",
    returns: .status,
    action: .receive, isForDatagrams: true, needsAddress: true,
    request: "take one datagram that has arrived on {0}, {room} at most{flags}",
    reason: { error in
      switch error {
      case .WSAEINVAL: "it is not bound"
      case .WSAEMSGSIZE: "the datagram was cut off"
      case .WSAECONNRESET: "a datagram reached a closed port"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Receives one datagram and its sender's address.",
        returns: "its length (0 is a datagram without payload), or SOCKET_ERROR.",
        errors: [
          (.WSAEINVAL, "it is not bound"),
          (.WSAEMSGSIZE, "the datagram was longer: the buffer is full, the rest is lost"),
          (.WSAECONNRESET, "an earlier sendto met a port without a socket (ICMP port unreachable)"),
          (.WSAEWOULDBLOCK, "non-blocking, and nothing is there"), (.WSAENOTSOCK, "it is not an open socket"),
        ])
    })

  /// `WSARecv` of winsock2.h.
  public static let WSARecv = CallDescriptor(
    "WSARecv", declaredIn: "winsock2.h",
    "int WSARecv(SOCKET s, LPWSABUF bufs, DWORD count, LPDWORD bytes, LPDWORD flags, LPWSAOVERLAPPED o, LPWSAOVERLAPPED_COMPLETION_ROUTINE r)",
    returns: .status,
    action: .receive, overlapped: .optional,
    request: "receive on {socket} into {memory}{flags}{notified}",
    tests: ["test_WSARecv", "test_empty_recv", "test_nonblocking_async_recv", "test_oob", "test_tcp_reset"],
    reason: { error in
      switch error {
      case .WSA_IO_PENDING: "accepted; waits for data"
      case .WSAEINVAL: "no buffers, or a routine with a port"
      case .WSAEOPNOTSUPP: "a flag that cannot be used so"
      case .WSAEMSGSIZE: "the datagram was cut off"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Receives into one or more buffers. With a WSAOVERLAPPED it is overlapped: it returns at once and is "
          + "completed when bytes arrive.",
        returns: "0 when it was done at once, else SOCKET_ERROR; with WSA_IO_PENDING it was begun and is under way.",
        errors: [
          (.WSA_IO_PENDING, "not a failure: begun, will be completed later"),
          (.WSAENOTCONN, "it is not connected: nothing was begun"), (.WSAECONNRESET, "the peer reset the connection"),
          (.WSAEWOULDBLOCK, "non-blocking, without a WSAOVERLAPPED, and nothing is there"),
          (.WSAETIMEDOUT, "SO_RCVTIMEO has passed; only without a WSAOVERLAPPED"),
          (.WSAEINVAL, "a completion routine on a socket that belongs to a port"),
          (.WSAENOTSOCK, "it is not an open socket"),
        ],
        beware: [
          "0 is as good as WSA_IO_PENDING, and the completion is reported all the same: event, routine or packet.",
          "the WSAOVERLAPPED and the buffers' memory must stay until then; the WSABUF array itself is copied by the call.",
          "each pending operation needs a WSAOVERLAPPED of its own.",
          "lpNumberOfBytesRecvd means something only when it was done at once: pass NULL.",
          "several pending receives are filled in the order in which they were posted.",
          "0 bytes into a buffer that has room: the peer has closed gracefully.",
        ])
    })

  /// `WSASend` of winsock2.h.
  public static let WSASend = CallDescriptor(
    "WSASend", declaredIn: "winsock2.h",
    "int WSASend(SOCKET s, LPWSABUF bufs, DWORD count, LPDWORD bytes, DWORD flags, LPWSAOVERLAPPED o, LPWSAOVERLAPPED_COMPLETION_ROUTINE r)",
    returns: .status,
    action: .send, overlapped: .optional,
    request: "send {1} from {socket}{flags}{notified}",
    tests: ["test_send_buffering", "test_write_events"],
    reason: { error in
      switch error {
      case .WSA_IO_PENDING: "accepted; waits for room to send"
      case .WSAEWOULDBLOCK: "no room to send now"
      case .WSAEOPNOTSUPP: "a flag that cannot be used so"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Sends from one or more buffers, in order; overlapped with a WSAOVERLAPPED.",
        returns: "0 when it was done at once (the usual case), else SOCKET_ERROR; WSA_IO_PENDING means begun.",
        errors: CallExplanation.transferErrors + [
          (.WSA_IO_PENDING, "not a failure: the send buffer is full, the rest goes later")
        ],
        beware: [
          "completion says that the system took the bytes, not that the peer has them.",
          "an error other than WSA_IO_PENDING means that no completion will come.",
        ])
    })

  /// `WSARecvFrom` of winsock2.h.
  public static let WSARecvFrom = CallDescriptor(
    "WSARecvFrom", declaredIn: "winsock2.h",
    "int WSARecvFrom(SOCKET s, LPWSABUF bufs, DWORD count, LPDWORD bytes, LPDWORD flags, struct sockaddr *from, LPINT fromlen, LPWSAOVERLAPPED o, LPWSAOVERLAPPED_COMPLETION_ROUTINE r)",
    returns: .status,
    action: .receive, overlapped: .optional, isForDatagrams: true, needsAddress: true,
    request: "receive on {socket} into {memory}{flags}{notified}",
    reason: { error in
      switch error {
      case .WSA_IO_PENDING: "accepted; waits for data"
      case .WSAEINVAL: "it is not bound"
      case .WSAEMSGSIZE: "the datagram was cut off"
      case .WSAECONNRESET: "a datagram reached a closed port"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Takes a datagram and its sender's address; overlapped with a WSAOVERLAPPED.",
        returns: "0, or SOCKET_ERROR; WSA_IO_PENDING means begun.",
        errors: [(.WSA_IO_PENDING, "not a failure: begun"), (.WSAEINVAL, "it is not bound")],
        beware: ["lpFrom and lpFromlen are written at the completion: they must live as long as the buffer does."])
    })

  /// `WSASendTo` of winsock2.h.
  public static let WSASendTo = CallDescriptor(
    "WSASendTo", declaredIn: "winsock2.h",
    "int WSASendTo(SOCKET s, LPWSABUF bufs, DWORD count, LPDWORD bytes, DWORD flags, const struct sockaddr *to, int tolen, LPWSAOVERLAPPED o, LPWSAOVERLAPPED_COMPLETION_ROUTINE r)",
    returns: .status,
    action: .send, overlapped: .optional, isForDatagrams: true,
    request: "send {1} as a datagram from {0} to {2}{notified}",
    reason: { error in
      switch error {
      case .WSA_IO_PENDING: "accepted; waits for room to send"
      case .WSAEWOULDBLOCK: "no room to send now"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Sends a datagram from one or more buffers; overlapped with a WSAOVERLAPPED.",
        returns: "0, or SOCKET_ERROR; WSA_IO_PENDING means begun.",
        errors: [(.WSAEMSGSIZE, "more than 65,507 bytes"), (.WSAENOTSOCK, "it is not an open socket")])
    })
}

extension CallExplanation {
  fileprivate static let transferErrors: [(ErrorCode, String)] = [
    (.WSAENOTCONN, "it is not connected"), (.WSAESHUTDOWN, "this direction was shut down here"),
    (.WSAECONNRESET, "the peer reset the connection"), (.WSAENOTSOCK, "it is not an open socket"),
  ]
}
