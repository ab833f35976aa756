import Winsock

// Facts: the vendor's page of each call, in the header that it is declared in.

extension CallDescriptor {
  /// `setsockopt` of winsock2.h.
  public static let setsockopt = CallDescriptor(
    "setsockopt", declaredIn: "winsock2.h",
    "int setsockopt(SOCKET s, int level, int optname, const char *optval, int optlen)",
    returns: .status,
    action: .setOption,
    request: "set {1} of {0}[2? to {2}]",
    tests: ["test_set_getsockopt"],
    reason: { $0 == .WSAEADDRNOTAVAIL ? "in that group already, or no interface" : nil },
    explanation: {
      CallExplanation(
        does: "Sets an option of a socket.", returns: "0, or SOCKET_ERROR.",
        errors: [
          (.WSAENOPROTOOPT, "no such option for this socket, or it can only be read"),
          (.WSAEINVAL, "the value does not fit: no group, or IP_DROP_MEMBERSHIP of one that it is not in"),
          (.WSAEADDRNOTAVAIL, "IP_ADD_MEMBERSHIP: it is in that group, or this is no interface"),
          (.WSAENOTSOCK, "it is not an open socket"),
        ])
    })

  /// `getsockopt` of winsock2.h.
  public static let getsockopt = CallDescriptor(
    "getsockopt", declaredIn: "winsock2.h",
    "int getsockopt(SOCKET s, int level, int optname, char *optval, int *optlen)",
    returns: .status,
    action: .getOption,
    request: "get the value of {1} of {0}",
    tests: ["test_select", "test_set_getsockopt"],
    explanation: {
      CallExplanation(
        does: "Reads an option of a socket.", returns: "0, or SOCKET_ERROR.",
        errors: [(.WSAENOPROTOOPT, "no such option for this socket"), (.WSAENOTSOCK, "it is not an open socket")],
        beware: ["SO_ERROR keeps its value on Windows; on Linux reading it clears it."])
    })

  /// `ioctlsocket` of winsock2.h.
  public static let ioctlsocket = CallDescriptor(
    "ioctlsocket", declaredIn: "winsock2.h",
    "int ioctlsocket(SOCKET s, long cmd, u_long *argp)",
    returns: .status,
    action: .control,
    request: "{control}",
    tests: ["test_fionbio", "test_oob"],
    reason: { error in
      switch error {
      case .WSAEINVAL: "WSAEventSelect holds it so"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does:
          "FIONBIO makes a socket non-blocking (1) or blocking (0); FIONREAD gives the number of bytes that can be read; "
          + "SIOCATMARK whether no urgent data is ahead.",
        returns: "0, or SOCKET_ERROR.",
        errors: [(.WSAEINVAL, "FIONBIO 0 while WSAEventSelect is on"), (.WSAENOTSOCK, "it is not an open socket")],
        beware: ["FIONREAD says what is there now, not how long a message is."])
    })

  /// `WSAIoctl` of winsock2.h.
  public static let WSAIoctl = CallDescriptor(
    "WSAIoctl", declaredIn: "winsock2.h",
    "int WSAIoctl(SOCKET s, DWORD code, LPVOID in, DWORD inlen, LPVOID out, DWORD outlen, LPDWORD bytes, LPWSAOVERLAPPED o, LPWSAOVERLAPPED_COMPLETION_ROUTINE r)",
    returns: .status,
    action: .control,
    request: "{control}",
    tests: ["test_fionbio"],
    explanation: {
      CallExplanation(
        does: "Commands to a socket: fetching the extension functions by their GUIDs, FIONREAD, FIONBIO.",
        returns: "0, or SOCKET_ERROR.", errors: [(.WSAENOTSOCK, "it is not an open socket")],
        beware: [
          "the extension functions are fetched once for a provider: any socket of the same family and type will do."
        ])
    })
}
