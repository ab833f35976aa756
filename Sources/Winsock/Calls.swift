import LinuxSockets

// A skeleton: the calls as the rooms above see them. Bodies follow.

extension WinsockLayer {
  /// WSAStartup.
  public func WSAStartup(_ thread: ThreadID, version: UInt16) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// WSACleanup.
  public func WSACleanup(_ thread: ThreadID) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// WSAGetLastError.
  public func WSAGetLastError(_ thread: ThreadID) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// WSASetLastError.
  public func WSASetLastError(_ thread: ThreadID, _ code: UInt32) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// socket.
  public func socket(_ thread: ThreadID, af: Int32, type: Int32, protocol: Int32) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// WSASocketW.
  public func WSASocketW(_ thread: ThreadID, af: Int32, type: Int32, protocol: Int32, overlapped: Bool) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// closesocket.
  public func closesocket(_ thread: ThreadID, _ s: Handle) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// bind.
  public func bind(_ thread: ThreadID, _ s: Handle, _ address: SocketAddress) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// listen.
  public func listen(_ thread: ThreadID, _ s: Handle, backlog: Int32) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// accept.
  public func accept(_ thread: ThreadID, _ s: Handle) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// connect.
  public func connect(_ thread: ThreadID, _ s: Handle, _ address: SocketAddress) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// shutdown.
  public func shutdown(_ thread: ThreadID, _ s: Handle, how: Int32) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// send.
  public func send(_ thread: ThreadID, _ s: Handle, _ buffer: WSABUF, flags: UInt32) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// recv.
  public func recv(_ thread: ThreadID, _ s: Handle, _ buffer: WSABUF, flags: UInt32) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// sendto.
  public func sendto(_ thread: ThreadID, _ s: Handle, _ buffer: WSABUF, to: SocketAddress, flags: UInt32) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// recvfrom.
  public func recvfrom(_ thread: ThreadID, _ s: Handle, _ buffer: WSABUF, flags: UInt32) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// getsockname.
  public func getsockname(_ thread: ThreadID, _ s: Handle) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// getpeername.
  public func getpeername(_ thread: ThreadID, _ s: Handle) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// setsockopt.
  public func setsockopt(_ thread: ThreadID, _ s: Handle, _ option: SocketOption, _ value: OptionValue) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// getsockopt.
  public func getsockopt(_ thread: ThreadID, _ s: Handle, _ option: SocketOption) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// ioctlsocket.
  public func ioctlsocket(_ thread: ThreadID, _ s: Handle, _ command: UInt32, value: UInt32) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// select.
  public func select(_ thread: ThreadID, read: [Handle]?, write: [Handle]?, except: [Handle]?, timeout: UInt32) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// WSAPoll.
  public func WSAPoll(_ thread: ThreadID, _ entries: [(socket: Handle, events: UInt16)], timeout: UInt32) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// WSACreateEvent.
  public func WSACreateEvent(_ thread: ThreadID) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// WSASetEvent.
  public func WSASetEvent(_ thread: ThreadID, _ event: Handle) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// WSAResetEvent.
  public func WSAResetEvent(_ thread: ThreadID, _ event: Handle) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// WSACloseEvent.
  public func WSACloseEvent(_ thread: ThreadID, _ event: Handle) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// WSAEventSelect.
  public func WSAEventSelect(_ thread: ThreadID, _ s: Handle, _ event: Handle, _ events: UInt32) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// WSAEnumNetworkEvents.
  public func WSAEnumNetworkEvents(_ thread: ThreadID, _ s: Handle, _ event: Handle) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// WSARecv.
  public func WSARecv(_ thread: ThreadID, _ s: Handle, _ buffers: UnsafeBufferPointer<WSABUF>, flags: UInt32, overlapped: OverlappedPointer?, routine: RoutineID?) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// WSASend.
  public func WSASend(_ thread: ThreadID, _ s: Handle, _ buffers: UnsafeBufferPointer<WSABUF>, flags: UInt32, overlapped: OverlappedPointer?, routine: RoutineID?) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// WSARecvFrom.
  public func WSARecvFrom(_ thread: ThreadID, _ s: Handle, _ buffers: UnsafeBufferPointer<WSABUF>, flags: UInt32, overlapped: OverlappedPointer?, routine: RoutineID?) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// WSASendTo.
  public func WSASendTo(_ thread: ThreadID, _ s: Handle, _ buffers: UnsafeBufferPointer<WSABUF>, to: SocketAddress, flags: UInt32, overlapped: OverlappedPointer?, routine: RoutineID?) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// WSAGetOverlappedResult.
  public func WSAGetOverlappedResult(_ thread: ThreadID, _ s: Handle, _ overlapped: OverlappedPointer, wait: Bool) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// WSAWaitForMultipleEvents.
  public func WSAWaitForMultipleEvents(_ thread: ThreadID, _ events: [Handle], all: Bool, timeout: UInt32, alertable: Bool) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// SleepEx.
  public func SleepEx(_ thread: ThreadID, milliseconds: UInt32, alertable: Bool) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// WSAIoctl.
  public func WSAIoctl(_ thread: ThreadID, _ s: Handle, extension function: ExtensionFunction) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// WSAIoctl.
  public func WSAIoctl(_ thread: ThreadID, _ s: Handle, _ command: UInt32, value: UInt32) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// AcceptEx.
  public func AcceptEx(_ thread: ThreadID, _ listener: Handle, _ accepting: Handle, _ output: WSABUF, receiveLength: UInt32, addressLength: UInt32, overlapped: OverlappedPointer?) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// GetAcceptExSockaddrs.
  public func GetAcceptExSockaddrs(_ thread: ThreadID, _ output: WSABUF, receiveLength: UInt32, addressLength: UInt32) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// ConnectEx.
  public func ConnectEx(_ thread: ThreadID, _ s: Handle, _ address: SocketAddress, _ data: WSABUF?, overlapped: OverlappedPointer?) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// DisconnectEx.
  public func DisconnectEx(_ thread: ThreadID, _ s: Handle, overlapped: OverlappedPointer?, reuse: Bool) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// CreateIoCompletionPort.
  public func CreateIoCompletionPort(_ thread: ThreadID, _ file: Handle, _ port: Handle, key: UInt64, threads: UInt32) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// GetQueuedCompletionStatus.
  public func GetQueuedCompletionStatus(_ thread: ThreadID, _ port: Handle, timeout: UInt32) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// GetQueuedCompletionStatusEx.
  public func GetQueuedCompletionStatusEx(_ thread: ThreadID, _ port: Handle, count: UInt32, timeout: UInt32, alertable: Bool) -> CallResult { .returned(Return(-1, error: .WSAEOPNOTSUPP)) }
  /// PostQueuedCompletionStatus.
  public func PostQueuedCompletionStatus(_ thread: ThreadID, _ port: Handle, bytes: UInt32, key: UInt64, overlapped: OverlappedPointer?) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// SetFileCompletionNotificationModes.
  public func SetFileCompletionNotificationModes(_ thread: ThreadID, _ s: Handle, _ modes: UInt32) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// CancelIo.
  public func CancelIo(_ thread: ThreadID, _ s: Handle) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// CancelIoEx.
  public func CancelIoEx(_ thread: ThreadID, _ s: Handle, overlapped: OverlappedPointer?) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
  /// CloseHandle.
  public func CloseHandle(_ thread: ThreadID, _ handle: Handle) -> Return { Return(-1, error: .WSAEOPNOTSUPP) }
}
