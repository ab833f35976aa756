/// Constants of the headers that only C lines use; the rest stands in `Constants`. Unlike there, case matters.
///
/// Sources: winsock2.h, ws2def.h, ws2ipdef.h, mswsock.h, winnt.h, guiddef.h.
public enum CConstants {
  /// The value of a constant; nil when there is none of that name.
  public static func value(_ name: String) -> Int64? {
    if let value = table[name] { return value }
    guard name.utf8.contains(where: { $0 >= 65 && $0 <= 90 }), name == name.uppercased() else { return nil }
    let bytes = Array(name.utf8)
    return Constants.value(bytes, 0..<bytes.count)
  }

  /// Whether a name stands for a handle that is none.
  public static func isHandle(_ name: String) -> Bool {
    ["INVALID_SOCKET", "INVALID_HANDLE_VALUE", "WSA_INVALID_EVENT"].contains(name)
  }

  private static let table: [String: Int64] = [
    "NULL": 0, "nullptr": 0, "true": 1, "false": 0, "INVALID_SOCKET": -1, "INVALID_HANDLE_VALUE": -1,
    "WSA_INVALID_EVENT": 0, "INADDR_ANY": 0, "ADDR_ANY": 0, "INADDR_LOOPBACK": 0x7f00_0001,
    "INADDR_BROADCAST": 0xffff_ffff, "INADDR_NONE": 0xffff_ffff, "SOL_SOCKET": 0xffff, "IPPROTO_IPV6": 41,
    "PF_INET": 2, "PF_INET6": 23, "PF_UNSPEC": 0, "SO_DEBUG": 1, "SO_ACCEPTCONN": 2, "SO_REUSEADDR": 4,
    "SO_KEEPALIVE": 8, "SO_DONTROUTE": 0x10, "SO_BROADCAST": 0x20, "SO_LINGER": 0x80, "SO_OOBINLINE": 0x100,
    "SO_DONTLINGER": -129, "SO_EXCLUSIVEADDRUSE": -5, "SO_SNDBUF": 0x1001, "SO_RCVBUF": 0x1002, "SO_SNDTIMEO": 0x1005,
    "SO_RCVTIMEO": 0x1006, "SO_ERROR": 0x1007, "SO_TYPE": 0x1008, "SO_CONDITIONAL_ACCEPT": 0x3002,
    "SO_UPDATE_ACCEPT_CONTEXT": 0x700B, "SO_CONNECT_TIME": 0x700C, "SO_UPDATE_CONNECT_CONTEXT": 0x7010,
    "TCP_NODELAY": 1, "TCP_FASTOPEN": 15, "TCP_KEEPIDLE": 3, "TCP_KEEPCNT": 16, "TCP_KEEPINTVL": 17, "IPV6_V6ONLY": 27,
    "IPV6_UNICAST_HOPS": 4,
    "IP_TTL": 4, "IP_MULTICAST_TTL": 10, "IP_MULTICAST_LOOP": 11, "IP_MULTICAST_IF": 9, "IP_ADD_MEMBERSHIP": 12,
    "IP_DROP_MEMBERSHIP": 13, "IP_PKTINFO": 19, "IPV6_PKTINFO": 19, "SO_MAX_MSG_SIZE": 0x2003, "WSA_FLAG_OVERLAPPED": 1,
    "WSA_FLAG_NO_HANDLE_INHERIT": 0x80,
    "FD_SETSIZE": 64, "WSA_MAXIMUM_WAIT_EVENTS": 64, "MAXIMUM_WAIT_OBJECTS": 64, "FD_READ_BIT": 0, "FD_WRITE_BIT": 1,
    "FD_OOB_BIT": 2, "FD_ACCEPT_BIT": 3, "FD_CONNECT_BIT": 4, "FD_CLOSE_BIT": 5, "FD_MAX_EVENTS": 10,
    "INET_ADDRSTRLEN": 22, "INET6_ADDRSTRLEN": 65, "AI_PASSIVE": 1,
    "AI_CANONNAME": 2, "AI_NUMERICHOST": 4, "WAIT_TIMEOUT": 258, "WAIT_FAILED": 0xffff_ffff,
    "WAIT_IO_COMPLETION": 192, "WAIT_ABANDONED": 128, "WSADESCRIPTION_LEN": 256, "WSASYS_STATUS_LEN": 128,
    "STATUS_PENDING": 259, "EXIT_SUCCESS": 0, "EXIT_FAILURE": 1, "CF_ACCEPT": 0, "CF_REJECT": 1, "CF_DEFER": 2,
    "SOCK_RDM": 4, "GPTR": 0x40, "LPTR": 0x40, "GMEM_FIXED": 0, "GMEM_ZEROINIT": 0x40, "HEAP_ZERO_MEMORY": 8,
    "GENERIC_READ": 0x8000_0000, "GENERIC_WRITE": 0x4000_0000, "FILE_SHARE_READ": 1,
    "FILE_SHARE_WRITE": 2, "CREATE_NEW": 1, "CREATE_ALWAYS": 2, "OPEN_EXISTING": 3, "OPEN_ALWAYS": 4,
    "FILE_ATTRIBUTE_NORMAL": 0x80, "FILE_FLAG_SEQUENTIAL_SCAN": 0x0800_0000, "FILE_FLAG_OVERLAPPED": 0x4000_0000,
    "INVALID_FILE_SIZE": 0xffff_ffff, "FROM_PROTOCOL_INFO": -1, "MAX_PATH": 260,
  ]

  /// The GUIDs of mswsock.h by the functions that they name, in the bytes of memory.
  public static let guids: [(name: String, function: String, bytes: [UInt8])] = [
    ("WSAID_ACCEPTEX", "AcceptEx", guid(0xb536_7df1)), ("WSAID_CONNECTEX", "ConnectEx", connectEx),
    ("WSAID_DISCONNECTEX", "DisconnectEx", disconnectEx),
    ("WSAID_GETACCEPTEXSOCKADDRS", "GetAcceptExSockaddrs", guid(0xb536_7df2)),
    ("WSAID_TRANSMITFILE", "TransmitFile", guid(0xb536_7df0)), ("WSAID_WSARECVMSG", "WSARecvMsg", receiveMessage),
    ("WSAID_WSASENDMSG", "WSASendMsg", sendMessage),
  ]

  /// Those of the first functions differ in the first number alone: 0xcbac, 0x11cf, 95 ca 00 80 5f 48 a1 92.
  private static func guid(_ first: UInt32) -> [UInt8] {
    head(first, 0xcbac, 0x11cf) + [0x95, 0xca, 0x00, 0x80, 0x5f, 0x48, 0xa1, 0x92]
  }

  private static let connectEx = head(0x25a2_07b9, 0xddf3, 0x4660) + [0x8e, 0xe9, 0x76, 0xe5, 0x8c, 0x74, 0x06, 0x3e]
  private static let disconnectEx =
    head(0x7fda_2e11, 0x8630, 0x436f) + [0xa0, 0x31, 0xf5, 0x36, 0xa6, 0xee, 0xc1, 0x57]
  private static let receiveMessage =
    head(0xf689_d7c8, 0x6f1f, 0x436b) + [0x8a, 0x53, 0xe5, 0x4f, 0xe3, 0x51, 0xc3, 0x22]
  private static let sendMessage = head(0xa441_e712, 0x754f, 0x43ca) + [0x84, 0xa7, 0x0d, 0xee, 0x44, 0xcf, 0x60, 0x6d]

  private static func head(_ a: UInt32, _ b: UInt16, _ c: UInt16) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: a >> (8 * $0)) } + [
      UInt8(b & 255), UInt8(b >> 8), UInt8(c & 255), UInt8(c >> 8),
    ]
  }
}
