/// The types of the Windows headers by their names, and those that a session has declared.
///
/// Sources: winsock2.h, ws2def.h, ws2ipdef.h, inaddr.h, in6addr.h, minwinbase.h, basetsd.h, windef.h, guiddef.h.
public struct CTypeTable: Sendable {
  private var own: [String: CType] = [:]

  /// The types of the headers.
  public init() {}

  /// The type of a name, such as `SOCKADDR_IN`, `struct sockaddr_in` or `unsigned short`; nil when there is none.
  public func find(_ name: String) -> CType? { own[name] ?? Self.headers[name] }

  /// Declares a type under a name.
  public mutating func declare(_ name: String, _ type: CType) { own[name] = type }

  /// Whether a name is that of a type.
  public func isType(_ name: String) -> Bool { find(name) != nil }

  /// Whether the headers have a type of this name.
  public static func isOfHeaders(_ name: String) -> Bool { headers[name] != nil }

  /// All names, for suggestions.
  public var names: [String] { Self.headers.keys.sorted() + own.keys.sorted() }

  /// `int`.
  public static let int = CType.integer(CInteger("int", 4, signed: true))
  /// `char`.
  public static let char = CType.integer(CInteger("char", 1, signed: true, .character))
  /// `unsigned char`.
  public static let uchar = CInteger("UCHAR", 1, signed: false, .character)
  /// `DWORD`.
  public static let dword = CType.integer(CInteger("DWORD", 4, signed: false))
  /// `size_t`.
  public static let size = CType.integer(CInteger("size_t", 8, signed: false))
  /// `SOCKET`.
  public static let socket = CType.integer(CInteger("SOCKET", 8, signed: false, .handle))
  /// `HANDLE`.
  public static let handle = CType.integer(CInteger("HANDLE", 8, signed: false, .handle))
  /// `BOOL`.
  public static let bool = CType.integer(CInteger("BOOL", 4, signed: true, .boolean))
  /// `u_short`.
  public static let ushort = CType.integer(CInteger("u_short", 2, signed: false))
  /// `u_long`.
  public static let ulong = CType.integer(CInteger("u_long", 4, signed: false))
  /// `ULONG_PTR`.
  public static let ulongPointer = CType.integer(CInteger("ULONG_PTR", 8, signed: false))
  /// `void *`.
  public static let pointer = CType.pointer(.void)

  /// `WSABUF` of ws2def.h.
  public static let wsabuf = CStructure("WSABUF", [("len", ulong), ("buf", .pointer(char))])
  /// `OVERLAPPED` of minwinbase.h, which winsock2.h calls WSAOVERLAPPED.
  public static let overlapped = CStructure(
    "WSAOVERLAPPED",
    [
      ("Internal", ulongPointer), ("InternalHigh", ulongPointer), ("Offset", dword), ("OffsetHigh", dword),
      ("hEvent", handle),
    ], aliases: [("Pointer", pointer, 16)])
  /// `struct sockaddr` of ws2def.h.
  public static let sockaddr = CStructure("SOCKADDR", [("sa_family", ushort), ("sa_data", .array(char, count: 14))])
  /// `struct in_addr` of inaddr.h.
  public static let inAddr = CStructure(
    "IN_ADDR", [("s_addr", ulong)],
    aliases: [("S_addr", ulong, 0), ("S_un", .structure(CStructure("S_un", [("S_addr", ulong)])), 0)])
  /// `struct ip_mreq` of ws2ipdef.h.
  public static let ipMreq = CStructure(
    "IP_MREQ", [("imr_multiaddr", .structure(inAddr)), ("imr_interface", .structure(inAddr))])
  /// `struct sockaddr_in` of ws2def.h.
  public static let sockaddrIn = CStructure(
    "SOCKADDR_IN",
    [
      ("sin_family", ushort), ("sin_port", ushort), ("sin_addr", .structure(inAddr)),
      ("sin_zero", .array(char, count: 8)),
    ])
  /// `struct in6_addr` of in6addr.h.
  public static let in6Addr = CStructure(
    "IN6_ADDR", [("s6_addr", .array(.integer(CInteger("u_char", 1, signed: false)), count: 16))])
  /// `struct sockaddr_in6` of ws2ipdef.h.
  public static let sockaddrIn6 = CStructure(
    "SOCKADDR_IN6",
    [
      ("sin6_family", ushort), ("sin6_port", ushort), ("sin6_flowinfo", ulong), ("sin6_addr", .structure(in6Addr)),
      ("sin6_scope_id", ulong),
    ])
  /// `struct fd_set` of winsock2.h, with FD_SETSIZE 64.
  public static let fdSet = CStructure("fd_set", [("fd_count", uint), ("fd_array", .array(socket, count: 64))])
  /// `struct timeval` of winsock2.h.
  public static let timeval = CStructure("TIMEVAL", [("tv_sec", long), ("tv_usec", long)])
  /// `WSANETWORKEVENTS` of winsock2.h.
  public static let networkEvents = CStructure(
    "WSANETWORKEVENTS", [("lNetworkEvents", long), ("iErrorCode", .array(int, count: 10))])
  /// `WSAPOLLFD` of winsock2.h.
  public static let pollfd = CStructure(
    "WSAPOLLFD", [("fd", socket), ("events", short), ("revents", short)])
  /// `struct linger` of winsock2.h.
  public static let linger = CStructure("LINGER", [("l_onoff", ushort), ("l_linger", ushort)])
  /// `OVERLAPPED_ENTRY` of minwinbase.h.
  public static let overlappedEntry = CStructure(
    "OVERLAPPED_ENTRY",
    [
      ("lpCompletionKey", ulongPointer), ("lpOverlapped", .pointer(.structure(overlapped))),
      ("Internal", ulongPointer), ("dwNumberOfBytesTransferred", dword),
    ])
  /// `WSADATA` of winsock2.h, in the order of 64-bit Windows.
  public static let wsadata = CStructure(
    "WSADATA",
    [
      ("wVersion", word), ("wHighVersion", word), ("iMaxSockets", ushort), ("iMaxUdpDg", ushort),
      ("lpVendorInfo", .pointer(char)), ("szDescription", .array(char, count: 257)),
      ("szSystemStatus", .array(char, count: 129)),
    ])
  /// `GUID` of guiddef.h.
  public static let guid = CStructure(
    "GUID",
    [
      ("Data1", .integer(CInteger("unsigned long", 4, signed: false))),
      ("Data2", .integer(CInteger("unsigned short", 2, signed: false))),
      ("Data3", .integer(CInteger("unsigned short", 2, signed: false))),
      ("Data4", .array(.integer(CInteger("unsigned char", 1, signed: false)), count: 8)),
    ])
  /// `struct hostent` of winsock2.h; `h_addr` is the first of its addresses.
  public static let hostent = CStructure(
    "HOSTENT",
    [
      ("h_name", .pointer(char)), ("h_aliases", .pointer(.pointer(char))), ("h_addrtype", short), ("h_length", short),
      ("h_addr_list", .pointer(.pointer(char))),
    ])
  /// `struct tcp_keepalive` of mstcpip.h.
  public static let keepAlive = CStructure(
    "tcp_keepalive", [("onoff", ulong), ("keepalivetime", ulong), ("keepaliveinterval", ulong)])
  /// `WSAMSG` of ws2def.h.
  public static let wsamsg = CStructure(
    "WSAMSG",
    [
      ("name", .pointer(.structure(sockaddr))), ("namelen", int), ("lpBuffers", .pointer(.structure(wsabuf))),
      ("dwBufferCount", ulong), ("Control", .structure(wsabuf)), ("dwFlags", ulong),
    ])
  /// `WSACMSGHDR` of ws2def.h.
  public static let cmsghdr = CStructure("WSACMSGHDR", [("cmsg_len", size), ("cmsg_level", int), ("cmsg_type", int)])
  /// `IN_PKTINFO` of ws2ipdef.h.
  public static let pktinfo = CStructure("IN_PKTINFO", [("ipi_addr", .structure(inAddr)), ("ipi_ifindex", ulong)])
  /// `IN6_PKTINFO` of ws2ipdef.h.
  public static let pktinfo6 = CStructure(
    "IN6_PKTINFO", [("ipi6_addr", .structure(in6Addr)), ("ipi6_ifindex", ulong)])
  /// `WSAPROTOCOL_INFOW` of winsock2.h.
  public static let protocolInfo = CStructure(
    "WSAPROTOCOL_INFOW",
    (1...4).map { ("dwServiceFlags\($0)", dword) } + [
      ("dwProviderFlags", dword), ("ProviderId", .structure(guid)), ("dwCatalogEntryId", dword),
      (
        "ProtocolChain",
        .structure(CStructure("WSAPROTOCOLCHAIN", [("ChainLen", int), ("ChainEntries", .array(dword, count: 7))]))
      ),
      ("iVersion", int), ("iAddressFamily", int), ("iMaxSockAddr", int), ("iMinSockAddr", int), ("iSocketType", int),
      ("iProtocol", int), ("iProtocolMaxOffset", int), ("iNetworkByteOrder", int), ("iSecurityScheme", int),
      ("dwMessageSize", dword), ("dwProviderReserved", dword), ("szProtocol", .array(wchar, count: 256)),
    ])
  /// `TRANSMIT_FILE_BUFFERS` of mswsock.h.
  public static let transmitBuffers = CStructure(
    "TRANSMIT_FILE_BUFFERS", [("Head", pointer), ("HeadLength", dword), ("Tail", pointer), ("TailLength", dword)])
  /// `WCHAR`.
  public static let wchar = CType.integer(CInteger("WCHAR", 2, signed: false, .character))
  private static let storage = CStructure(
    "SOCKADDR_STORAGE",
    [
      ("ss_family", ushort), ("__ss_pad1", .array(char, count: 6)), ("__ss_align", longlong),
      ("__ss_pad2", .array(char, count: 112)),
    ])
  private static let addrinfo = CStructure(
    "ADDRINFOA",
    [
      ("ai_flags", int), ("ai_family", int), ("ai_socktype", int), ("ai_protocol", int), ("ai_addrlen", size),
      ("ai_canonname", .pointer(char)), ("ai_addr", .pointer(.structure(sockaddr))), ("ai_next", pointer),
    ])

  private static let uint = CType.integer(CInteger("u_int", 4, signed: false))
  private static let long = CType.integer(CInteger("long", 4, signed: true))
  private static let short = CType.integer(CInteger("SHORT", 2, signed: true))
  private static let word = CType.integer(CInteger("WORD", 2, signed: false))
  private static let longlong = CType.integer(CInteger("__int64", 8, signed: true))

  private static func integers(_ names: String, _ size: Int, signed: Bool, _ meaning: CInteger.Meaning = .number)
    -> [(String, CType)]
  {
    names.split(separator: ",").map {
      (String($0), .integer(CInteger(String($0), size, signed: signed, meaning)))
    }
  }

  private static let headers: [String: CType] = {
    var table: [String: CType] = ["void": .void, "VOID": .void]
    let all =
      integers("int,INT,long,LONG,signed,signed int,long int,int32_t,INT32,HRESULT", 4, signed: true)
      + integers(
        "DWORD,ULONG,UINT,u_int,u_long,unsigned,unsigned int,unsigned long,uint32_t,UINT32,DWORD32,in_addr_t,IPADDR,GROUP",
        4, signed: false)
      + integers("short,SHORT,int16_t,short int,INT16", 2, signed: true)
      + integers("WORD,USHORT,u_short,unsigned short,uint16_t,UINT16,ADDRESS_FAMILY,in_port_t", 2, signed: false)
      + integers("char,CHAR,signed char,int8_t", 1, signed: true, .character)
      + integers("unsigned char,UCHAR,BYTE,u_char,uint8_t,UINT8", 1, signed: false, .character)
      + integers("BOOL", 4, signed: true, .boolean) + integers("bool,BOOLEAN", 1, signed: false, .boolean)
      + integers("__int64,INT64,int64_t,LONGLONG,long long,INT_PTR,LONG_PTR,ssize_t,ptrdiff_t", 8, signed: true)
      + integers(
        "ULONG_PTR,DWORD_PTR,UINT_PTR,size_t,SIZE_T,UINT64,uint64_t,ULONGLONG,DWORD64,unsigned long long,uintptr_t", 8,
        signed: false)
      + integers("SOCKET,HANDLE,WSAEVENT", 8, signed: false, .handle)
      + integers("socklen_t", 4, signed: true)
    for (name, type) in all { table[name] = type }
    func pointers(_ names: String, to type: CType) {
      for name in names.split(separator: ",") { table[String(name)] = .pointer(type) }
    }
    func structures(_ names: String, _ structure: CStructure, pointers list: String = "") {
      for name in names.split(separator: ",") { table[String(name)] = .structure(structure) }
      pointers(list, to: .structure(structure))
    }
    structures("WSABUF,struct _WSABUF", wsabuf, pointers: "LPWSABUF")
    structures(
      "WSAOVERLAPPED,OVERLAPPED,struct _OVERLAPPED", overlapped, pointers: "LPWSAOVERLAPPED,LPOVERLAPPED")
    structures("SOCKADDR,struct sockaddr,sockaddr", sockaddr, pointers: "PSOCKADDR,LPSOCKADDR")
    structures(
      "SOCKADDR_IN,struct sockaddr_in,sockaddr_in", sockaddrIn, pointers: "PSOCKADDR_IN,LPSOCKADDR_IN")
    structures(
      "SOCKADDR_IN6,struct sockaddr_in6,sockaddr_in6", sockaddrIn6, pointers: "PSOCKADDR_IN6,LPSOCKADDR_IN6")
    structures(
      "SOCKADDR_STORAGE,struct sockaddr_storage,sockaddr_storage", storage, pointers: "PSOCKADDR_STORAGE")
    structures("IN_ADDR,struct in_addr,in_addr", inAddr, pointers: "PIN_ADDR,LPIN_ADDR")
    structures("IP_MREQ,struct ip_mreq,ip_mreq", ipMreq, pointers: "PIP_MREQ")
    structures("IN6_ADDR,struct in6_addr,in6_addr", in6Addr, pointers: "PIN6_ADDR")
    structures("fd_set,FD_SET,struct fd_set", fdSet, pointers: "LPFD_SET,PFD_SET")
    structures("TIMEVAL,struct timeval,timeval", timeval, pointers: "PTIMEVAL,LPTIMEVAL")
    structures(
      "WSANETWORKEVENTS,struct _WSANETWORKEVENTS", networkEvents, pointers: "LPWSANETWORKEVENTS")
    structures("WSAPOLLFD,struct pollfd,pollfd", pollfd, pointers: "LPWSAPOLLFD,PWSAPOLLFD")
    structures("LINGER,struct linger,linger", linger, pointers: "PLINGER,LPLINGER")
    structures("OVERLAPPED_ENTRY", overlappedEntry, pointers: "LPOVERLAPPED_ENTRY")
    structures("WSADATA,struct WSAData,WSAData", wsadata, pointers: "LPWSADATA")
    structures("WSAMSG,struct _WSAMSG", wsamsg, pointers: "PWSAMSG,LPWSAMSG")
    structures("WSACMSGHDR,struct _WSACMSGHDR,CMSGHDR", cmsghdr, pointers: "PWSACMSGHDR,LPWSACMSGHDR,PCMSGHDR")
    structures("IN_PKTINFO,struct in_pktinfo,in_pktinfo", pktinfo, pointers: "PIN_PKTINFO")
    structures("IN6_PKTINFO,struct in6_pktinfo,in6_pktinfo", pktinfo6, pointers: "PIN6_PKTINFO")
    structures(
      "WSAPROTOCOL_INFOW,WSAPROTOCOL_INFO,struct _WSAPROTOCOL_INFOW", protocolInfo,
      pointers: "LPWSAPROTOCOL_INFOW,LPWSAPROTOCOL_INFO")
    table["WCHAR"] = wchar
    table["wchar_t"] = wchar
    structures(
      "TRANSMIT_FILE_BUFFERS,struct _TRANSMIT_FILE_BUFFERS", transmitBuffers,
      pointers: "PTRANSMIT_FILE_BUFFERS,LPTRANSMIT_FILE_BUFFERS")
    structures("GUID,struct _GUID", guid, pointers: "LPGUID")
    structures("ADDRINFOA,ADDRINFO,struct addrinfo,addrinfo", addrinfo, pointers: "PADDRINFOA,LPADDRINFO")
    structures("HOSTENT,struct hostent,hostent", hostent, pointers: "LPHOSTENT,PHOSTENT")
    structures("struct tcp_keepalive,tcp_keepalive", keepAlive)
    pointers("PSTR,LPSTR,PCHAR,LPCSTR,PCSTR", to: char)
    pointers("PVOID,LPVOID,LPCVOID", to: .void)
    pointers("LPDWORD,PDWORD", to: dword)
    pointers("PULONG_PTR,PDWORD_PTR,LPULONG_PTR", to: ulongPointer)
    pointers("LPINT,PINT", to: int)
    pointers("LPHANDLE,PHANDLE,LPWSAEVENT", to: handle)
    for name in [
      "AcceptEx", "ConnectEx", "DisconnectEx", "GetAcceptExSockaddrs", "TransmitFile", "WSARecvMsg", "WSASendMsg",
    ] {
      table["LPFN_" + name.uppercased()] = .function(name)
    }
    table["LPWSAOVERLAPPED_COMPLETION_ROUTINE"] = .function(nil)
    return table
  }()
}
