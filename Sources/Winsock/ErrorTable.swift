import Glibc

// One row is one fact with all its names. Sources: winerror.h and ntstatus.h as MS-ERREF lists them; the pairs of
// status and Win32 code are those of RtlNtStatusToDosError, those of status and Winsock code WSAGetOverlappedResult's.

extension ErrorCode {
  /// No error.
  public static let success = ErrorCode(rawValue: 0)
  /// WSA_INVALID_HANDLE, 6.
  public static let WSA_INVALID_HANDLE = ErrorCode(rawValue: 6)
  /// WSA_NOT_ENOUGH_MEMORY, 8.
  public static let WSA_NOT_ENOUGH_MEMORY = ErrorCode(rawValue: 8)
  /// WSA_INVALID_PARAMETER, 87.
  public static let WSA_INVALID_PARAMETER = ErrorCode(rawValue: 87)
  /// WSA_OPERATION_ABORTED, 995.
  public static let WSA_OPERATION_ABORTED = ErrorCode(rawValue: 995)
  /// WSA_IO_INCOMPLETE, 996.
  public static let WSA_IO_INCOMPLETE = ErrorCode(rawValue: 996)
  /// WSA_IO_PENDING, 997.
  public static let WSA_IO_PENDING = ErrorCode(rawValue: 997)
  /// WAIT_IO_COMPLETION, 192.
  public static let WAIT_IO_COMPLETION = ErrorCode(rawValue: 192)
  /// WAIT_TIMEOUT, 258.
  public static let WAIT_TIMEOUT = ErrorCode(rawValue: 258)
  /// ERROR_FILE_NOT_FOUND, 2.
  public static let ERROR_FILE_NOT_FOUND = ErrorCode(rawValue: 2)
  /// ERROR_NOACCESS, 998: what WSAEFAULT is to kernel32.
  public static let ERROR_NOACCESS = ErrorCode(rawValue: 998)
  /// ERROR_GEN_FAILURE, 31.
  public static let ERROR_GEN_FAILURE = ErrorCode(rawValue: 31)
  /// ERROR_ABANDONED_WAIT_0, 735.
  public static let ERROR_ABANDONED_WAIT_0 = ErrorCode(rawValue: 735)
  /// ERROR_NOT_FOUND, 1168.
  public static let ERROR_NOT_FOUND = ErrorCode(rawValue: 1168)
  /// ERROR_NOT_OWNER, 288.
  public static let ERROR_NOT_OWNER = ErrorCode(rawValue: 288)
  /// ERROR_TOO_MANY_POSTS, 298.
  public static let ERROR_TOO_MANY_POSTS = ErrorCode(rawValue: 298)
  /// ERROR_NETNAME_DELETED, 64.
  public static let ERROR_NETNAME_DELETED = ErrorCode(rawValue: 64)
  /// ERROR_SEM_TIMEOUT, 121.
  public static let ERROR_SEM_TIMEOUT = ErrorCode(rawValue: 121)
  /// ERROR_MORE_DATA, 234.
  public static let ERROR_MORE_DATA = ErrorCode(rawValue: 234)
  /// ERROR_NO_DATA, 232.
  public static let ERROR_NO_DATA = ErrorCode(rawValue: 232)
  /// ERROR_CONNECTION_REFUSED, 1225.
  public static let ERROR_CONNECTION_REFUSED = ErrorCode(rawValue: 1225)
  /// ERROR_NETWORK_UNREACHABLE, 1231.
  public static let ERROR_NETWORK_UNREACHABLE = ErrorCode(rawValue: 1231)
  /// ERROR_HOST_UNREACHABLE, 1232.
  public static let ERROR_HOST_UNREACHABLE = ErrorCode(rawValue: 1232)
  /// ERROR_PORT_UNREACHABLE, 1234.
  public static let ERROR_PORT_UNREACHABLE = ErrorCode(rawValue: 1234)
  /// ERROR_CONNECTION_ABORTED, 1236.
  public static let ERROR_CONNECTION_ABORTED = ErrorCode(rawValue: 1236)
  /// ERROR_NOT_SUPPORTED, 50.
  public static let ERROR_NOT_SUPPORTED = ErrorCode(rawValue: 50)
  /// WSAEINTR, 10004.
  public static let WSAEINTR = ErrorCode(rawValue: 10004)
  /// WSAEBADF, 10009.
  public static let WSAEBADF = ErrorCode(rawValue: 10009)
  /// WSAEACCES, 10013.
  public static let WSAEACCES = ErrorCode(rawValue: 10013)
  /// WSAEFAULT, 10014.
  public static let WSAEFAULT = ErrorCode(rawValue: 10014)
  /// WSAEINVAL, 10022.
  public static let WSAEINVAL = ErrorCode(rawValue: 10022)
  /// WSAEMFILE, 10024.
  public static let WSAEMFILE = ErrorCode(rawValue: 10024)
  /// WSAEWOULDBLOCK, 10035.
  public static let WSAEWOULDBLOCK = ErrorCode(rawValue: 10035)
  /// WSAEINPROGRESS, 10036.
  public static let WSAEINPROGRESS = ErrorCode(rawValue: 10036)
  /// WSAEALREADY, 10037.
  public static let WSAEALREADY = ErrorCode(rawValue: 10037)
  /// WSAENOTSOCK, 10038.
  public static let WSAENOTSOCK = ErrorCode(rawValue: 10038)
  /// WSAEDESTADDRREQ, 10039.
  public static let WSAEDESTADDRREQ = ErrorCode(rawValue: 10039)
  /// WSAEMSGSIZE, 10040.
  public static let WSAEMSGSIZE = ErrorCode(rawValue: 10040)
  /// WSAEPROTOTYPE, 10041.
  public static let WSAEPROTOTYPE = ErrorCode(rawValue: 10041)
  /// WSAENOPROTOOPT, 10042.
  public static let WSAENOPROTOOPT = ErrorCode(rawValue: 10042)
  /// WSAEPROTONOSUPPORT, 10043.
  public static let WSAEPROTONOSUPPORT = ErrorCode(rawValue: 10043)
  /// WSAESOCKTNOSUPPORT, 10044.
  public static let WSAESOCKTNOSUPPORT = ErrorCode(rawValue: 10044)
  /// WSAEOPNOTSUPP, 10045.
  public static let WSAEOPNOTSUPP = ErrorCode(rawValue: 10045)
  /// WSAEPFNOSUPPORT, 10046.
  public static let WSAEPFNOSUPPORT = ErrorCode(rawValue: 10046)
  /// WSAEAFNOSUPPORT, 10047.
  public static let WSAEAFNOSUPPORT = ErrorCode(rawValue: 10047)
  /// WSAEADDRINUSE, 10048.
  public static let WSAEADDRINUSE = ErrorCode(rawValue: 10048)
  /// WSAEADDRNOTAVAIL, 10049.
  public static let WSAEADDRNOTAVAIL = ErrorCode(rawValue: 10049)
  /// WSAENETDOWN, 10050.
  public static let WSAENETDOWN = ErrorCode(rawValue: 10050)
  /// WSAENETUNREACH, 10051.
  public static let WSAENETUNREACH = ErrorCode(rawValue: 10051)
  /// WSAENETRESET, 10052.
  public static let WSAENETRESET = ErrorCode(rawValue: 10052)
  /// WSAECONNABORTED, 10053.
  public static let WSAECONNABORTED = ErrorCode(rawValue: 10053)
  /// WSAECONNRESET, 10054.
  public static let WSAECONNRESET = ErrorCode(rawValue: 10054)
  /// WSAENOBUFS, 10055.
  public static let WSAENOBUFS = ErrorCode(rawValue: 10055)
  /// WSAEISCONN, 10056.
  public static let WSAEISCONN = ErrorCode(rawValue: 10056)
  /// WSAENOTCONN, 10057.
  public static let WSAENOTCONN = ErrorCode(rawValue: 10057)
  /// WSAESHUTDOWN, 10058.
  public static let WSAESHUTDOWN = ErrorCode(rawValue: 10058)
  /// WSAETIMEDOUT, 10060.
  public static let WSAETIMEDOUT = ErrorCode(rawValue: 10060)
  /// WSAECONNREFUSED, 10061.
  public static let WSAECONNREFUSED = ErrorCode(rawValue: 10061)
  /// WSAEHOSTDOWN, 10064.
  public static let WSAEHOSTDOWN = ErrorCode(rawValue: 10064)
  /// WSAEHOSTUNREACH, 10065.
  public static let WSAEHOSTUNREACH = ErrorCode(rawValue: 10065)
  /// WSASYSNOTREADY, 10091.
  public static let WSASYSNOTREADY = ErrorCode(rawValue: 10091)
  /// WSAVERNOTSUPPORTED, 10092.
  public static let WSAVERNOTSUPPORTED = ErrorCode(rawValue: 10092)
  /// WSANOTINITIALISED, 10093.
  public static let WSANOTINITIALISED = ErrorCode(rawValue: 10093)
  /// WSAEDISCON, 10101.
  public static let WSAEDISCON = ErrorCode(rawValue: 10101)
  /// WSATYPE_NOT_FOUND, 10109.
  public static let WSATYPE_NOT_FOUND = ErrorCode(rawValue: 10109)
  /// WSAHOST_NOT_FOUND, 11001.
  public static let WSAHOST_NOT_FOUND = ErrorCode(rawValue: 11001)
  /// WSATRY_AGAIN, 11002.
  public static let WSATRY_AGAIN = ErrorCode(rawValue: 11002)
  /// WSANO_RECOVERY, 11003.
  public static let WSANO_RECOVERY = ErrorCode(rawValue: 11003)
  /// WSANO_DATA, 11004.
  public static let WSANO_DATA = ErrorCode(rawValue: 11004)
}

extension NTStatus {
  /// STATUS_SUCCESS, 0.
  public static let STATUS_SUCCESS = NTStatus(rawValue: 0)
  /// STATUS_INVALID_HANDLE, 0xC0000008.
  public static let STATUS_INVALID_HANDLE = NTStatus(rawValue: 0xC0000008)
  /// STATUS_NO_MEMORY, 0xC0000017.
  public static let STATUS_NO_MEMORY = NTStatus(rawValue: 0xC0000017)
  /// STATUS_INVALID_PARAMETER, 0xC000000D.
  public static let STATUS_INVALID_PARAMETER = NTStatus(rawValue: 0xC000000D)
  /// STATUS_NETWORK_NAME_DELETED, 0xC00000C9.
  public static let STATUS_NETWORK_NAME_DELETED = NTStatus(rawValue: 0xC00000C9)
  /// STATUS_PORT_UNREACHABLE, 0xC000023F.
  public static let STATUS_PORT_UNREACHABLE = NTStatus(rawValue: 0xC000023F)
  /// STATUS_CANCELLED, 0xC0000120.
  public static let STATUS_CANCELLED = NTStatus(rawValue: 0xC0000120)
  /// STATUS_PENDING, 0x103.
  public static let STATUS_PENDING = NTStatus(rawValue: 0x103)
  /// STATUS_USER_APC, 0xC0.
  public static let STATUS_USER_APC = NTStatus(rawValue: 0xC0)
  /// STATUS_TIMEOUT, 0x102.
  public static let STATUS_TIMEOUT = NTStatus(rawValue: 0x102)
  /// STATUS_ABANDONED_WAIT_0, 0x80.
  public static let STATUS_ABANDONED_WAIT_0 = NTStatus(rawValue: 0x80)
  /// STATUS_NOT_FOUND, 0xC0000225.
  public static let STATUS_NOT_FOUND = NTStatus(rawValue: 0xC0000225)
  /// STATUS_ACCESS_DENIED, 0xC0000022.
  public static let STATUS_ACCESS_DENIED = NTStatus(rawValue: 0xC0000022)
  /// STATUS_ACCESS_VIOLATION, 0xC0000005.
  public static let STATUS_ACCESS_VIOLATION = NTStatus(rawValue: 0xC0000005)
  /// STATUS_TOO_MANY_OPENED_FILES, 0xC000011F.
  public static let STATUS_TOO_MANY_OPENED_FILES = NTStatus(rawValue: 0xC000011F)
  /// STATUS_CANT_WAIT, 0xC00000D8.
  public static let STATUS_CANT_WAIT = NTStatus(rawValue: 0xC00000D8)
  /// STATUS_BUFFER_OVERFLOW, 0x80000005.
  public static let STATUS_BUFFER_OVERFLOW = NTStatus(rawValue: 0x80000005)
  /// STATUS_NOT_SUPPORTED, 0xC00000BB.
  public static let STATUS_NOT_SUPPORTED = NTStatus(rawValue: 0xC00000BB)
  /// STATUS_ADDRESS_ALREADY_EXISTS, 0xC000020A.
  public static let STATUS_ADDRESS_ALREADY_EXISTS = NTStatus(rawValue: 0xC000020A)
  /// STATUS_INVALID_ADDRESS_COMPONENT, 0xC0000207.
  public static let STATUS_INVALID_ADDRESS_COMPONENT = NTStatus(rawValue: 0xC0000207)
  /// STATUS_NETWORK_UNREACHABLE, 0xC000023C.
  public static let STATUS_NETWORK_UNREACHABLE = NTStatus(rawValue: 0xC000023C)
  /// STATUS_CONNECTION_ABORTED, 0xC0000241.
  public static let STATUS_CONNECTION_ABORTED = NTStatus(rawValue: 0xC0000241)
  /// STATUS_CONNECTION_RESET, 0xC000020D.
  public static let STATUS_CONNECTION_RESET = NTStatus(rawValue: 0xC000020D)
  /// STATUS_INSUFFICIENT_RESOURCES, 0xC000009A.
  public static let STATUS_INSUFFICIENT_RESOURCES = NTStatus(rawValue: 0xC000009A)
  /// STATUS_CONNECTION_ACTIVE, 0xC000023B.
  public static let STATUS_CONNECTION_ACTIVE = NTStatus(rawValue: 0xC000023B)
  /// STATUS_CONNECTION_INVALID, 0xC000023A.
  public static let STATUS_CONNECTION_INVALID = NTStatus(rawValue: 0xC000023A)
  /// STATUS_GRACEFUL_DISCONNECT, 0xC0000237.
  public static let STATUS_GRACEFUL_DISCONNECT = NTStatus(rawValue: 0xC0000237)
  /// STATUS_IO_TIMEOUT, 0xC00000B5.
  public static let STATUS_IO_TIMEOUT = NTStatus(rawValue: 0xC00000B5)
  /// STATUS_CONNECTION_REFUSED, 0xC0000236.
  public static let STATUS_CONNECTION_REFUSED = NTStatus(rawValue: 0xC0000236)
  /// STATUS_HOST_UNREACHABLE, 0xC000023D.
  public static let STATUS_HOST_UNREACHABLE = NTStatus(rawValue: 0xC000023D)
}

extension ErrorFact {
  /// Every fact, in the order of the Winsock codes.
  public static let all: [ErrorFact] = [
    ErrorFact(winsock: .ERROR_FILE_NOT_FOUND, name: "ERROR_FILE_NOT_FOUND", win32: nil, status: nil, errno: 0),
    ErrorFact(
      winsock: .WSA_INVALID_HANDLE, name: "WSA_INVALID_HANDLE", win32: (ErrorCode(rawValue: 6), "ERROR_INVALID_HANDLE"),
      status: (.STATUS_INVALID_HANDLE, "STATUS_INVALID_HANDLE"), errno: 0),
    ErrorFact(
      winsock: .WSA_NOT_ENOUGH_MEMORY, name: "WSA_NOT_ENOUGH_MEMORY",
      win32: (ErrorCode(rawValue: 8), "ERROR_NOT_ENOUGH_MEMORY"), status: (.STATUS_NO_MEMORY, "STATUS_NO_MEMORY"),
      errno: ENOMEM),
    ErrorFact(winsock: .ERROR_GEN_FAILURE, name: "ERROR_GEN_FAILURE", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .ERROR_NOT_SUPPORTED, name: "ERROR_NOT_SUPPORTED", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .ERROR_NETNAME_DELETED, name: "ERROR_NETNAME_DELETED", win32: nil, status: nil, errno: 0),
    ErrorFact(
      winsock: .WSA_INVALID_PARAMETER, name: "WSA_INVALID_PARAMETER",
      win32: (ErrorCode(rawValue: 87), "ERROR_INVALID_PARAMETER"),
      status: (.STATUS_INVALID_PARAMETER, "STATUS_INVALID_PARAMETER"), errno: 0),
    ErrorFact(winsock: .ERROR_SEM_TIMEOUT, name: "ERROR_SEM_TIMEOUT", win32: nil, status: nil, errno: 0),
    ErrorFact(
      winsock: .WAIT_IO_COMPLETION, name: "WAIT_IO_COMPLETION", win32: nil,
      status: (.STATUS_USER_APC, "STATUS_USER_APC"), errno: 0),
    ErrorFact(winsock: .ERROR_NO_DATA, name: "ERROR_NO_DATA", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .ERROR_MORE_DATA, name: "ERROR_MORE_DATA", win32: nil, status: nil, errno: 0),
    ErrorFact(
      winsock: .WAIT_TIMEOUT, name: "WAIT_TIMEOUT", win32: nil, status: (.STATUS_TIMEOUT, "STATUS_TIMEOUT"), errno: 0),
    ErrorFact(winsock: .ERROR_NOT_OWNER, name: "ERROR_NOT_OWNER", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .ERROR_TOO_MANY_POSTS, name: "ERROR_TOO_MANY_POSTS", win32: nil, status: nil, errno: 0),
    ErrorFact(
      winsock: .ERROR_ABANDONED_WAIT_0, name: "ERROR_ABANDONED_WAIT_0", win32: nil,
      status: (.STATUS_ABANDONED_WAIT_0, "STATUS_ABANDONED_WAIT_0"), errno: 0),
    ErrorFact(
      winsock: .WSA_OPERATION_ABORTED, name: "WSA_OPERATION_ABORTED",
      win32: (ErrorCode(rawValue: 995), "ERROR_OPERATION_ABORTED"), status: (.STATUS_CANCELLED, "STATUS_CANCELLED"),
      errno: ECANCELED),
    ErrorFact(winsock: .WSA_IO_INCOMPLETE, name: "WSA_IO_INCOMPLETE", win32: nil, status: nil, errno: 0),
    ErrorFact(
      winsock: .WSA_IO_PENDING, name: "WSA_IO_PENDING", win32: (ErrorCode(rawValue: 997), "ERROR_IO_PENDING"),
      status: (.STATUS_PENDING, "STATUS_PENDING"), errno: 0),
    ErrorFact(
      winsock: .ERROR_NOT_FOUND, name: "ERROR_NOT_FOUND", win32: nil, status: (.STATUS_NOT_FOUND, "STATUS_NOT_FOUND"),
      errno: 0),
    ErrorFact(winsock: .ERROR_CONNECTION_REFUSED, name: "ERROR_CONNECTION_REFUSED", win32: nil, status: nil, errno: 0),
    ErrorFact(
      winsock: .ERROR_NETWORK_UNREACHABLE, name: "ERROR_NETWORK_UNREACHABLE", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .ERROR_HOST_UNREACHABLE, name: "ERROR_HOST_UNREACHABLE", win32: nil, status: nil, errno: 0),
    // A datagram's unreachable port: WSAECONNRESET to Winsock, apart from a connection's reset to everyone else.
    ErrorFact(
      winsock: .ERROR_PORT_UNREACHABLE, name: "ERROR_PORT_UNREACHABLE",
      win32: (ErrorCode(rawValue: 1234), "ERROR_PORT_UNREACHABLE"),
      status: (.STATUS_PORT_UNREACHABLE, "STATUS_PORT_UNREACHABLE"), errno: 0),
    ErrorFact(winsock: .ERROR_CONNECTION_ABORTED, name: "ERROR_CONNECTION_ABORTED", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .WSAEINTR, name: "WSAEINTR", win32: nil, status: nil, errno: EINTR),
    ErrorFact(winsock: .WSAEBADF, name: "WSAEBADF", win32: nil, status: nil, errno: EBADF),
    ErrorFact(
      winsock: .WSAEACCES, name: "WSAEACCES", win32: (ErrorCode(rawValue: 5), "ERROR_ACCESS_DENIED"),
      status: (.STATUS_ACCESS_DENIED, "STATUS_ACCESS_DENIED"), errno: EACCES),
    ErrorFact(
      winsock: .WSAEFAULT, name: "WSAEFAULT", win32: (ErrorCode(rawValue: 998), "ERROR_NOACCESS"),
      status: (.STATUS_ACCESS_VIOLATION, "STATUS_ACCESS_VIOLATION"), errno: EFAULT),
    ErrorFact(winsock: .WSAEINVAL, name: "WSAEINVAL", win32: nil, status: nil, errno: EINVAL),
    ErrorFact(
      winsock: .WSAEMFILE, name: "WSAEMFILE", win32: (ErrorCode(rawValue: 4), "ERROR_TOO_MANY_OPEN_FILES"),
      status: (.STATUS_TOO_MANY_OPENED_FILES, "STATUS_TOO_MANY_OPENED_FILES"), errno: EMFILE),
    ErrorFact(
      winsock: .WSAEWOULDBLOCK, name: "WSAEWOULDBLOCK", win32: nil, status: (.STATUS_CANT_WAIT, "STATUS_CANT_WAIT"),
      errno: EAGAIN),
    ErrorFact(winsock: .WSAEINPROGRESS, name: "WSAEINPROGRESS", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .WSAEALREADY, name: "WSAEALREADY", win32: nil, status: nil, errno: EALREADY),
    ErrorFact(winsock: .WSAENOTSOCK, name: "WSAENOTSOCK", win32: nil, status: nil, errno: ENOTSOCK),
    ErrorFact(winsock: .WSAEDESTADDRREQ, name: "WSAEDESTADDRREQ", win32: nil, status: nil, errno: EDESTADDRREQ),
    ErrorFact(
      winsock: .WSAEMSGSIZE, name: "WSAEMSGSIZE", win32: (ErrorCode(rawValue: 234), "ERROR_MORE_DATA"),
      status: (.STATUS_BUFFER_OVERFLOW, "STATUS_BUFFER_OVERFLOW"), errno: EMSGSIZE),
    ErrorFact(winsock: .WSAEPROTOTYPE, name: "WSAEPROTOTYPE", win32: nil, status: nil, errno: EPROTOTYPE),
    ErrorFact(winsock: .WSAENOPROTOOPT, name: "WSAENOPROTOOPT", win32: nil, status: nil, errno: ENOPROTOOPT),
    ErrorFact(
      winsock: .WSAEPROTONOSUPPORT, name: "WSAEPROTONOSUPPORT", win32: nil, status: nil, errno: EPROTONOSUPPORT),
    ErrorFact(
      winsock: .WSAESOCKTNOSUPPORT, name: "WSAESOCKTNOSUPPORT", win32: nil, status: nil, errno: ESOCKTNOSUPPORT),
    ErrorFact(
      winsock: .WSAEOPNOTSUPP, name: "WSAEOPNOTSUPP", win32: (ErrorCode(rawValue: 50), "ERROR_NOT_SUPPORTED"),
      status: (.STATUS_NOT_SUPPORTED, "STATUS_NOT_SUPPORTED"), errno: EOPNOTSUPP),
    ErrorFact(winsock: .WSAEPFNOSUPPORT, name: "WSAEPFNOSUPPORT", win32: nil, status: nil, errno: EPFNOSUPPORT),
    ErrorFact(winsock: .WSAEAFNOSUPPORT, name: "WSAEAFNOSUPPORT", win32: nil, status: nil, errno: EAFNOSUPPORT),
    ErrorFact(
      winsock: .WSAEADDRINUSE, name: "WSAEADDRINUSE", win32: (ErrorCode(rawValue: 52), "ERROR_DUP_NAME"),
      status: (.STATUS_ADDRESS_ALREADY_EXISTS, "STATUS_ADDRESS_ALREADY_EXISTS"), errno: EADDRINUSE),
    ErrorFact(
      winsock: .WSAEADDRNOTAVAIL, name: "WSAEADDRNOTAVAIL", win32: (ErrorCode(rawValue: 59), "ERROR_UNEXP_NET_ERR"),
      status: (.STATUS_INVALID_ADDRESS_COMPONENT, "STATUS_INVALID_ADDRESS_COMPONENT"), errno: EADDRNOTAVAIL),
    ErrorFact(winsock: .WSAENETDOWN, name: "WSAENETDOWN", win32: nil, status: nil, errno: ENETDOWN),
    ErrorFact(
      winsock: .WSAENETUNREACH, name: "WSAENETUNREACH", win32: (ErrorCode(rawValue: 1231), "ERROR_NETWORK_UNREACHABLE"),
      status: (.STATUS_NETWORK_UNREACHABLE, "STATUS_NETWORK_UNREACHABLE"), errno: ENETUNREACH),
    // That an overlapped operation ends with this status when keep-alive fails is inferred.
    ErrorFact(
      winsock: .WSAENETRESET, name: "WSAENETRESET", win32: (ErrorCode(rawValue: 64), "ERROR_NETNAME_DELETED"),
      status: (.STATUS_NETWORK_NAME_DELETED, "STATUS_NETWORK_NAME_DELETED"), errno: ENETRESET),
    ErrorFact(
      winsock: .WSAECONNABORTED, name: "WSAECONNABORTED",
      win32: (ErrorCode(rawValue: 1236), "ERROR_CONNECTION_ABORTED"),
      status: (.STATUS_CONNECTION_ABORTED, "STATUS_CONNECTION_ABORTED"), errno: ECONNABORTED),
    ErrorFact(
      winsock: .WSAECONNRESET, name: "WSAECONNRESET", win32: (ErrorCode(rawValue: 64), "ERROR_NETNAME_DELETED"),
      status: (.STATUS_CONNECTION_RESET, "STATUS_CONNECTION_RESET"), errno: ECONNRESET),
    ErrorFact(
      winsock: .WSAENOBUFS, name: "WSAENOBUFS", win32: (ErrorCode(rawValue: 1450), "ERROR_NO_SYSTEM_RESOURCES"),
      status: (.STATUS_INSUFFICIENT_RESOURCES, "STATUS_INSUFFICIENT_RESOURCES"), errno: ENOBUFS),
    ErrorFact(
      winsock: .WSAEISCONN, name: "WSAEISCONN", win32: (ErrorCode(rawValue: 1230), "ERROR_CONNECTION_ACTIVE"),
      status: (.STATUS_CONNECTION_ACTIVE, "STATUS_CONNECTION_ACTIVE"), errno: EISCONN),
    ErrorFact(
      winsock: .WSAENOTCONN, name: "WSAENOTCONN", win32: (ErrorCode(rawValue: 1229), "ERROR_CONNECTION_INVALID"),
      status: (.STATUS_CONNECTION_INVALID, "STATUS_CONNECTION_INVALID"), errno: ENOTCONN),
    ErrorFact(
      winsock: .WSAESHUTDOWN, name: "WSAESHUTDOWN", win32: (ErrorCode(rawValue: 1226), "ERROR_GRACEFUL_DISCONNECT"),
      status: (.STATUS_GRACEFUL_DISCONNECT, "STATUS_GRACEFUL_DISCONNECT"), errno: EPIPE),
    ErrorFact(
      winsock: .WSAETIMEDOUT, name: "WSAETIMEDOUT", win32: (ErrorCode(rawValue: 121), "ERROR_SEM_TIMEOUT"),
      status: (.STATUS_IO_TIMEOUT, "STATUS_IO_TIMEOUT"), errno: ETIMEDOUT),
    ErrorFact(
      winsock: .WSAECONNREFUSED, name: "WSAECONNREFUSED",
      win32: (ErrorCode(rawValue: 1225), "ERROR_CONNECTION_REFUSED"),
      status: (.STATUS_CONNECTION_REFUSED, "STATUS_CONNECTION_REFUSED"), errno: ECONNREFUSED),
    ErrorFact(winsock: .WSAEHOSTDOWN, name: "WSAEHOSTDOWN", win32: nil, status: nil, errno: EHOSTDOWN),
    ErrorFact(
      winsock: .WSAEHOSTUNREACH, name: "WSAEHOSTUNREACH", win32: (ErrorCode(rawValue: 1232), "ERROR_HOST_UNREACHABLE"),
      status: (.STATUS_HOST_UNREACHABLE, "STATUS_HOST_UNREACHABLE"), errno: EHOSTUNREACH),
    ErrorFact(winsock: .WSASYSNOTREADY, name: "WSASYSNOTREADY", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .WSAVERNOTSUPPORTED, name: "WSAVERNOTSUPPORTED", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .WSANOTINITIALISED, name: "WSANOTINITIALISED", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .WSAEDISCON, name: "WSAEDISCON", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .WSATYPE_NOT_FOUND, name: "WSATYPE_NOT_FOUND", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .WSAHOST_NOT_FOUND, name: "WSAHOST_NOT_FOUND", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .WSATRY_AGAIN, name: "WSATRY_AGAIN", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .WSANO_RECOVERY, name: "WSANO_RECOVERY", win32: nil, status: nil, errno: 0),
    ErrorFact(winsock: .WSANO_DATA, name: "WSANO_DATA", win32: nil, status: nil, errno: 0),
  ]
}
