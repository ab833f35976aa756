import Winsock

/// What errors mean, in a few words for the line of a result, where no call says more of its own.
public enum ErrorReason {
  /// What an error means after a call, which may be one that is not declared.
  public static func of(_ error: ErrorCode, after call: CallDescriptor?) -> String {
    call?.reason(for: error) ?? common(error)
  }

  /// The same of an error by its number.
  public static func of(_ code: UInt32, after call: CallDescriptor?) -> String {
    of(ErrorCode(rawValue: code), after: call)
  }

  /// The name of an error in Winsock's headers, by its number.
  public static func name(of code: UInt32) -> String { ErrorCode(rawValue: code).name }

  /// What an error means after a call that is not declared.
  public static func common(_ error: ErrorCode) -> String { general(error) ?? winsock(error) }

  /// What an error means on a datagram socket, where that differs: there is no connection that could be reset.
  public static func onDatagramSocket(_ code: UInt32) -> String? {
    ErrorCode(rawValue: code) == .WSAECONNRESET ? "a datagram reached a closed port" : nil
  }

  private static func general(_ error: ErrorCode) -> String? {
    switch error {
    case .WSA_IO_PENDING: "accepted; not done yet"
    case .WSA_IO_INCOMPLETE: "the operation is still under way"
    case .WSA_OPERATION_ABORTED: "cancelled, or its socket was closed"
    case .WSA_INVALID_HANDLE: "not an open handle"
    case .WSA_INVALID_PARAMETER: "an argument it cannot accept"
    case .WSA_NOT_ENOUGH_MEMORY: "no memory is left"
    case .WAIT_TIMEOUT: "no packet came in time"
    case .WAIT_IO_COMPLETION: "completion routines ran instead"
    case .ERROR_GEN_FAILURE: "the thread has ended"
    case .ERROR_ABANDONED_WAIT_0: "the port was closed meanwhile"
    case .ERROR_NOT_FOUND: "no such operation is pending"
    case .ERROR_NETNAME_DELETED: "the peer reset the connection"
    case .ERROR_CONNECTION_ABORTED: "the connection was aborted"
    case .ERROR_CONNECTION_REFUSED: "no listener, or a full queue"
    case .ERROR_MORE_DATA: "the datagram was longer than the buffer"
    case .ERROR_SEM_TIMEOUT: "no answer came"
    default: nil
    }
  }

  private static func winsock(_ error: ErrorCode) -> String {
    switch error {
    case .WSAEINVAL: "an argument or state does not fit"
    case .WSAEWOULDBLOCK: "nothing has arrived yet"
    case .WSAENOTCONN: "it is not connected"
    case .WSAECONNABORTED: "the connection was aborted"
    case .WSAECONNRESET: "the peer reset the connection"
    case .WSAEADDRINUSE: "another socket has this port"
    case .WSAEADDRNOTAVAIL: "not a destination: address or port 0"
    case .WSAEOPNOTSUPP: "not for this kind of socket"
    case .WSAEMSGSIZE: "too long to send"
    case .WSAEISCONN: "it is connected already"
    case .WSAEACCES: "not permitted"
    case .WSAETIMEDOUT: "the time limit has passed"
    case .WSAEINTR: "the socket was closed meanwhile"
    default: network(error)
    }
  }

  private static func network(_ error: ErrorCode) -> String {
    switch error {
    case .WSAENOTSOCK: "not an open socket"
    case .WSAESHUTDOWN: "this direction was shut down"
    case .WSAECONNREFUSED: "no listener, or a full queue"
    case .WSAEFAULT, .ERROR_NOACCESS: "a pointer or length is wrong"
    case .WSAEMFILE: "too many sockets are open"
    case .WSAEINPROGRESS: "another call is in the way"
    case .WSAEALREADY: "a connect is under way already"
    case .WSAEDESTADDRREQ: "no destination was given"
    case .WSAEPROTOTYPE: "protocol and type do not match"
    case .WSAENOPROTOOPT: "no such option for it"
    case .WSAEPROTONOSUPPORT: "no such protocol for this type"
    case .WSAESOCKTNOSUPPORT: "no such socket type"
    case .WSAEAFNOSUPPORT: "no such address family"
    case .WSAEPFNOSUPPORT: "no such protocol family"
    case .WSAENETDOWN: "the network is down"
    case .WSAENETUNREACH: "no route to that network"
    case .WSAENETRESET: "keep-alive found it broken"
    case .WSAENOBUFS: "no buffer space is left"
    case .WSAEHOSTDOWN: "the host is down"
    case .WSAEHOSTUNREACH: "the host cannot be reached"
    case .WSASYSNOTREADY: "the network is not ready"
    case .WSAVERNOTSUPPORTED: "no such Winsock version"
    case .WSANOTINITIALISED: "WSAStartup was not called"
    case .WSAHOST_NOT_FOUND: "no host of this name"
    case .WSATYPE_NOT_FOUND: "no such service"
    case .WSATRY_AGAIN: "the name server did not answer"
    case .WSANO_RECOVERY: "the name server failed"
    case .WSANO_DATA: "the name has no address"
    default: ""
    }
  }
}
