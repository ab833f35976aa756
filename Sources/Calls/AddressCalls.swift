import Winsock

// Facts: the vendor's page of each call, in the header that it is declared in.

extension CallDescriptor {
  /// `htons` of winsock2.h.
  public static let htons = CallDescriptor(
    "htons", declaredIn: "winsock2.h",
    "u_short htons(u_short hostshort)",
    returns: .swapped(digits: 4),
    action: .swapBytes,
    request: "convert {0} to network byte order",
    explanation: {
      CallExplanation(
        does: "Turns a 16-bit number from this machine's byte order into the network's (big-endian).",
        returns: "the number. 7777 is 0x1E61 and becomes 0x611E on a little-endian machine.")
    })

  /// `htonl` of winsock2.h.
  public static let htonl = CallDescriptor(
    "htonl", declaredIn: "winsock2.h",
    "u_long htonl(u_long hostlong)",
    returns: .swapped(digits: 8),
    action: .swapBytes,
    request: "convert {0} to network byte order",
    explanation: {
      CallExplanation(
        does: "Turns a 32-bit number from this machine's byte order into the network's.",
        returns: "the number.")
    })

  /// `ntohs` of winsock2.h.
  public static let ntohs = CallDescriptor(
    "ntohs", declaredIn: "winsock2.h",
    "u_short ntohs(u_short netshort)",
    returns: .swapped(digits: 4),
    action: .swapBytes,
    request: "convert {0} to this machine's byte order",
    explanation: {
      CallExplanation(
        does: "Turns a 16-bit number from the network's byte order into this machine's.",
        returns: "the number.")
    })

  /// `ntohl` of winsock2.h.
  public static let ntohl = CallDescriptor(
    "ntohl", declaredIn: "winsock2.h",
    "u_long ntohl(u_long netlong)",
    returns: .swapped(digits: 8),
    action: .swapBytes,
    request: "convert {0} to this machine's byte order",
    explanation: {
      CallExplanation(
        does: "Turns a 32-bit number from the network's byte order into this machine's.",
        returns: "the number.")
    })

  /// `inet_pton` of ws2tcpip.h.
  public static let inet_pton = CallDescriptor(
    "inet_pton", declaredIn: "ws2tcpip.h",
    "INT inet_pton(INT family, PCSTR text, PVOID buf)",
    returns: .converted,
    action: .convertAddress,
    request: "convert the text {1} to an address",
    explanation: {
      CallExplanation(
        does: "Reads an address from text into its bytes in network order.",
        returns: "1, 0 when the text is no such address (not an error), -1 with an unknown family.",
        errors: [(.WSAEAFNOSUPPORT, "neither AF_INET nor AF_INET6")],
        beware: ["the older inet_addr gives INADDR_NONE for an error, which is also what 255.255.255.255 is."])
    })

  /// `inet_ntop` of ws2tcpip.h.
  public static let inet_ntop = CallDescriptor(
    "inet_ntop", declaredIn: "ws2tcpip.h",
    "PCSTR inet_ntop(INT family, const VOID *addr, PSTR text, size_t size)",
    returns: .text,
    action: .convertAddress,
    request: "convert an address to text",
    explanation: {
      CallExplanation(
        does: "Writes an address as text.", returns: "the text, or NULL.")
    })

  /// `getaddrinfo` of ws2tcpip.h.
  public static let getaddrinfo = CallDescriptor(
    "getaddrinfo", declaredIn: "ws2tcpip.h",
    "INT getaddrinfo(PCSTR name, PCSTR service, const ADDRINFOA *hints, PADDRINFOA *result)",
    returns: .error,
    action: .resolve,
    request: "find the addresses of {0}, port {1}",
    explanation: {
      CallExplanation(
        does: "Finds the addresses of a host and the port of a service.",
        returns: "0, or the error itself.",
        errors: [
          (.WSAHOST_NOT_FOUND, "no such host, or neither host nor service was given"),
          (.WSATYPE_NOT_FOUND, "no such service"),
        ], beware: ["there may be several addresses, IPv6 ones first: try one after the other."])
    })

  /// `ExitThread` of processthreadsapi.h.
  public static let ExitThread = CallDescriptor(
    "ExitThread", declaredIn: "processthreadsapi.h",
    "void ExitThread(DWORD code)",
    returns: .nothing,
    action: .endThread,
    request: "end {thread}",
    explanation: {
      CallExplanation(
        does: "Ends the thread that calls it. What it has begun on sockets without a port is cancelled.",
        returns: "nothing: it does not return.",
        beware: ["let a thread that begins operations live as long as they do."])
    })

  /// `inet_addr` of winsock2.h.
  public static let inet_addr = CallDescriptor(
    "inet_addr", declaredIn: "winsock2.h",
    "unsigned long inet_addr(const char *cp)",
    aliases: ["inet_aton"],
    returns: .swapped(digits: 8),
    action: .convertAddress,
    request: "convert the text {0} to an address",
    explanation: {
      CallExplanation(
        does: "The older way to read an IPv4 address from text: inet_pton distinguishes an error from 255.255.255.255.",
        returns: "the address in network order, or INADDR_NONE (0xFFFFFFFF).",
        beware: ["INADDR_NONE is also what 255.255.255.255 is; an empty text gives 0 or INADDR_NONE."])
    })

  /// `inet_ntoa` of winsock2.h.
  public static let inet_ntoa = CallDescriptor(
    "inet_ntoa", declaredIn: "winsock2.h",
    "char *inet_ntoa(struct in_addr in)",
    returns: .text,
    action: .convertAddress,
    request: "write the address {0} as text",
    explanation: {
      CallExplanation(
        does: "The older way to write an IPv4 address as text; inet_ntop writes to memory of the caller's.",
        returns: "a text in memory of the library's own.",
        beware: ["the next call on the thread writes over the text: copy it, or use inet_ntop."])
    })

  /// `gethostbyname` of winsock2.h.
  public static let gethostbyname = CallDescriptor(
    "gethostbyname", declaredIn: "winsock2.h",
    "struct hostent *gethostbyname(const char *name)",
    returns: .text,
    action: .resolve,
    request: "find the IPv4 addresses of {0}",
    reason: { error in error == .WSAHOST_NOT_FOUND ? "no such host is known" : nil },
    explanation: {
      CallExplanation(
        does: "The older way to find a host's addresses, IPv4 only: getaddrinfo finds those of any family.",
        returns: "a hostent structure in memory of the library's own, or NULL.",
        errors: [(.WSAHOST_NOT_FOUND, "no such host is known")],
        beware: ["the next call on the thread writes over the structure, and it must not be freed."])
    })

  /// `WSAAddressToStringA` of winsock2.h.
  public static let WSAAddressToString = CallDescriptor(
    "WSAAddressToString", declaredIn: "winsock2.h",
    "INT WSAAddressToString(LPSOCKADDR address, DWORD length, LPWSAPROTOCOL_INFO info, LPSTR text, LPDWORD size)",
    aliases: ["wsaaddresstostringa", "wsaaddresstostringw"],
    returns: .status,
    action: .convertAddress,
    request: "write the address {0} with its port as text",
    explanation: {
      CallExplanation(
        does: "Writes a socket address as text, with its port where that is not 0.",
        returns: "0, or SOCKET_ERROR.",
        errors: [(.WSAEFAULT, "there is too little room for the text"), (.WSAEINVAL, "it is no socket address")])
    })

  /// `WSAStringToAddressA` of winsock2.h.
  public static let WSAStringToAddress = CallDescriptor(
    "WSAStringToAddress", declaredIn: "winsock2.h",
    "INT WSAStringToAddress(LPSTR text, INT family, LPWSAPROTOCOL_INFO info, LPSOCKADDR address, LPINT length)",
    aliases: ["wsastringtoaddressa", "wsastringtoaddressw"],
    returns: .status,
    action: .convertAddress,
    request: "read the address {0}",
    reason: { error in error == .WSAEINVAL ? "the text is not an address of the family" : nil },
    explanation: {
      CallExplanation(
        does: "Reads a socket address from its text: an address with or without a port.",
        returns: "0, or SOCKET_ERROR.",
        errors: [(.WSAEINVAL, "the text is not an address of the family"), (.WSAEFAULT, "there is too little room")])
    })

  /// `gethostname` of winsock2.h.
  public static let gethostname = CallDescriptor(
    "gethostname", declaredIn: "winsock2.h",
    "int gethostname(char *name, int namelen)",
    returns: .status,
    action: .getHostName,
    request: "get the name of this machine",
    explanation: {
      CallExplanation(
        does: "Tells the name of this machine.", returns: "0, or SOCKET_ERROR.")
    })
}
