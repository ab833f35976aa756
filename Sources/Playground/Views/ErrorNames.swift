import Steps
import Winsock

// Which family a call belongs to: Winsock's calls leave their error to WSAGetLastError, the Win32 ones to GetLastError,
// and the same number has another name there (6 is WSA_INVALID_HANDLE and ERROR_INVALID_HANDLE). By winsock2.h and
// winerror.h.

/// How a C call tells that it failed, and what its value is.
enum CallFamily {
  /// Returns 0 or SOCKET_ERROR, or a count.
  case status
  /// Returns TRUE or FALSE.
  case bool
  /// Returns the index of an event, or WSA_WAIT_….
  case wait
  /// Returns its error itself.
  case errorItself
  /// Returns the last error.
  case lastError
  /// Returns a 16-bit or a 32-bit number in another byte order.
  case swapped(digits: Int)
  /// Returns nothing.
  case nothing

  /// The calls that return something else than a status.
  private static let exceptions: [String: CallFamily] = [
    "WSASetEvent": .bool, "WSAResetEvent": .bool, "WSACloseEvent": .bool, "WSAGetOverlappedResult": .bool,
    "AcceptEx": .bool, "ConnectEx": .bool, "DisconnectEx": .bool, "GetQueuedCompletionStatus": .bool,
    "GetQueuedCompletionStatusEx": .bool, "PostQueuedCompletionStatus": .bool,
    "SetFileCompletionNotificationModes": .bool, "CancelIo": .bool, "CancelIoEx": .bool, "CloseHandle": .bool,
    "WSAWaitForMultipleEvents": .wait, "SleepEx": .wait, "WSAStartup": .errorItself, "getaddrinfo": .errorItself,
    "WSAGetLastError": .lastError, "htons": .swapped(digits: 4), "ntohs": .swapped(digits: 4),
    "htonl": .swapped(digits: 8), "ntohl": .swapped(digits: 8), "WSASetLastError": .nothing,
    "GetAcceptExSockaddrs": .nothing, "ExitThread": .nothing,
  ]

  init(_ call: String) { self = CallFamily.exceptions[call] ?? .status }

  /// True for the calls of kernel32, whose error GetLastError gives by its Win32 name.
  static func isWin32(_ call: String) -> Bool {
    switch call {
    case "CreateIoCompletionPort", "GetQueuedCompletionStatus", "GetQueuedCompletionStatusEx",
      "PostQueuedCompletionStatus", "SetFileCompletionNotificationModes", "CancelIo", "CancelIoEx", "CloseHandle",
      "SleepEx":
      true
    default: false
    }
  }
}

extension ErrorCode {
  /// The name that this code has after a call: the Win32 one after a Win32 call.
  func name(after call: String) -> String {
    guard rawValue < 10000, CallFamily.isWin32(call) else { return name }
    return win32Name ?? name
  }

  /// The name in winerror.h of the codes that Winsock calls WSA_….
  var win32Name: String? {
    switch self {
    case .WSA_INVALID_HANDLE: "ERROR_INVALID_HANDLE"
    case .WSA_NOT_ENOUGH_MEMORY: "ERROR_NOT_ENOUGH_MEMORY"
    case .WSA_INVALID_PARAMETER: "ERROR_INVALID_PARAMETER"
    case .WSA_OPERATION_ABORTED: "ERROR_OPERATION_ABORTED"
    case .WSA_IO_INCOMPLETE: "ERROR_IO_INCOMPLETE"
    case .WSA_IO_PENDING: "ERROR_IO_PENDING"
    default: ErrorFact.all.first { $0.win32?.code == self }?.win32?.name
    }
  }
}
