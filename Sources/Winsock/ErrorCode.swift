/// What WSAGetLastError or GetLastError gives. A code that has no name here survives as its number.
public struct ErrorCode: RawRepresentable, Hashable, Sendable {
  /// The number, as in winerror.h.
  public let rawValue: UInt32
  /// A code from its number.
  @inlinable
  public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// What Internal of an OVERLAPPED holds: the status of an operation in the kernel's own terms.
public struct NTStatus: RawRepresentable, Hashable, Sendable {
  /// The number, as in ntstatus.h, unsigned.
  public let rawValue: UInt32
  /// A status from its number.
  @inlinable
  public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// True for the statuses that say success or information: the two top bits are clear.
  public var isSuccess: Bool { rawValue < 0x8000_0000 }
}

/// One thing that can go wrong, with every name that Windows and Linux have for it. Windows tells the same fact three
/// ways: WSAGetOverlappedResult says WSAECONNRESET where GetQueuedCompletionStatus says ERROR_NETNAME_DELETED and
/// Internal holds STATUS_CONNECTION_RESET.
public struct ErrorFact: Sendable {
  /// The code a Winsock call gives.
  public let winsock: ErrorCode
  /// The code's name in winsock2.h or winerror.h.
  public let name: String
  /// What GetQueuedCompletionStatus gives for it, by RtlNtStatusToDosError; nil where no status stands for it.
  public let win32: (code: ErrorCode, name: String)?
  /// What Internal holds for it.
  public let status: (code: NTStatus, name: String)?
  /// The errno that Linux's sockets tell it by; 0 where none does.
  public let errno: Int32
}

extension ErrorCode {
  /// The row of this code, nil for a code that the table does not hold. Binary search: the table is sorted.
  public var fact: ErrorFact? {
    var low = 0
    var high = ErrorFact.all.count
    while low < high {
      let middle = (low + high) / 2
      if ErrorFact.all[middle].winsock.rawValue < rawValue { low = middle + 1 } else { high = middle }
    }
    guard low < ErrorFact.all.count, ErrorFact.all[low].winsock == self else { return nil }
    return ErrorFact.all[low]
  }

  /// The name in the Winsock headers; `error N` for a code that the table does not hold.
  public var name: String { fact?.name ?? "error \(rawValue)" }
}

extension NTStatus {
  /// The row whose status this is.
  public var fact: ErrorFact? { ErrorFact.all.first { $0.status?.code == self } }
  /// The name in ntstatus.h, nil when the table does not hold it.
  public var name: String? { self == .STATUS_SUCCESS ? "STATUS_SUCCESS" : fact?.status?.name }
  /// What WSAGetOverlappedResult and a completion routine say for it.
  public var winsock: ErrorCode {
    switch self {
    case .STATUS_SUCCESS: return .success
    case .STATUS_PORT_UNREACHABLE: return .WSAECONNRESET
    default: return fact?.winsock ?? carried ?? ErrorCode(rawValue: rawValue)
    }
  }
  /// What GetQueuedCompletionStatus says for it, by RtlNtStatusToDosError.
  public var win32: ErrorCode { self == .STATUS_SUCCESS ? .success : fact?.win32?.code ?? winsock }
}
