import Winsock

// Facts: the vendor's page of each call, in the header that it is declared in.

extension CallDescriptor {
  /// `AcceptEx` of mswsock.h.
  public static let AcceptEx = CallDescriptor(
    "AcceptEx", declaredIn: "mswsock.h",
    "BOOL AcceptEx(SOCKET listening, SOCKET accepting, PVOID output, DWORD receive, DWORD local, DWORD remote, LPDWORD bytes, LPOVERLAPPED o)",
    returns: .bool,
    action: .accept, overlapped: .required,
    request: "accept a connection that comes to {0}, into {1}{notified}",
    tests: ["test_AcceptEx"],
    reason: { error in
      switch error {
      case .WSA_IO_PENDING: "accepted; waits for a client"
      case .WSA_INVALID_PARAMETER: "an OVERLAPPED is required"
      case .WSAEINVAL: "wrong state of one of the two"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does:
          "Begins accepting: the next connection goes to a socket made beforehand, together with both addresses and, "
          + "if asked for, its first data.",
        returns: "TRUE when it was done at once, else FALSE; with WSA_IO_PENDING it was begun.",
        errors: [
          (.WSA_IO_PENDING, "not a failure: waits for a client"),
          (.WSA_INVALID_PARAMETER, "without an OVERLAPPED; or an address length is too small"),
          (.WSAEINVAL, "the listening socket does not listen, or the other one is bound, connected or in use already"),
          (.WSAENOTSOCK, "one of them is not an open socket"),
        ],
        beware: [
          "with a receive length above 0 it is completed by the first data, not by the connection: a silent client holds it "
            + "for ever. SO_CONNECT_TIME says how long a connection has lasted.",
          "until setsockopt SO_UPDATE_ACCEPT_CONTEXT (its value: the listening socket) getpeername, getsockname and "
            + "shutdown fail with WSAENOTCONN.",
          "each address takes 16 bytes more than its sockaddr; GetAcceptExSockaddrs reads them.",
          "its completion belongs to the listening socket: that is what a port must be associated with.",
        ])
    })

  /// `GetAcceptExSockaddrs` of mswsock.h.
  public static let GetAcceptExSockaddrs = CallDescriptor(
    "GetAcceptExSockaddrs", declaredIn: "mswsock.h",
    "void GetAcceptExSockaddrs(PVOID output, DWORD receive, DWORD local, DWORD remote, LPSOCKADDR *l, LPINT llen, LPSOCKADDR *r, LPINT rlen)",
    returns: .nothing,
    action: .readAcceptAddresses,
    request: "read the two addresses that an AcceptEx wrote into {0}",
    explanation: {
      CallExplanation(
        does: "Finds both addresses in the buffer of an AcceptEx that is completed.",
        returns: "nothing.", beware: ["give the same three lengths as to AcceptEx."])
    })

  /// `ConnectEx` of mswsock.h.
  public static let ConnectEx = CallDescriptor(
    "ConnectEx", declaredIn: "mswsock.h",
    "BOOL ConnectEx(SOCKET s, const struct sockaddr *name, int namelen, PVOID data, DWORD length, LPDWORD bytes, LPOVERLAPPED o)",
    returns: .bool,
    action: .connect, overlapped: .required, needsAddress: true,
    request: "connect {0} to {1}{notified}",
    tests: ["test_connect"],
    reason: { error in
      switch error {
      case .WSA_IO_PENDING: "accepted; waits for the handshake"
      case .WSA_INVALID_PARAMETER: "an OVERLAPPED is required"
      case .WSAEINVAL: "not bound, or it listens"
      case .WSAEADDRINUSE: "this pair of addresses is in use"
      case .WSAETIMEDOUT: "no answer came"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Begins connecting a bound socket; may send first data with it.",
        returns: "TRUE when it was done at once, else FALSE; with WSA_IO_PENDING it was begun.",
        errors: [
          (.WSA_IO_PENDING, "not a failure: the handshake is under way"),
          (.WSAEINVAL, "it is not bound: bind it to port 0"),
          (.WSAEISCONN, "it is connected already"), (.WSA_INVALID_PARAMETER, "without an OVERLAPPED"),
          (.WSAENOTSOCK, "it is not an open socket"),
        ],
        beware: ["getpeername and shutdown work only after SO_UPDATE_CONNECT_CONTEXT."])
    })

  /// `DisconnectEx` of mswsock.h.
  public static let DisconnectEx = CallDescriptor(
    "DisconnectEx", declaredIn: "mswsock.h",
    "BOOL DisconnectEx(SOCKET s, LPOVERLAPPED o, DWORD flags, DWORD reserved)",
    returns: .bool,
    action: .disconnect, overlapped: .optional,
    request: "end the connection of {socket}{notified}",
    tests: ["test_DisconnectEx"],
    reason: { error in
      switch error {
      case .WSA_IO_PENDING: "accepted; waits for the close"
      case .WSAEADDRINUSE: "this pair of addresses is in use"
      case .WSAETIMEDOUT: "no answer came"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Ends a connection in both directions; with TF_REUSE_SOCKET the socket can be used again.",
        returns: "TRUE, or FALSE; with WSA_IO_PENDING it was begun.",
        errors: [
          (.WSA_IO_PENDING, "not a failure: begun"), (.WSAENOTCONN, "it is not connected"),
          (.WSAENOTSOCK, "it is not an open socket"),
        ],
        beware: ["a socket to be used again goes to AcceptEx or ConnectEx; its address stays busy while in TIME_WAIT."])
    })
}
