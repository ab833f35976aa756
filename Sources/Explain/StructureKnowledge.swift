extension WordEntry {
  static let structures: [WordEntry] = [
    WordEntry(
      "WSABUF",
      means: "A piece of memory as Winsock's calls take it: len, how many bytes, and buf, where they are. "
        + "An array of them is filled or sent in order, as if it were one buffer (scatter and gather).",
      here: "b = wsabuf 16 makes 16 zero bytes; b = wsabuf \"text\" holds a text; show b shows the memory.",
      todo:
        "the array may be on the stack, it is copied when the call begins; the memory must stay until the completion. "
        + "len needs no room for a terminating zero: none is added."),
    WordEntry(
      "WSAOVERLAPPED", "OVERLAPPED",
      means:
        "The identity card of one overlapped operation. Internal holds its status (STATUS_PENDING while it is under "
        + "way), InternalHigh the bytes transferred, hEvent an event to signal. Sockets do not use Offset and OffsetHigh.",
      here: "o = overlapped event=e; show o shows the fields. Of an operation on a socket with a completion port the "
        + "fields are updated when its packet is taken out of the port.",
      todo:
        "zero it before its first use, use one for each operation under way, and leave it alone until the operation is "
        + "completed."),
    WordEntry(
      "Internal",
      means: "The status of the operation, as an NTSTATUS: 0x103 (STATUS_PENDING) while it is under "
        + "way, 0 when it ended well, 0xC… when it failed.", todo: "read it by WSAGetOverlappedResult, not by itself."),
    WordEntry("InternalHigh", means: "How many bytes the operation transferred, once it has ended."),
    WordEntry(
      "Offset", "OffsetHigh", "Pointer", means: "Where in a file to read or write. Sockets have no position: zero."),
    WordEntry(
      "hEvent", means: "The event that is signaled when the operation ends; NULL for none.",
      here: "with a completion routine it is not used and free for your own purposes.",
      todo: "with a completion port, its lowest bit set means: queue no packet for this operation."),
    WordEntry(
      "SOCKET", means: "A handle of a socket: an unsigned number as wide as a pointer, no small index as on Unix.",
      todo: "compare with INVALID_SOCKET, never with < 0; do not put it into an int."),
    WordEntry(
      "WSAEVENT", means: "A handle of an event: signaled or not signaled. A wait ends when it is signaled."),
    WordEntry(
      "WSADATA",
      means: "What WSAStartup fills in: wVersion, the version to be used, wHighVersion, the highest there is.",
      here: "the low byte is the major version: 0x0202 is 2.2."),
    WordEntry(
      "sockaddr_in", "sockaddr",
      means:
        "An IPv4 address: sin_family (AF_INET), sin_port and sin_addr, both in network byte order, and zeros: 16 bytes.",
      here: "an ADDR such as 127.0.0.1:7777 is one; *:7777 has INADDR_ANY.",
      todo: "htons for the port, inet_pton "
        + "for the address."),
    WordEntry(
      "sockaddr_in6", means: "An IPv6 address with port, flow information and scope: 28 bytes."),
    WordEntry(
      "fd_set", means: "A set of sockets for select: a count and an array of 64, not a bit mask as on Unix.",
      todo: "fill it again before every select."),
    WordEntry(
      "WSANETWORKEVENTS",
      means: "What WSAEnumNetworkEvents gives: lNetworkEvents, the bits, and iErrorCode, an "
        + "error for each bit."),
    WordEntry(
      "OVERLAPPED_ENTRY", means: "One packet from GetQueuedCompletionStatusEx: key, overlapped, status, bytes."),
    WordEntry(
      "linger", means: "The value of SO_LINGER: whether closesocket waits for what is unsent, and how many seconds."),
    WordEntry("GUID", means: "A 128-bit name. The extension functions are asked for by theirs: WSAID_ACCEPTEX."),
  ]

  static let constants: [WordEntry] = [
    WordEntry(
      "SOCKET_ERROR", means: "-1: what most calls return when they did not succeed at once.",
      todo: "ask WSAGetLastError: WSA_IO_PENDING and WSAEWOULDBLOCK are not failures."),
    WordEntry("INVALID_SOCKET", means: "What socket and accept return when they fail: all bits set."),
    WordEntry("INVALID_HANDLE_VALUE", means: "-1 as a handle; given to CreateIoCompletionPort it asks for a new port."),
    WordEntry("WSA_INVALID_EVENT", means: "NULL: what WSACreateEvent returns when it fails."),
    WordEntry("INFINITE", "WSA_INFINITE", means: "0xFFFFFFFF as a time limit: none."),
    WordEntry("SOMAXCONN", means: "As backlog: let the system choose a reasonable one."),
    WordEntry(
      "INADDR_ANY", means: "0.0.0.0: bound to it, a socket takes connections on all addresses of the machine.",
      here: "written as *; it is not a destination to connect to."),
    WordEntry("INADDR_LOOPBACK", "localhost", means: "127.0.0.1: this machine itself."),
    WordEntry(
      "WSA_MAXIMUM_WAIT_EVENTS", means: "64: how many events one wait takes.",
      todo: "more connections need more threads, or a completion port."),
    WordEntry("WSA_WAIT_TIMEOUT", means: "258, a wait's return value: the time limit has passed."),
    WordEntry(
      "WSA_WAIT_IO_COMPLETION", "WSA_IO_COMPLETION",
      means: "192, a wait's return value: completion routines ran. Some pages of the documentation call it "
        + "WSA_IO_COMPLETION."),
    WordEntry("WSA_WAIT_EVENT_0", means: "0, a wait's return value for its first event; the index is added to it."),
    WordEntry("WSA_WAIT_FAILED", means: "0xFFFFFFFF, a wait's return value: ask WSAGetLastError."),
    WordEntry("WSA_FLAG_OVERLAPPED", means: "Given to WSASocket: overlapped operations can be done on this socket."),
    WordEntry("AF_INET", "PF_INET", means: "2: IPv4."),
    WordEntry("AF_INET6", "PF_INET6", means: "23 on Windows (10 on Linux): IPv6."),
    WordEntry(
      "SOCK_STREAM", means: "A connection that carries bytes in order without loss and without message limits: TCP."),
    WordEntry("SOCK_DGRAM", means: "Single messages that may be lost, doubled or overtaken: UDP."),
    WordEntry("IPPROTO_TCP", means: "6: TCP."),
    WordEntry("IPPROTO_UDP", means: "17: UDP."),
    WordEntry("SD_SEND", means: "1: shutdown of the sending direction; FIN is sent after the data."),
    WordEntry(
      "SD_RECEIVE", means: "0: shutdown of the receiving direction. Nothing is sent; later recv gives WSAESHUTDOWN."),
    WordEntry("SD_BOTH", means: "2: shutdown of both directions."),
  ]
}
