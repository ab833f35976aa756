import Winsock

// Facts: the vendor's page of each call, in the header that it is declared in.

extension CallDescriptor {
  /// `WSAGetOverlappedResult` of winsock2.h.
  public static let WSAGetOverlappedResult = CallDescriptor(
    "WSAGetOverlappedResult", declaredIn: "winsock2.h",
    "BOOL WSAGetOverlappedResult(SOCKET s, LPWSAOVERLAPPED o, LPDWORD bytes, BOOL wait, LPDWORD flags)",
    aliases: ["getresult"],
    returns: .bool,
    action: .getResult,
    request: "get the result of the operation of {1}[wait?, waiting for its end]",
    reason: { error in
      switch error {
      case .WSAEMSGSIZE: "the datagram was cut off"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Tells how an overlapped operation ended; with fWait it waits for the end.",
        returns: "TRUE when it ended well, else FALSE.",
        errors: [
          (.WSA_IO_INCOMPLETE, "it is still under way (fWait FALSE)"), (.WSA_OPERATION_ABORTED, "it was cancelled"),
          (
            .WSAECONNRESET,
            "the peer reset the connection, or a datagram reached a closed port; any other error of the operation likewise"
          ),
          (.WSAEMSGSIZE, "the datagram was longer than the buffer"), (.WSAENOTSOCK, "it is not an open socket"),
        ],
        beware: [
          "fWait TRUE is for operations that report by an event. Without one it waits for the socket, which the end of any "
            + "operation signals, and may return TRUE with 0 bytes while Internal is still STATUS_PENDING.",
          "its own page says that the call that began the operation returned FALSE; WSARecv returns SOCKET_ERROR.",
        ])
    })

  /// `CancelIo` of ioapiset.h.
  public static let CancelIo = CallDescriptor(
    "CancelIo", declaredIn: "ioapiset.h",
    "BOOL CancelIo(HANDLE file)",
    returns: .bool, error: .win32,
    action: .cancel,
    request: "cancel what {thread} has begun on {0}",
    explanation: {
      CallExplanation(
        does: "Cancels all operations on a socket that the calling thread has begun.",
        returns: "TRUE, also when there were none, or FALSE.",
        errors: [(.WSA_INVALID_HANDLE, "it is not an open handle")],
        beware: ["returning is not completing: see CancelIoEx."])
    })

  /// `CancelIoEx` of ioapiset.h.
  public static let CancelIoEx = CallDescriptor(
    "CancelIoEx", declaredIn: "ioapiset.h",
    "BOOL CancelIoEx(HANDLE file, LPOVERLAPPED o)",
    returns: .bool, error: .win32,
    action: .cancel,
    request: "[1?cancel the operation of {1} on {0}][!1?cancel all on {0}]",
    explanation: {
      CallExplanation(
        does: "Cancels one operation on a socket, or all (NULL), whichever thread has begun them.",
        returns: "TRUE, or FALSE.", errors: [(.ERROR_NOT_FOUND, "nothing of the kind is pending")],
        beware: [
          "the operation is still completed, mostly with WSA_OPERATION_ABORTED, but it may also have succeeded just "
            + "before. Free nothing before that completion has come."
        ])
    })
}
