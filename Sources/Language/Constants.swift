import Winsock

/// The C constants that a line may name, with the values of the Windows headers. Names are not case-sensitive.
public enum Constants {
  /// Families of constants, for completion: where a flag of recv is wanted, no poll bit is offered.
  public enum Family: Sendable {
    case none, address, message, networkEvent, poll, ioctl, notification, shutdown, transmit
  }

  /// One constant of a header.
  public struct Constant: Sendable {
    /// Its C name.
    public let name: String
    /// Its value.
    public let value: Int64
    /// What it can be used for.
    public var family: Family = .none
  }

  /// The value of the constant at `range`, nil when there is none of that name.
  public static func value(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
    table.find(bytes, range).map { all[$0].value }
  }

  /// The names of a family, in the order of the table.
  public static func names(_ family: Family) -> [String] {
    all.filter { $0.family == family }.map(\.name)
  }

  private static let table = WordTable(all.map(\.name))

  /// winsock2.h, ws2def.h, winbase.h; then the codes of winerror.h and ntstatus.h that the layer knows.
  public static let all: [Constant] = named + errors

  private static let named: [Constant] = [
    Constant(name: "AF_UNSPEC", value: 0, family: .address), Constant(name: "AF_UNIX", value: 1, family: .address),
    Constant(name: "AF_INET", value: 2, family: .address), Constant(name: "AF_INET6", value: 23, family: .address),
    Constant(name: "inet", value: 2, family: .address), Constant(name: "inet6", value: 23, family: .address),
    Constant(name: "SOCK_STREAM", value: 1), Constant(name: "SOCK_DGRAM", value: 2),
    Constant(name: "SOCK_RAW", value: 3),
    Constant(name: "SOCK_SEQPACKET", value: 5), Constant(name: "IPPROTO_IP", value: 0),
    Constant(name: "IPPROTO_ICMP", value: 1), Constant(name: "IPPROTO_TCP", value: 6),
    Constant(name: "IPPROTO_UDP", value: 17), Constant(name: "SOMAXCONN", value: Int64(SOMAXCONN)),
    Constant(name: "INFINITE", value: Int64(INFINITE)), Constant(name: "WSA_INFINITE", value: Int64(INFINITE)),
    Constant(name: "MSG_OOB", value: 1, family: .message), Constant(name: "MSG_PEEK", value: 2, family: .message),
    Constant(name: "MSG_DONTROUTE", value: 4, family: .message),
    Constant(name: "MSG_WAITALL", value: 8, family: .message),
    Constant(name: "MSG_PUSH_IMMEDIATE", value: 0x20, family: .message),
    Constant(name: "MSG_PARTIAL", value: 0x8000, family: .message),
    Constant(name: "MSG_TRUNC", value: 0x100), Constant(name: "MSG_CTRUNC", value: 0x200),
    Constant(name: "MSG_BCAST", value: 0x400), Constant(name: "MSG_MCAST", value: 0x800),
    Constant(name: "TF_DISCONNECT", value: 1, family: .transmit),
    Constant(name: "TF_REUSE_SOCKET", value: 2, family: .transmit),
    Constant(name: "TF_WRITE_BEHIND", value: 4, family: .transmit),
    Constant(name: "TF_USE_DEFAULT_WORKER", value: 0), Constant(name: "TF_USE_SYSTEM_THREAD", value: 16),
    Constant(name: "TF_USE_KERNEL_APC", value: 32),
    Constant(name: "FD_READ", value: 1, family: .networkEvent),
    Constant(name: "FD_WRITE", value: 2, family: .networkEvent),
    Constant(name: "FD_OOB", value: 4, family: .networkEvent),
    Constant(name: "FD_ACCEPT", value: 8, family: .networkEvent),
    Constant(name: "FD_CONNECT", value: 16, family: .networkEvent),
    Constant(name: "FD_CLOSE", value: 32, family: .networkEvent),
    Constant(name: "FD_QOS", value: 64), Constant(name: "FD_GROUP_QOS", value: 128),
    Constant(name: "FD_ROUTING_INTERFACE_CHANGE", value: 256), Constant(name: "FD_ADDRESS_LIST_CHANGE", value: 512),
    Constant(name: "FD_ALL_EVENTS", value: 0x3ff, family: .networkEvent),
    Constant(name: "POLLERR", value: 1), Constant(name: "POLLHUP", value: 2), Constant(name: "POLLNVAL", value: 4),
    Constant(name: "POLLOUT", value: 0x10, family: .poll), Constant(name: "POLLWRNORM", value: 0x10, family: .poll),
    Constant(name: "POLLWRBAND", value: 0x20, family: .poll), Constant(name: "POLLIN", value: 0x300, family: .poll),
    Constant(name: "POLLRDNORM", value: 0x100, family: .poll),
    Constant(name: "POLLRDBAND", value: 0x200, family: .poll),
    Constant(name: "POLLPRI", value: 0x400, family: .poll), Constant(name: "SD_RECEIVE", value: 0, family: .shutdown),
    Constant(name: "SD_SEND", value: 1, family: .shutdown), Constant(name: "SD_BOTH", value: 2, family: .shutdown),
    Constant(name: "receive", value: 0, family: .shutdown), Constant(name: "send", value: 1, family: .shutdown),
    Constant(name: "both", value: 2, family: .shutdown), Constant(name: "FIONBIO", value: 0x8004_667e, family: .ioctl),
    Constant(name: "FIONREAD", value: 0x4004_667f, family: .ioctl),
    Constant(name: "SIOCATMARK", value: 0x4004_7307, family: .ioctl),
    Constant(name: "SIO_GET_EXTENSION_FUNCTION_POINTER", value: 0xc800_0006),
    Constant(name: "SIO_UDP_CONNRESET", value: Int64(SIO_UDP_CONNRESET)),
    Constant(name: "SIO_KEEPALIVE_VALS", value: Int64(SIO_KEEPALIVE_VALS)),
    Constant(name: "FILE_SKIP_COMPLETION_PORT_ON_SUCCESS", value: 1, family: .notification),
    Constant(name: "FILE_SKIP_SET_EVENT_ON_HANDLE", value: 2, family: .notification),
    Constant(name: "TRUE", value: 1), Constant(name: "FALSE", value: 0), Constant(name: "on", value: 1),
    Constant(name: "off", value: 0), Constant(name: "SOCKET_ERROR", value: -1),
    Constant(name: "WSA_WAIT_FAILED", value: WSA_WAIT_FAILED),
    Constant(name: "WSA_WAIT_TIMEOUT", value: WSA_WAIT_TIMEOUT),
    Constant(name: "WSA_WAIT_EVENT_0", value: 0), Constant(name: "WAIT_OBJECT_0", value: 0),
    Constant(name: "WSA_WAIT_IO_COMPLETION", value: WSA_WAIT_IO_COMPLETION),
    Constant(name: "STATUS_SUCCESS", value: 0), Constant(name: "NO_ERROR", value: 0),
    Constant(name: "ERROR_SUCCESS", value: 0),
  ]

  private static let errors: [Constant] = ErrorFact.all.flatMap { fact in
    var rows = [Constant(name: fact.name, value: Int64(fact.winsock.rawValue))]
    if let win32 = fact.win32 { rows.append(Constant(name: win32.name, value: Int64(win32.code.rawValue))) }
    if let status = fact.status { rows.append(Constant(name: status.name, value: Int64(status.code.rawValue))) }
    return rows
  }
}
