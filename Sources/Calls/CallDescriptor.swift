import Winsock

/// What is known of a C call, declared once: its prototype, what it returns, whose error it sets, whether it can start
/// an operation, and the words that results, `why`, `help` and `explain` need. It is found by its exact name.
public final class CallDescriptor: Sendable {
  /// The C name: `WSARecv`.
  public let name: String
  /// The header that declares it: `winsock2.h`.
  public let header: String
  /// The declaration, as the header has it.
  public let prototype: String
  /// Other names that `explain` finds it by, lowercased.
  public let aliases: [String]
  /// What its return value is.
  public let returns: ReturnFamily
  /// Where its error is found.
  public let error: ErrorSource
  /// What it does.
  public let action: CallAction
  /// Whether it can start an operation.
  public let overlapped: OverlappedUse
  /// Whether it sends or receives a datagram with an address.
  public let isForDatagrams: Bool
  /// Whether it sends or receives by a WSAMSG, with control data.
  public let isMessage: Bool
  /// Whether the socket must be bound before, or the call fails with WSAEINVAL.
  public let needsAddress: Bool
  /// The call in words, with the arguments in braces, for `why`; empty for a call that no line can make.
  public let request: String
  /// Tests of dlls/ws2_32/tests/sock.c in Wine, whose values were taken on Windows, that the call follows here.
  public let tests: [String]
  let ownReason: @Sendable (ErrorCode) -> String?
  private let makeExplanation: @Sendable () -> CallExplanation

  /// A call from its declaration. `reason` gives what an error means after this call where that differs from what it
  /// means after others.
  public init(
    _ name: String, declaredIn header: String, _ prototype: String, aliases: [String] = [], returns: ReturnFamily,
    error: ErrorSource = .winsock, action: CallAction, overlapped: OverlappedUse = .never, isForDatagrams: Bool = false,
    isMessage: Bool = false, needsAddress: Bool = false, request: String = "", tests: [String] = [],
    reason: @escaping @Sendable (ErrorCode) -> String? = { _ in nil },
    explanation: @escaping @Sendable () -> CallExplanation
  ) {
    (self.name, self.header, self.prototype, self.aliases) = (name, header, prototype, aliases)
    (self.returns, self.error, self.action, self.overlapped) = (returns, error, action, overlapped)
    (self.isForDatagrams, self.needsAddress, self.request) = (isForDatagrams, needsAddress, request)
    self.isMessage = isMessage
    self.tests = tests
    (ownReason, makeExplanation) = (reason, explanation)
  }

  /// What `explain` says of it.
  public var explanation: CallExplanation { makeExplanation() }

  /// Whether a topic names it, whatever the case.
  public func isNamed(_ topic: String) -> Bool {
    name.lowercased() == topic.lowercased() || aliases.contains(topic.lowercased())
  }

  /// Whether it takes bytes off a stream into WSABUFs.
  public var isStreamReceive: Bool { action == .receive && overlapped == .optional && !isForDatagrams }

  /// What an error means after this call, in a few words; empty where there is nothing to say.
  public func reason(for error: ErrorCode) -> String { ownReason(error) ?? ErrorReason.common(error) }

  /// The name that an error has after this call: GetLastError's codes have Win32 names.
  public func name(of code: ErrorCode) -> String {
    self.error == .win32 && code.rawValue < 10000 ? code.win32Name ?? code.name : code.name
  }
}

/// What a call's return value is.
public enum ReturnFamily: Sendable, Equatable {
  /// 0 or a count, or SOCKET_ERROR.
  case status
  /// TRUE or FALSE.
  case bool
  /// A number that means nothing but that it is not 0, or 0.
  case nonzero
  /// A new socket, or INVALID_SOCKET.
  case socket
  /// A new event, or WSA_INVALID_EVENT.
  case event
  /// A new mutex or semaphore, or NULL.
  case lock
  /// A completion port, or NULL.
  case port
  /// A new file, or INVALID_HANDLE_VALUE.
  case file
  /// The index of an event, or WSA_WAIT_….
  case wait
  /// The index of an object, or WAIT_….
  case objectWait
  /// 0, or WAIT_IO_COMPLETION.
  case sleep
  /// The error itself, 0 for none.
  case error
  /// The last error.
  case lastError
  /// A number whose bytes were swapped, shown with so many hex digits.
  case swapped(digits: Int)
  /// 1, 0 for text that is not an address, -1 for an error (inet_pton).
  case converted
  /// Text, or NULL.
  case text
  /// void.
  case nothing
}

/// Where a call's error is found.
public enum ErrorSource: Sendable {
  /// WSAGetLastError, and the call's error has Winsock's name.
  case winsock
  /// GetLastError: the call is of kernel32, and its errors have the names of winerror.h.
  case win32
}

/// Whether a call can start an operation that completes later.
public enum OverlappedUse: Sendable {
  /// It cannot.
  case never
  /// It does with a WSAOVERLAPPED, and is synchronous without one.
  case optional
  /// It needs an OVERLAPPED.
  case required
}

/// What a call does: calls that do the same are explained alike.
public enum CallAction: Sendable {
  case startup, cleanup, getLastError, setLastError
  case makeSocket, duplicateSocket, bind, listen, accept, connect, disconnect, shutdown, closeSocket
  case getAddress, setOption, getOption, control
  case send, receive, readAcceptAddresses
  case pollReadiness, selectEvents, readEvents
  case makeEvent, setEvent, resetEvent, makeLock, releaseLock, closeHandle, waitForEvents, sleep, queueRoutine
  case getResult, cancel
  case openFile, sendFile, makePort, dequeue, post, setModes
  case swapBytes, convertAddress, resolve, getHostName
  case endThread
}

/// What `explain` says of a call.
public struct CallExplanation: Sendable {
  /// What it does: sentences.
  public let does: String
  /// What it returns, behind the word "Returns".
  public let returns: String
  /// Its errors, each with when it comes.
  public let errors: [(code: ErrorCode, when: String)]
  /// What often goes wrong: sentences without "Beware:".
  public let beware: [String]

  /// An explanation from its parts.
  public init(does: String, returns: String, errors: [(ErrorCode, String)] = [], beware: [String] = []) {
    (self.does, self.returns, self.beware) = (does, returns, beware)
    self.errors = errors.map { (code: $0.0, when: $0.1) }
  }
}

/// What a wait returns beside the index of an event, by winsock2.h.
public enum WaitResult {
  /// WSA_WAIT_TIMEOUT: nothing happened within the time limit.
  public static let timeout: Int64 = 258
  /// WSA_WAIT_IO_COMPLETION: completion routines ran.
  public static let ioCompletion: Int64 = 192
  /// WSA_WAIT_FAILED.
  public static let failed: Int64 = 0xffff_ffff
  /// WSA_MAXIMUM_WAIT_EVENTS: the most events that one wait takes.
  public static let maximumEvents: Int64 = 64
}
