import Winsock

// Facts: MS docs, LPFN_WSARECVMSG, WSASendMsg and WSAMSG.

extension CallDescriptor {
  /// `WSARecvMsg`, which mswsock.h declares as LPFN_WSARECVMSG.
  public static let WSARecvMsg = CallDescriptor(
    "WSARecvMsg", declaredIn: "mswsock.h",
    "INT WSARecvMsg(SOCKET s, LPWSAMSG msg, LPDWORD bytes, LPWSAOVERLAPPED o, LPWSAOVERLAPPED_COMPLETION_ROUTINE r)",
    aliases: ["lpfn_wsarecvmsg", "wsamsg"],
    returns: .status,
    action: .receive, overlapped: .optional, isForDatagrams: true, isMessage: true, needsAddress: true,
    request: "receive on {socket} into {memory}{flags}{notified}",
    tests: ["test_WSARecvMsg"],
    reason: { error in
      switch error {
      case .WSA_IO_PENDING: "accepted; waits for data"
      case .WSAEINVAL: "it is not bound"
      case .WSAEMSGSIZE: "bytes or control data were cut off"
      case .WSAECONNRESET: "a datagram reached a closed port"
      case .WSAEOPNOTSUPP: "not a datagram socket, or a wrong flag"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Takes a datagram, its sender's address and control data, by a WSAMSG; overlapped with a WSAOVERLAPPED.",
        returns: "0, or SOCKET_ERROR; WSA_IO_PENDING means begun.",
        errors: [
          (.WSA_IO_PENDING, "not a failure: begun"), (.WSAEINVAL, "it is not bound"),
          (.WSAEMSGSIZE, "dwFlags says what was cut off: MSG_TRUNC the bytes, MSG_CTRUNC the control data"),
          (.WSAEOPNOTSUPP, "not a datagram socket, or a flag other than MSG_PEEK in dwFlags"),
          (.WSAEFAULT, "a length in the WSAMSG without memory for it"),
        ],
        beware: [
          "its pointer comes from WSAIoctl(SIO_GET_EXTENSION_FUNCTION_POINTER, WSAID_WSARECVMSG).",
          "the address that the datagram was sent to is there only with IP_PKTINFO (IPV6_PKTINFO) set.",
          "dwFlags and Control.len are written by each call: set them again before the next.",
          "the WSAMSG, not only its buffers, must live until the completion.",
        ])
    })

  /// `WSASendMsg` of winsock2.h.
  public static let WSASendMsg = CallDescriptor(
    "WSASendMsg", declaredIn: "winsock2.h",
    "int WSASendMsg(SOCKET s, LPWSAMSG msg, DWORD flags, LPDWORD bytes, LPWSAOVERLAPPED o, LPWSAOVERLAPPED_COMPLETION_ROUTINE r)",
    aliases: ["lpfn_wsasendmsg"],
    returns: .status,
    action: .send, overlapped: .optional, isForDatagrams: true, isMessage: true, needsAddress: true,
    request: "send {1} as a datagram from {0}{notified}",
    reason: { error in
      switch error {
      case .WSA_IO_PENDING: "accepted; waits for room to send"
      case .WSAEWOULDBLOCK: "no room to send now"
      case .WSAEINVAL: "it is not bound, or wrong control data"
      case .WSAEOPNOTSUPP: "not a datagram socket, or a wrong flag"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Sends a datagram by a WSAMSG, whose control data can name the local address that it is sent from.",
        returns: "0, or SOCKET_ERROR; WSA_IO_PENDING means begun.",
        errors: [
          (.WSAEINVAL, "it is not bound (WSASendTo binds it, this call does not), or wrong control data"),
          (.WSAENOTCONN, "no name in the WSAMSG, and it is not connected"),
          (.WSAEOPNOTSUPP, "not a datagram socket, or a flag that it does not take"),
          (.WSAEMSGSIZE, "more than 65,507 bytes"), (.WSAEFAULT, "a length in the WSAMSG without memory for it"),
        ],
        beware: ["dwFlags of the WSAMSG counts for nothing: the flags are an argument of their own."])
    })
}
