import Winsock

extension ErrorEntry {
  /// 10048 and up.
  static let winsockB: [ErrorEntry] = [
    ErrorEntry(
      .WSAEADDRINUSE, means: "The address and port are taken by another socket.",
      here: "bind to a port on which somebody listens. (A Unix server that is restarted meets EADDRINUSE also from "
        + "connections in TIME_WAIT; Windows lets bind pass there.)",
      todo: "close the other one or take another port. SO_REUSEADDR lets both in on Windows, and which of them gets a "
        + "connection is then undefined: servers set SO_EXCLUSIVEADDRUSE."),
    ErrorEntry(
      .WSAEADDRNOTAVAIL, means: "The address is not one that can be used there.",
      here: "bind to an address that no interface of this machine has; connect to 0.0.0.0 or to port 0.",
      todo:
        "bind to INADDR_ANY (*:PORT) or to an address of your own; connect to a real one, such as 127.0.0.1. On Linux "
        + "connecting to 0.0.0.0 reaches the own machine; Windows refuses."),
    ErrorEntry(.WSAENETDOWN, means: "The network subsystem or interface is down."),
    ErrorEntry(.WSAENETUNREACH, means: "No route leads to that network.", todo: "look at the address and the routes."),
    ErrorEntry(
      .WSAENETRESET, means: "The connection was broken because keep-alive probes got no answer.",
      todo: "end the connection; the peer or the way to it is gone."),
    ErrorEntry(
      .WSAECONNABORTED,
      means: "The connection was aborted: by this side's own system or its own closesocket, or by a reset that came "
        + "after the peer's FIN.",
      here: "a thread blocked in recv whose socket another thread closed; a receive that pended when its socket was "
        + "closed; the call after a send to a peer that has closed its socket.",
      todo: "the connection is over. Find out who closed it, or whether data went unacknowledged too long."),
    ErrorEntry(
      .WSAECONNRESET,
      means: "The peer ended the connection with RST. On a datagram socket: an earlier sendto was answered with ICMP "
        + "port unreachable.",
      here: "the peer closed with SO_LINGER on,0, or closed while received data lay unread, or its process was killed.",
      todo:
        "the connection is over; what was not received is lost. A polite peer sends shutdown(SD_SEND), reads to the "
        + "end, then closes."),
    ErrorEntry(
      .WSAENOBUFS, means: "The system has no buffer space left, or too much memory is locked by pending operations.",
      todo: "pend fewer or smaller operations; receives of zero bytes lock none."),
    ErrorEntry(
      .WSAEISCONN, means: "The socket is connected already.",
      here: "connect a second time, connect on an accepted socket.", todo: "a new connection needs a new socket."),
    ErrorEntry(
      .WSAENOTCONN, means: "The socket is not connected, and the call needs a connection.",
      here: "send or recv before connect; getpeername and shutdown on a socket from AcceptEx before "
        + "SO_UPDATE_ACCEPT_CONTEXT (or from ConnectEx before SO_UPDATE_CONNECT_CONTEXT).",
      todo: "connect first; data goes over the socket that accept returned, not over the listening one."),
    ErrorEntry(
      .WSAESHUTDOWN, means: "This direction of the connection was closed with shutdown on this side.",
      here: "send after shutdown send, recv after shutdown receive.",
      todo: "the other direction is still open after a half-close; send nothing more."),
    ErrorEntry(
      .WSAETIMEDOUT,
      means: "Nobody answered in time: a connect, or data that was sent again and again. Also: SO_RCVTIMEO or "
        + "SO_SNDTIMEO has passed in a blocking call.",
      here: "after such a time limit Windows says that the socket's state is undefined: do not go on with it.",
      todo: "try again later with a new socket. The options do not limit overlapped operations."),
    ErrorEntry(
      .WSAECONNREFUSED,
      means:
        "Nobody listens at that address and port, or who listens has no room in its queue: the SYN was answered with RST. Windows tries three times, half a second apart, before connect says so; here it is once.",
      here: "connect before the server's listen, or to a wrong port. Windows also answers so when the backlog is full.",
      todo: "begin the server first, check the port and its byte order (htons). The socket can be used to try again."),
    ErrorEntry(.WSAEHOSTDOWN, means: "The host does not answer on the local network."),
    ErrorEntry(.WSAEHOSTUNREACH, means: "No route leads to that host, or its neighbour does not answer."),
    ErrorEntry(.WSASYSNOTREADY, means: "WSAStartup found the network subsystem not ready."),
    ErrorEntry(
      .WSAVERNOTSUPPORTED, means: "The Winsock version that WSAStartup asked for is not to be had.",
      here: "versions below 1.0.", todo: "ask for MAKEWORD(2, 2)."),
    ErrorEntry(
      .WSANOTINITIALISED, means: "WSAStartup was not called, or WSACleanup has been called as often.",
      here: "a session begins with WSAStartup(2.2) already called once.",
      todo: "call WSAStartup once before all else and WSACleanup once at the end; they are counted."),
    ErrorEntry(
      .WSAEDISCON,
      means: "A message-oriented protocol was closed gracefully by its peer. TCP reports it as 0 bytes received."),
    ErrorEntry(.WSATYPE_NOT_FOUND, means: "getaddrinfo knows no such service for this type of socket."),
    ErrorEntry(
      .WSAHOST_NOT_FOUND, means: "No host has this name.",
      here: "a session has no name server; numbers and localhost are known."),
    ErrorEntry(.WSATRY_AGAIN, means: "The name server did not answer; a later try may do better."),
    ErrorEntry(.WSANO_RECOVERY, means: "The name server answered with an error that will not go away."),
    ErrorEntry(.WSANO_DATA, means: "The name exists, but has no address of the kind that was asked for."),
  ]
}
