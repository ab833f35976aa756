// Macros and functions of Windows that network programs use beside Winsock, and calls that are not here. Sources: the
// vendor's page of each.

extension WordEntry {
  static let programWords: [WordEntry] = [
    WordEntry(
      "MAKEWORD", "LOBYTE", "HIBYTE",
      means:
        "MAKEWORD(low, high) makes a WORD of two bytes: MAKEWORD(2, 2) is 0x0202, version 2.2 for WSAStartup. LOBYTE and HIBYTE take one apart.",
      here: "WSAStartup(MAKEWORD(2, 2), &data);"),
    WordEntry(
      "CONTAINING_RECORD",
      means:
        "From the address of a member to that of its structure: CONTAINING_RECORD(pointer, TYPE, member). With an OVERLAPPED as a member it leads from GetQueuedCompletionStatus to everything that belongs to the operation. Where the OVERLAPPED is the first member, a cast does the same.",
      here: "OPERATION* io = CONTAINING_RECORD(done, OPERATION, overlapped);"),
    WordEntry(
      "ZeroMemory", "SecureZeroMemory", "memset",
      means:
        "Fills memory with zero bytes. A WSAOVERLAPPED has to be zeroed before its first use; = {0} does it as well.",
      here: "ZeroMemory(&o, sizeof(o));"),
    WordEntry(
      "FD_SET", "FD_ZERO", "FD_CLR", "FD_ISSET",
      means:
        "Macros for an fd_set: FD_ZERO empties it, FD_SET puts a socket in, FD_CLR takes one out, FD_ISSET tells whether one is in. select leaves in it only the sockets that are ready, so it is filled again before each call.",
      here: "FD_ZERO(&reads); FD_SET(a, &reads);"),
    WordEntry(
      "CreateThread", "_beginthreadex", "_beginthread",
      means:
        "Starts a thread. A program that uses the C library calls _beginthreadex, which prepares the library for it. The handle is closed with CloseHandle; a thread's last error and completion routines are its own.",
      here: "thread worker makes one, @worker runs a line on it."),
    WordEntry(
      "PAPCFUNC",
      means:
        "An asynchronous procedure call: a function that is queued to a thread and runs in its next alertable wait. Completion routines are run that way, and QueueUserAPC queues one of your own.",
      here: "queueuserapc r worker"),
    WordEntry(
      "GetCurrentThread",
      means: "A pseudo handle that means the calling thread, whichever it is. It needs no CloseHandle.",
      here: "QueueUserAPC(r, GetCurrentThread(), 0)"),
    WordEntry(
      "EnterCriticalSection", "CRITICAL_SECTION", "LeaveCriticalSection",
      means:
        "A lock among the threads of one process. Hold none while a call blocks, and none that a completion routine of the same thread needs."
    ),
    WordEntry(
      "HasOverlappedIoCompleted",
      means:
        "A macro: whether Internal of an OVERLAPPED is other than STATUS_PENDING. It says nothing about an operation whose packet waits in a port: that one's Internal changes when the packet is dequeued.",
      here: "HasOverlappedIoCompleted(&o)"),
    WordEntry(
      "ReadFile", "WriteFile",
      means:
        "They work on a socket as recv and send do, or WSARecv and WSASend with an OVERLAPPED, since a socket is a file handle. WSARecv and WSASend take several buffers and flags besides.",
      todo: "recv, send, wsarecv, wsasend"),
    WordEntry(
      "WSAAsyncSelect",
      means:
        "Sends a window messages for a socket's network events. It needs a window, which a console program does not have.",
      todo: "wsaeventselect signals an event for the same network events."),
    WordEntry(
      "TransmitPackets",
      means: "Like TransmitFile for a list of files and memory; it is fetched by its GUID.", todo: "wsasend"),
    WordEntry(
      "proactor", "reactor",
      means:
        "Two ways to build a server. A reactor waits until a socket is ready and then receives (select, WSAPoll, WSAEventSelect); a proactor starts the receive and is notified when it is done (overlapped I/O, completion ports)."
    ),
    WordEntry(
      "SIO_UDP_CONNRESET",
      means:
        "WSAIoctl on a datagram socket: FALSE keeps recvfrom from failing with WSAECONNRESET because an earlier datagram reached a closed port.",
      here: "wsaioctl u SIO_UDP_CONNRESET 0"),
    WordEntry(
      "SIO_KEEPALIVE_VALS", "tcp_keepalive",
      means:
        "WSAIoctl: turns SO_KEEPALIVE on or off for one connection and sets its times, in milliseconds: until the first probe, and between probes.",
      here: "wsaioctl a SIO_KEEPALIVE_VALS on,30000,1000"),
    WordEntry(
      "IPV6_V6ONLY",
      means:
        "Whether an IPv6 socket serves IPv6 alone; TRUE at first on Windows. With FALSE, set before bind, it accepts IPv4 as well, whose addresses read ::ffff:127.0.0.1.",
      here: "setsockopt d IPV6_V6ONLY 0"),
    WordEntry("IP_TTL", "IPV6_UNICAST_HOPS", means: "How many routers a packet may pass; 128 at first on Windows."),
    WordEntry("IP_MULTICAST_TTL", means: "The same for multicast: 1 at first, which keeps it in the own network."),
    WordEntry(
      "IP_MULTICAST_LOOP",
      means:
        "Whether what this machine sends to a group reaches its own receivers; TRUE at first. On Windows it is the receiver's option, on Unix the sender's: a program set for one of them is silent, or hears itself, on the other.",
      here: "setsockopt v IP_MULTICAST_LOOP 0"),
    WordEntry(
      "IP_ADD_MEMBERSHIP", "IP_DROP_MEMBERSHIP", "ip_mreq", "IGMP",
      means:
        "Joins a group of multicast receivers, and leaves it: a struct ip_mreq has the group and the address of the interface, INADDR_ANY for the default one. The system tells the routers by IGMP. The socket must be bound to the group's port; a sender joins nothing. closesocket leaves all groups.",
      here: "setsockopt v IP_ADD_MEMBERSHIP 239.1.2.3",
      todo: "join once for each group and interface: the second time is WSAEADDRNOTAVAIL."),
    WordEntry(
      "IP_MULTICAST_IF",
      means:
        "The interface that datagrams to groups leave by, given by its address. A machine with several networks sends them to the one with the lowest metric otherwise, which may not be the one that is meant.",
      here: "setsockopt u IP_MULTICAST_IF 127.0.0.1"),
    WordEntry(
      "IP_PKTINFO", "IPV6_PKTINFO", "in_pktinfo", "IN6_PKTINFO", "WSACMSGHDR",
      means:
        "Asks for the address that each datagram was sent to. WSARecvMsg gives it as control data: a WSACMSGHDR with an in_pktinfo (in6_pktinfo) behind it, found by WSA_CMSG_FIRSTHDR and WSA_CMSG_DATA. WSASendMsg takes the same to send from one of the machine's addresses.",
      here: "setsockopt u IP_PKTINFO 1, then wsarecvmsg u 16"),
    WordEntry(
      "SO_CONDITIONAL_ACCEPT",
      means: "A listening socket answers a SYN only when WSAAccept's function has agreed to the caller."),
    WordEntry(
      "SO_DONTROUTE",
      means: "Send on the interface that the socket is bound to, past the routing table."),
    WordEntry(
      "SO_MAX_MSG_SIZE", means: "getsockopt: the largest datagram that can be sent, 65507 bytes for UDP over IPv4."),
  ]
}
