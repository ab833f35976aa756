import LinuxSockets

/// A handle's value as an application holds it: of a socket, an event or a completion port. Values are multiples of
/// four from 0x40 up, and none is given twice in a session, so that a stale one stays recognisable.
public struct Handle: RawRepresentable, Hashable, Sendable {
  /// The number.
  public let rawValue: UInt64
  /// A handle from its number; that it names anything is for the call to find out.
  @inlinable
  public init(rawValue: UInt64) { self.rawValue = rawValue }
  /// NULL, which is also WSA_INVALID_EVENT.
  public static let null = Handle(rawValue: 0)
  /// INVALID_SOCKET and INVALID_HANDLE_VALUE.
  public static let invalid = Handle(rawValue: .max)
}

/// A simulated thread of the application, from `WinsockLayer.makeThread()`.
public struct ThreadID: Hashable, Sendable {
  /// Its place among the threads, from 0 up.
  public let index: Int32
  /// A thread by its place.
  @inlinable
  public init(index: Int32) { self.index = index }
}

/// An application's completion routine: a number that means something to whoever set `WinsockLayer.runRoutine`.
public struct RoutineID: Hashable, Sendable {
  /// The application's number for it.
  public let index: Int32
  /// A routine by its number.
  @inlinable
  public init(index: Int32) { self.index = index }
}

/// OVERLAPPED of minwinbase.h: 32 bytes, laid out as on 64-bit Windows. It is the application's memory: it must stay
/// where it is until its operation is done.
public struct WSAOVERLAPPED {
  /// The operation's NTSTATUS; STATUS_PENDING (0x103) while it is under way.
  public var Internal: UInt64 = 0
  /// The bytes transferred, once it is done.
  public var InternalHigh: UInt64 = 0
  /// Not used by sockets.
  public var Offset: UInt32 = 0
  /// Not used by sockets.
  public var OffsetHigh: UInt32 = 0
  /// The event to signal, or NULL.
  public var hEvent: Handle = .null
  /// A zeroed structure.
  public init() {}
}

/// A pointer to the application's OVERLAPPED.
public typealias OverlappedPointer = UnsafeMutablePointer<WSAOVERLAPPED>

/// WSABUF of ws2def.h. The structure is copied when a call begins; the memory must stay until the operation is done.
public struct WSABUF {
  /// Bytes to send, or room for bytes to receive.
  public var len: UInt32
  /// The memory; nil is NULL.
  public var buf: UnsafeMutableRawPointer?
  /// A description of memory that its owner keeps.
  public init(len: UInt32, buf: UnsafeMutableRawPointer?) {
    self.len = len
    self.buf = buf
  }
}

/// INFINITE of winbase.h, also WSA_INFINITE.
public let INFINITE: UInt32 = 0xffff_ffff
/// SOCKET_ERROR of winsock2.h.
public let SOCKET_ERROR: Int64 = -1
/// WSA_WAIT_FAILED of winsock2.h.
public let WSA_WAIT_FAILED: Int64 = 0xffff_ffff
/// WAIT_ABANDONED_0: a wait was satisfied by a mutex whose owner ended while it had it.
public let WAIT_ABANDONED_0: Int64 = 128
/// WSA_WAIT_TIMEOUT of winsock2.h, also WAIT_TIMEOUT.
public let WSA_WAIT_TIMEOUT: Int64 = 258
/// WSA_WAIT_IO_COMPLETION of winsock2.h, also WAIT_IO_COMPLETION.
public let WSA_WAIT_IO_COMPLETION: Int64 = 192
/// WSA_MAXIMUM_WAIT_EVENTS of winsock2.h.
public let WSA_MAXIMUM_WAIT_EVENTS = 64
/// SOMAXCONN of winsock2.h.
public let SOMAXCONN: Int32 = 0x7fff_ffff

/// What a call gave: the value C would see, the error that is now the thread's last one, and what came through pointers.
public struct Return {
  /// The C return value. A handle is its `rawValue`'s bits; BOOL is 1 or 0; SOCKET_ERROR -1; WSA_WAIT_FAILED 0xffffffff.
  public var value: Int64
  /// `.success` when the call succeeded. WSA_IO_PENDING is told here too, as Windows does.
  public var error: ErrorCode
  /// What came back through pointers, when there was something.
  public var out: Out
  /// A return from its parts.
  public init(_ value: Int64, error: ErrorCode = .success, out: Out = .none) {
    self.value = value
    self.error = error
    self.out = out
  }
}

/// How a call ended, or that it has not ended.
public enum CallResult {
  /// It returned.
  case returned(Return)
  /// Its thread is blocked; `.resumed` in the journal will tell the result. `limit` is the time it may take in
  /// milliseconds, nil for ever: who called waits that long, serving `poll`, and then calls `timeOut(_:)`.
  case blocked(limit: UInt32?)
  /// It would have to wait, and the owner said that nothing may at the moment (`refusesToBlock`): it was not begun.
  case refused
}

/// What a call gives back through pointers.
public enum Out {
  /// Nothing, or nothing that counts.
  case none
  /// WSAStartup: wVersion and wHighVersion.
  case version(UInt16, high: UInt16)
  /// accept, getsockname, getpeername: the address.
  case address(SocketAddress)
  /// recv: how many bytes were written to the buffer.
  case data(count: UInt32)
  /// recvfrom: how many bytes were written, and the sender.
  case dataFrom(count: UInt32, SocketAddress)
  /// getsockopt of a number, ioctlsocket, WSAIoctl: the value.
  case value(UInt64)
  /// getsockopt of SO_LINGER.
  case linger(on: Bool, seconds: UInt16)
  /// select: the sockets that are set, as they were given.
  case sets(read: [Handle], write: [Handle], except: [Handle])
  /// WSAPoll: revents, by position.
  case polled([UInt16])
  /// WSAEnumNetworkEvents: the bits (FD_READ 1 … FD_CLOSE 32), and an error for each bit by its position.
  case networkEvents(UInt32, errors: [ErrorCode])
  /// WSARecv and WSAGetOverlappedResult: the bytes and flags.
  case transfer(bytes: UInt32, flags: UInt32)
  /// WSARecvFrom that was done at once: the bytes, flags and sender.
  case transferFrom(bytes: UInt32, flags: UInt32, SocketAddress)
  /// WSARecvMsg: the bytes and what its WSAMSG holds now.
  case message(bytes: UInt32, ReceivedMessage)
  /// WSASend, WSASendTo, WSASendMsg, AcceptEx, ConnectEx that were done at once.
  case bytes(UInt32)
  /// WSADuplicateSocket: what WSASocket is to be given.
  case protocolInfo(ProtocolInfo)
  /// WSAIoctl(SIO_GET_EXTENSION_FUNCTION_POINTER).
  case function(ExtensionFunction)
  /// GetQueuedCompletionStatus: the packet.
  case packet(CompletionPacket)
  /// GetQueuedCompletionStatusEx: the packets.
  case packets([CompletionPacket])
  /// GetAcceptExSockaddrs: both addresses as they stand in the buffer.
  case addresses(local: SocketAddress, remote: SocketAddress)
}

/// The functions that WSAIoctl(SIO_GET_EXTENSION_FUNCTION_POINTER) gives, by their GUIDs' names.
public enum ExtensionFunction: String, CaseIterable, Sendable {
  case AcceptEx, ConnectEx, DisconnectEx, GetAcceptExSockaddrs, TransmitFile, WSARecvMsg, WSASendMsg
}

/// One packet of a completion port.
public struct CompletionPacket {
  /// The key of the handle, or of PostQueuedCompletionStatus.
  public var key: UInt64
  /// The operation's OVERLAPPED; for a posted packet whatever was given.
  public var overlapped: OverlappedPointer?
  /// Bytes transferred.
  public var bytes: UInt32
  /// The operation's status.
  public var status: NTStatus
}

/// A call as a completion routine gets it.
public struct RoutineRun {
  /// Which routine.
  public var routine: RoutineID
  /// The thread it runs on: the one that started the operation.
  public var thread: ThreadID
  /// dwError: a Winsock code, `.success` when the operation succeeded.
  public var error: ErrorCode
  /// cbTransferred.
  public var bytes: UInt32
  /// lpOverlapped.
  public var overlapped: OverlappedPointer?
  /// dwFlags.
  public var flags: UInt32
  /// What QueueUserAPC gave it, which has no result to tell; nil for a completion routine.
  public var data: UInt64?
}

/// Which call started an operation, or blocks a thread.
public enum CallKind: UInt8, Sendable {
  case none, recv, recvfrom, WSARecv, WSARecvFrom, WSARecvMsg, send, sendto, WSASend, WSASendTo, WSASendMsg,
    TransmitFile, accept,
    connect, AcceptEx, ConnectEx,
    DisconnectEx, closesocket, select, WSAPoll, WSAGetOverlappedResult, WSAWaitForMultipleEvents, SleepEx,
    GetQueuedCompletionStatus, GetQueuedCompletionStatusEx, WSAIoctl
}

/// An operation that is done, as the journal tells it.
public struct Completion {
  /// The call that started it.
  public var call: CallKind
  /// `WinsockLayer.tag` as it was when the operation began: the playground's step.
  public var tag: Int32
  /// The thread that started it.
  public var thread: ThreadID
  /// Who sent what a WSARecvFrom or WSARecvMsg received; of no family for others.
  public var sender: SocketAddress
  /// The socket it ran on (the listening one for AcceptEx).
  public var socket: Handle
  /// Its OVERLAPPED.
  public var overlapped: OverlappedPointer?
  /// Bytes transferred.
  public var bytes: UInt32
  /// How it ended.
  public var status: NTStatus
  /// The port its packet went to, or NULL.
  public var port: Handle
  /// The completion key, when there is a port.
  public var key: UInt64
  /// The routine that was queued, if any.
  public var routine: RoutineID?
  /// True when it was done before the call that started it returned.
  public var atOnce: Bool
}

/// What happened in the layer, in order: what a step's record and its list of changes are made of.
public enum Happening {
  /// An operation with an OVERLAPPED is done.
  case completed(Completion)
  /// An event became signaled.
  case eventSet(Handle)
  /// An event became unsignaled.
  case eventReset(Handle)
  /// A packet went into a port's queue (a completion's own packet is told by `completed`).
  case posted(port: Handle, CompletionPacket)
  /// A thread's blocked call returned.
  case resumed(ThreadID, CallKind, tag: Int32, Return)
  /// A socket's connection came to be, ended, or began to listen.
  case socketChanged(Handle)
  /// A listening socket's queue was full when this socket's SYN came from an address: the connection is refused.
  case refusedForRoom(Handle, from: SocketAddress, to: SocketAddress)
}
