/// The socket options that getsockopt and setsockopt know, by their C names.
public enum SocketOption: String, CaseIterable, Sendable {
  case SO_REUSEADDR, SO_EXCLUSIVEADDRUSE, SO_RCVBUF, SO_SNDBUF, SO_LINGER, SO_KEEPALIVE, SO_OOBINLINE, SO_RCVTIMEO,
    SO_SNDTIMEO, SO_ERROR, SO_TYPE, SO_ACCEPTCONN, SO_CONNECT_TIME, SO_UPDATE_ACCEPT_CONTEXT,
    SO_UPDATE_CONNECT_CONTEXT, TCP_NODELAY, SO_BROADCAST, SO_DEBUG, SO_DONTLINGER, TCP_KEEPIDLE, TCP_KEEPINTVL,
    TCP_KEEPCNT

  /// What shape the option's value has.
  public enum Shape: Sendable {
    /// BOOL: 1 or 0.
    case flag
    /// A DWORD or int.
    case number
    /// struct linger.
    case linger
    /// A SOCKET.
    case socket
    /// No value at all.
    case nothing
  }

  /// Whether its level is IPPROTO_TCP, and not SOL_SOCKET.
  public var isOfTCP: Bool {
    switch self {
    case .TCP_NODELAY, .TCP_KEEPIDLE, .TCP_KEEPINTVL, .TCP_KEEPCNT: return true
    default: return false
    }
  }

  /// The shape of this option's value.
  public var shape: Shape {
    switch self {
    case .SO_RCVBUF, .SO_SNDBUF, .SO_RCVTIMEO, .SO_SNDTIMEO, .SO_ERROR, .SO_TYPE, .SO_CONNECT_TIME, .TCP_KEEPIDLE,
      .TCP_KEEPINTVL, .TCP_KEEPCNT:
      return .number
    case .SO_LINGER: return .linger
    case .SO_UPDATE_ACCEPT_CONTEXT: return .socket
    case .SO_UPDATE_CONNECT_CONTEXT: return .nothing
    default: return .flag
    }
  }
}

/// What is given to setsockopt.
public enum OptionValue: Sendable {
  case number(Int64)
  case linger(on: Bool, seconds: UInt16)
  case socket(Handle)
  case nothing
}
