import Winsock

extension ErrorCode {
  /// The name in winerror.h of the codes that Winsock calls WSA_….
  public var win32Name: String? {
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
