/// What WSAGetLastError or GetLastError reports: the number and the name the headers give it.
public struct ErrorValue: Sendable, Codable, Hashable {
  /// The number, as in winsock2.h and winerror.h.
  public var code: UInt32
  /// The name that the code has after this call: 6 is WSA_INVALID_HANDLE or ERROR_INVALID_HANDLE.
  public var name: String

  /// An error from its parts.
  public init(code: UInt32, name: String) {
    self.code = code
    self.name = name
  }

  /// No error: code 0.
  public static let none = ErrorValue(code: 0, name: "0")
  /// Whether there is no error.
  public var isNone: Bool { code == 0 }
  /// Whether an operation was started and is pending: WSA_IO_PENDING, 997.
  public var isPending: Bool { code == 997 }
}

/// An operation's NTSTATUS, as Internal of a WSAOVERLAPPED holds it.
public struct StatusValue: Sendable, Codable, Hashable {
  /// The number, as in ntstatus.h, unsigned.
  public var code: UInt32
  /// The name in ntstatus.h; nil for a number that has none.
  public var name: String?

  /// A status from its parts.
  public init(code: UInt32, name: String?) {
    self.code = code
    self.name = name
  }

  /// STATUS_SUCCESS, 0.
  public static let success = StatusValue(code: 0, name: "STATUS_SUCCESS")
  /// Whether it means success or information: the two top bits are clear.
  public var isSuccess: Bool { code < 0x8000_0000 }
  /// Whether the operation is under way: STATUS_PENDING, 0x103.
  public var isPending: Bool { code == 0x103 }
}
