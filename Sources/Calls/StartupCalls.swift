import Winsock

// Facts: the vendor's page of each call, in the header that it is declared in.

extension CallDescriptor {
  /// `WSAStartup` of winsock2.h.
  public static let WSAStartup = CallDescriptor(
    "WSAStartup", declaredIn: "winsock2.h",
    "int WSAStartup(WORD wVersionRequested, LPWSADATA lpWSAData)",
    returns: .error,
    action: .startup,
    request: "start Winsock, version [0?{0}][!0?2.2]",
    explanation: {
      CallExplanation(
        does: "Loads Winsock for the process and says which version is wanted. Calls are counted.",
        returns: "0, or the error itself: WSAGetLastError cannot be asked before Winsock is there.",
        errors: [(.WSAVERNOTSUPPORTED, "a version below 1.0 was asked for")],
        beware: ["a session has called it once already; each further call needs a WSACleanup of its own."])
    })

  /// `WSACleanup` of winsock2.h.
  public static let WSACleanup = CallDescriptor(
    "WSACleanup", declaredIn: "winsock2.h",
    "int WSACleanup(void)",
    returns: .status,
    action: .cleanup,
    request: "end the use of Winsock that one WSAStartup began",
    explanation: {
      CallExplanation(
        does: "Undoes one WSAStartup. The last one closes every socket of the process without ceremony.",
        returns: "0, or SOCKET_ERROR.", errors: [(.WSANOTINITIALISED, "there was no WSAStartup left to undo")])
    })

  /// `WSAGetLastError` of winsock2.h.
  public static let WSAGetLastError = CallDescriptor(
    "WSAGetLastError", declaredIn: "winsock2.h",
    "int WSAGetLastError(void)",
    returns: .lastError,
    action: .getLastError,
    request: "get the last error of {thread}",
    explanation: {
      CallExplanation(
        does: "Tells the error of this thread's last failed Winsock call.",
        returns: "the code. Each thread has one of its own.",
        beware: [
          "ask at once, before any other call, and only when a call has failed: success does not set it to 0 for certain."
        ])
    })

  /// `WSASetLastError` of winsock2.h.
  public static let WSASetLastError = CallDescriptor(
    "WSASetLastError", declaredIn: "winsock2.h",
    "void WSASetLastError(int iError)",
    aliases: ["setlasterror"],
    returns: .nothing,
    action: .setLastError,
    request: "make {0} the last error of {thread}",
    explanation: {
      CallExplanation(
        does: "Sets this thread's error value.", returns: "nothing.")
    })
}
