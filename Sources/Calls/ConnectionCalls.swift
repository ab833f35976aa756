import Winsock

// Facts: the vendor's page of each call, in the header that it is declared in.

extension CallDescriptor {
  /// `getsockname` of winsock2.h.
  public static let getsockname = CallDescriptor(
    "getsockname", declaredIn: "winsock2.h",
    "int getsockname(SOCKET s, struct sockaddr *name, int *namelen)",
    returns: .status,
    action: .getAddress, needsAddress: true,
    request: "get the address of {0} itself",
    tests: ["test_getsockname"],
    reason: { error in
      switch error {
      case .WSAEINVAL: "it is not bound"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Tells a socket's own address.", returns: "0, or SOCKET_ERROR.",
        errors: [(.WSAEINVAL, "it is not bound"), (.WSAENOTSOCK, "it is not an open socket")])
    })

  /// `getpeername` of winsock2.h.
  public static let getpeername = CallDescriptor(
    "getpeername", declaredIn: "winsock2.h",
    "int getpeername(SOCKET s, struct sockaddr *name, int *namelen)",
    returns: .status,
    action: .getAddress,
    request: "get the address at the other end of {0}",
    tests: ["test_getpeername"],
    reason: { error in
      switch error {
      case .WSAENOTCONN: "not connected, or not yet updated"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Tells the address of the other side.", returns: "0, or SOCKET_ERROR.",
        errors: [
          (.WSAENOTCONN, "it is not connected, or its context was not updated after AcceptEx or ConnectEx"),
          (.WSAENOTSOCK, "it is not an open socket"),
        ])
    })
}
