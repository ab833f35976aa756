import Steps

// Errors and statuses by their names, as values of a step; winerror.h and ntstatus.h.

extension ErrorValue {
  static let WSA_INVALID_HANDLE = ErrorValue(code: 6, name: "WSA_INVALID_HANDLE")
  static let WSA_IO_PENDING = ErrorValue(code: 997, name: "WSA_IO_PENDING")
  static let WSAECONNABORTED = ErrorValue(code: 10053, name: "WSAECONNABORTED")
  static let WSAECONNRESET = ErrorValue(code: 10054, name: "WSAECONNRESET")
  static let WSAEINVAL = ErrorValue(code: 10022, name: "WSAEINVAL")
}

extension StatusValue {
  static let STATUS_CANCELLED = StatusValue(code: 0xc000_0120, name: "STATUS_CANCELLED")
  static let STATUS_CONNECTION_RESET = StatusValue(code: 0xc000_020d, name: "STATUS_CONNECTION_RESET")
  static let STATUS_PENDING = StatusValue(code: 0x103, name: "STATUS_PENDING")
  static let STATUS_SUCCESS = StatusValue.success
}
