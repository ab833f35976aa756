import LinuxSockets
import Steps
import Winsock

/// What a handler gives back.
enum Outcome {
  /// A call that cannot block.
  case returned(Return, Shape)
  /// A call that may have.
  case result(CallResult, Shape)
  /// No call of Winsock at all.
  case body(StepBody)

  static func call(_ value: Return, _ result: ResultKind = .number, _ keep: Keep = .none) -> Outcome {
    .returned(value, Shape(result: result, keep: keep))
  }

  static func call(_ value: CallResult, _ keep: Keep, on socket: Handle, flags: UInt32) -> Outcome {
    .result(value, Shape(result: .number, keep: keep, socket: socket, flags: flags))
  }

  static func call(_ value: CallResult, _ result: ResultKind = .number, _ keep: Keep = .none) -> Outcome {
    .result(value, Shape(result: result, keep: keep))
  }
}

/// How a call's return is told, also when it returns much later than its line ran.
struct Shape {
  var result: ResultKind
  var keep: Keep
  /// The socket that received, and the flags of the transfer.
  var socket = Handle.null
  var flags: UInt32 = 0
}

/// What a return value is.
enum ResultKind {
  case number
  /// A handle of a new object, or the invalid one.
  case socket(SocketAddress.Family)
  case event
  /// A new mutex or semaphore, or NULL.
  case lock(ObjectType)
  /// A new file, or INVALID_HANDLE_VALUE.
  case file
  /// A new port, or the port that was given.
  case port(given: Handle)
  /// void, or a pointer that no record holds.
  case nothing
  /// inet_ntop's text.
  case text(String)
}

/// What a call must keep until it returns: memory that Winsock may write to, the names that its answer is told by, and
/// what has to be known to tell the packets of a network that cannot be captured.
enum Keep {
  case none
  /// The value that comes back is not told: FIONBIO.
  case silent
  /// A socket that was made without WSA_FLAG_OVERLAPPED.
  case synchronous
  /// accept: the new socket's peer is told.
  case accepting
  /// The events of a wait.
  case waiting([Handle], all: Bool)
  /// Memory that received bytes stand in.
  case buffer(Buffer)
  /// Memory of a WSARecv, WSASend or AcceptEx; `sending` is the socket when it sends.
  case buffers([Buffer], sending: Handle?)
  case connecting(Handle, SocketAddress)
  case sending(Handle, Buffer, flags: UInt32)
  case sendingTo(Handle, Buffer, SocketAddress)
  case shutting(Handle, how: Int32)
  case closing(Handle)
  /// getsockopt: the shape of the value.
  case option(SocketOption.Shape)
  /// The sockets of a select, as typed.
  case sets(read: [NamedHandle], write: [NamedHandle], except: [NamedHandle])
  /// The sockets of a WSAPoll, as typed.
  case polled([String])
  /// Fields that are told as they are when the call succeeded.
  case fields([OutField])
}

/// A handle and the word it was given by.
struct NamedHandle {
  let name: String
  let handle: Handle
}
