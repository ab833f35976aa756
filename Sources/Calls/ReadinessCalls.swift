import Winsock

// Facts: the vendor's page of each call, in the header that it is declared in.

extension CallDescriptor {
  /// `select` of winsock2.h.
  public static let select = CallDescriptor(
    "select", declaredIn: "winsock2.h",
    "int select(int nfds, fd_set *readfds, fd_set *writefds, fd_set *exceptfds, const struct timeval *timeout)",
    returns: .status,
    action: .pollReadiness,
    request: "wait until one of these sockets is ready ({sets}), {limit}",
    tests: ["test_select"],
    reason: { error in
      switch error {
      case .WSAEINVAL: "no socket was given"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Waits until one of the sockets can be read, written, or has an exceptional condition.",
        returns: "how many are set, 0 when the time limit has passed, or SOCKET_ERROR.",
        errors: [(.WSAEINVAL, "all three sets are empty"), (.WSAENOTSOCK, "one of them is not an open socket")],
        beware: [
          "a listening socket is readable when accept will not block; a connecting one is writable when it is connected, "
            + "and in the except set when that failed (Unix says writable for both).",
          "an fd_set has room for 64 sockets unless FD_SETSIZE is defined otherwise. The first argument is ignored.",
          "the sets are overwritten: fill them again before each call.",
        ])
    })

  /// `WSAPoll` of winsock2.h.
  public static let WSAPoll = CallDescriptor(
    "WSAPoll", declaredIn: "winsock2.h",
    "int WSAPoll(LPWSAPOLLFD fdArray, ULONG fds, INT timeout)",
    aliases: ["poll"],
    returns: .status,
    action: .pollReadiness,
    request: "wait for one of {0}, [1?{limit}][!1?without limit]",
    tests: ["test_WSAPoll"],
    explanation: {
      CallExplanation(
        does: "Waits until one of an array of sockets has one of the events asked for.",
        returns: "how many have one, 0 when the time limit has passed, or SOCKET_ERROR.",
        errors: [(.WSAENOTSOCK, "none of them is an open socket")],
        beware: [
          "POLLERR, POLLHUP and POLLNVAL are reported without being asked for.",
          "before Windows 10 2004 a failed connect was not reported at all.",
        ])
    })
}
