extension WordEntry {
  static let flags: [WordEntry] = [
    WordEntry(
      "MSG_PEEK", means: "Look at the bytes without taking them: the next recv gives them again.",
      todo: "not for measuring a message: a stream has none, and what is behind may not have arrived."),
    WordEntry(
      "MSG_OOB",
      means: "Urgent data: one byte in the stream is marked by TCP's urgent pointer. recv with MSG_OOB "
        + "takes that byte out of order.",
      here: "urgent bytes queue: each recv with MSG_OOB takes one. Other systems keep only the last.",
      todo: "no second channel; new protocols do without."),
    WordEntry(
      "MSG_WAITALL", means: "Do not return before the buffer is full (or the connection ends).",
      here: "WSAEOPNOTSUPP together with MSG_PEEK or on a non-blocking socket."),
    WordEntry(
      "MSG_PARTIAL", means: "In lpFlags after a receive: there is more of this message. Message protocols only."),
    WordEntry("MSG_DONTROUTE", means: "Send without using routes. Winsock may ignore it."),
    WordEntry(
      "FD_READ", means: "Data is there to be read. Reported again after recv, when some is left or more arrives."),
    WordEntry(
      "FD_WRITE",
      means: "There is room to send: after the connection is made, and again after a send that gave "
        + "WSAEWOULDBLOCK.", todo: "not reported while sends succeed: send until WSAEWOULDBLOCK, then wait for it."),
    WordEntry("FD_OOB", means: "Urgent data is there."),
    WordEntry(
      "FD_ACCEPT", means: "A connection waits for accept. Reported again after accept, when another one waits."),
    WordEntry("FD_CONNECT", means: "connect has ended: its error in iErrorCode says how. Reported once."),
    WordEntry(
      "FD_CLOSE",
      means: "The peer has closed (error 0), or the connection broke (WSAECONNRESET, "
        + "WSAECONNABORTED). Reported once.", todo: "read what is left before closing: data may still be there."),
    WordEntry(
      "POLLRDNORM", "POLLIN", means: "Data can be read, or a connection accepted. POLLIN is POLLRDNORM and POLLRDBAND."),
    WordEntry("POLLRDBAND", means: "Urgent data can be read."),
    WordEntry("POLLWRNORM", "POLLOUT", means: "There is room to send."),
    WordEntry("POLLWRBAND", means: "Urgent data could be sent. Sockets do not report it."),
    WordEntry("POLLPRI", means: "Not supported for sockets by Winsock."),
    WordEntry("POLLERR", means: "An error has occurred. Always reported."),
    WordEntry("POLLHUP", means: "The peer has closed or the connection broke. Always reported."),
    WordEntry("POLLNVAL", means: "This is not an open socket. Always reported."),
  ]

  static let socketOptions: [WordEntry] = [
    WordEntry(
      "SO_REUSEADDR",
      means: "Windows: bind may take a port that another socket already has, whoever gets the "
        + "connections. (On Unix it lets a server be restarted while old connections are in TIME_WAIT.)",
      todo: "not for servers on Windows; SO_EXCLUSIVEADDRUSE is what they want."),
    WordEntry(
      "SO_EXCLUSIVEADDRUSE", means: "No other socket can take this port, not even with SO_REUSEADDR.",
      todo: "set it before bind."),
    WordEntry("SO_RCVBUF", means: "How many received bytes the system keeps for the socket; the window comes from it."),
    WordEntry("SO_SNDBUF", means: "How many bytes the system takes over before send blocks."),
    WordEntry(
      "SO_LINGER",
      means: "What closesocket does with unsent data: off, send it in the background (the default); "
        + "on,0, drop it and send RST; on,N, wait up to N seconds.", here: "setsockopt s SO_LINGER on,0"),
    WordEntry("SO_DONTLINGER", means: "The opposite of SO_LINGER: closesocket does not wait."),
    WordEntry(
      "SO_KEEPALIVE", means: "Ask an idle peer now and then (after two hours at first) whether it is still there."),
    WordEntry(
      "SO_OOBINLINE", means: "Urgent bytes stay in the stream in their place; recv with MSG_OOB is WSAEINVAL then."),
    WordEntry(
      "SO_RCVTIMEO",
      means: "Time limit of blocking receives in milliseconds (a DWORD, no timeval as on Unix); 0 is "
        + "none.", todo: "it does not limit overlapped receives: cancel those with CancelIoEx."),
    WordEntry("SO_SNDTIMEO", means: "Time limit of blocking sends in milliseconds; 0 is none."),
    WordEntry(
      "SO_ERROR",
      means: "How a non-blocking connect ended: its error, as often as it is read, or 0. (On Linux reading clears it.)"),
    WordEntry("SO_TYPE", means: "1 for SOCK_STREAM, 2 for SOCK_DGRAM. Read only."),
    WordEntry("SO_ACCEPTCONN", means: "Whether the socket listens. Read only."),
    WordEntry("SO_BROADCAST", means: "Allows sending to broadcast addresses; without it that is WSAEACCES."),
    WordEntry("SO_DEBUG", means: "Records debugging information, where a provider does that. It changes nothing here."),
    WordEntry(
      "SO_CONNECT_TIME", means: "How many seconds a socket has been connected; 0xFFFFFFFF when it is not.",
      todo: "lets a server find clients that hold an AcceptEx with a receive length by their silence."),
    WordEntry(
      "SO_UPDATE_ACCEPT_CONTEXT",
      means: "Makes a socket from AcceptEx an ordinary connected one, with the "
        + "listening socket's properties. Its value is the listening SOCKET.",
      here: "setsockopt a SO_UPDATE_ACCEPT_CONTEXT l"),
    WordEntry("SO_UPDATE_CONNECT_CONTEXT", means: "The same after ConnectEx; it has no value."),
    WordEntry(
      "TCP_FASTOPEN",
      means:
        "On a listener: accepts data in a SYN. Before ConnectEx: its data travels with the SYN, once the other end "
        + "has given a cookie (RFC 7413)."),
    WordEntry("TCP_NODELAY", means: "Turns Nagle's algorithm off: small segments are sent at once."),
    WordEntry(
      "TCP_KEEPIDLE", means: "With SO_KEEPALIVE: seconds without a segment until the peer is asked; 7200 at first."),
    WordEntry(
      "TCP_KEEPINTVL", means: "With SO_KEEPALIVE: seconds between probes that are not answered; 1 at first."),
    WordEntry(
      "TCP_KEEPCNT",
      means: "With SO_KEEPALIVE: probes without an answer until the connection is given up; 10 at first, 255 at most.",
      todo: "the call that waits ends with WSAENETRESET then, later ones with WSAECONNRESET."),
  ]

  static let commands: [WordEntry] = [
    WordEntry("FIONBIO", means: "ioctlsocket: 1 makes the socket non-blocking, 0 blocking."),
    WordEntry(
      "FIONREAD",
      means: "ioctlsocket: how many bytes one recv could take now; of a datagram socket the size of the "
        + "first datagram."),
    WordEntry(
      "SIOCATMARK",
      means: "ioctlsocket: TRUE when there is no urgent data still to be read (Winsock turns the "
        + "meaning of Unix around)."),
    WordEntry(
      "SIO_GET_EXTENSION_FUNCTION_POINTER", means: "WSAIoctl: gives the address of a function by its GUID.",
      here: "wsaioctl s SIO_GET_EXTENSION_FUNCTION_POINTER WSAID_ACCEPTEX"),
    WordEntry(
      "WSAID_ACCEPTEX", "WSAID_CONNECTEX", "WSAID_DISCONNECTEX", "WSAID_GETACCEPTEXSOCKADDRS",
      "WSAID_TRANSMITFILE", "WSAID_WSARECVMSG", "WSAID_WSASENDMSG",
      means: "The GUIDs of the extension functions, for WSAIoctl."),
    WordEntry(
      "FILE_SKIP_COMPLETION_PORT_ON_SUCCESS", means: "An operation that is done at once queues no packet.",
      todo: "handle its result right after the call then."),
    WordEntry(
      "FILE_SKIP_SET_EVENT_ON_HANDLE", means: "The file object itself is not signaled by completions; saves time."),
    WordEntry("TF_REUSE_SOCKET", means: "DisconnectEx: the socket can be given to AcceptEx or ConnectEx again."),
    WordEntry(
      "RIO", means: "Registered I/O, a later interface with buffers registered beforehand. Not in the playground."),
  ]
}
