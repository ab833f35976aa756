/// A call and its result.
public struct CallRecord: Sendable, Codable, Hashable {
  /// The C name: `WSARecv`.
  public var call: String
  /// The call as C, with the script's names: `WSARecv(a, &b1, 1, NULL, &flags, &o, NULL)`.
  public var c: String
  /// The C return value.
  public var returned: ReturnValue
  /// What the call left as the last error; nil when it succeeded.
  public var error: ErrorValue?
  /// What came back through pointers; nil when the record has no `out`.
  public var out: [OutField]?
  /// Whether the call was made on a datagram socket, where some errors mean something else.
  public var isOfDatagram = false

  /// A record from its parts.
  public init(call: String, c: String, returned: ReturnValue, error: ErrorValue?, out: [OutField]?) {
    self.call = call
    self.c = c
    self.returned = returned
    self.error = error
    self.out = out
  }
}

/// A C return value.
public enum ReturnValue: Sendable, Codable, Hashable {
  /// A number as in C.
  case number(Int64)
  /// An object's name, or the text that inet_ntop returns.
  case text(String)
  /// INVALID_SOCKET.
  case invalidSocket
  /// NULL, or no value.
  case null
}

/// One key of `out`.
public struct OutField: Sendable, Codable, Hashable {
  /// The key, as records have it.
  public var key: String
  /// What came back.
  public var value: OutValue
  /// A key with its value.
  public init(_ key: String, _ value: OutValue) {
    self.key = key
    self.value = value
  }
}

/// A value of `out`.
public enum OutValue: Sendable, Codable, Hashable {
  /// An unsigned number.
  case number(UInt64)
  /// Text.
  case text(String)
  /// Received or converted bytes.
  case bytes(Bytes)
  /// An address.
  case address(Address)
  /// An object's name, or NULL.
  case name(String?)
  /// A list of names.
  case names([String])
  /// WSAPoll's revents by socket.
  case revents([SocketEvents])
  /// WSAEnumNetworkEvents' error codes by event.
  case eventErrors([EventError])
  /// GetQueuedCompletionStatusEx's entries.
  case entries([PortPacket])
}

/// What WSAPoll reported for a socket.
public struct SocketEvents: Sendable, Codable, Hashable {
  /// The socket's name.
  public var socket: String
  /// The bits by their names.
  public var events: [String]
  /// Events of a socket.
  public init(socket: String, events: [String]) { (self.socket, self.events) = (socket, events) }
}

/// The error code of a network event.
public struct EventError: Sendable, Codable, Hashable {
  /// The event: `FD_CLOSE`.
  public var event: String
  /// Its error, code 0 for none.
  public var error: ErrorValue
  /// An event's error.
  public init(event: String, error: ErrorValue) { (self.event, self.error) = (event, error) }
}

/// A packet of a completion port.
public struct PortPacket: Sendable, Codable, Hashable {
  /// The completion key.
  public var key: UInt64
  /// The name of its WSAOVERLAPPED, nil for NULL.
  public var overlapped: String?
  /// Bytes transferred.
  public var bytes: UInt32
  /// The operation's status.
  public var status: StatusValue
  /// A packet from its parts.
  public init(key: UInt64, overlapped: String?, bytes: UInt32, status: StatusValue) {
    (self.key, self.overlapped, self.bytes, self.status) = (key, overlapped, bytes, status)
  }
}
