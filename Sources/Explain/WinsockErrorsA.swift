import Winsock

extension ErrorEntry {
  /// 10004 to 10047.
  static let winsockA: [ErrorEntry] = [
    ErrorEntry(
      .WSAEINTR, means: "A blocking call was broken off.",
      here: "a thread blocked in accept whose listening socket another thread closed.",
      todo: "end the loop of that thread; do not call again with the closed socket."),
    ErrorEntry(
      .WSAEBADF, means: "A file handle is not valid. Winsock says WSAENOTSOCK of sockets, so that this is seldom met."),
    ErrorEntry(
      .WSAEACCES, means: "The access that was asked for is forbidden.",
      here: "binding to a port that another socket holds with SO_EXCLUSIVEADDRUSE, sending to a broadcast address "
        + "without SO_BROADCAST.",
      todo: "choose another port, or set the option before the call."),
    ErrorEntry(
      .WSAEFAULT,
      means: "A pointer does not point to memory of the program, or a length is too small for what goes there.",
      here: "a NULL buffer, and address lengths shorter than a sockaddr.",
      todo: "pass the size of the whole structure, and initialise in-out lengths before every call."),
    ErrorEntry(
      .WSAEINVAL, means: "An argument is wrong, or the socket is not in the state that the call needs.",
      here:
        "bind a second time, listen or getsockname before bind, accept before listen, ConnectEx before bind, MSG_OOB "
        + "without urgent data, FIONBIO 0 while WSAEventSelect is on.",
      todo: "it is nearly always the order of the calls: socket, bind, listen, accept."),
    ErrorEntry(
      .WSAEMFILE, means: "The process has too many sockets open.", todo: "close those that are done: look for a leak."),
    ErrorEntry(
      .WSAEWOULDBLOCK,
      means: "Not a failure: the socket is non-blocking and the call cannot be done at once.",
      here: "recv with nothing there, accept with nobody waiting, send with the buffers full; connect, whose handshake "
        + "then goes on by itself. Linux calls the first three EAGAIN and the last one EINPROGRESS.",
      todo: "wait with select, WSAPoll or WSAEventSelect until the socket is ready, and call again (not connect: look "
        + "for writability instead). Do not call in a tight loop."),
    ErrorEntry(
      .WSAEINPROGRESS,
      means:
        "A blocking Winsock 1.1 call is under way in this thread. It is not what a non-blocking connect gives: that "
        + "is WSAEWOULDBLOCK, although EINPROGRESS is its name on Unix."),
    ErrorEntry(
      .WSAEALREADY, means: "A connect is already under way on this non-blocking socket.",
      todo: "wait for writability or FD_CONNECT in place of calling connect again."),
    ErrorEntry(
      .WSAENOTSOCK, means: "The handle is not an open socket.",
      here: "a name whose socket was closed, an event or a port in a socket's place, INVALID_SOCKET.",
      todo: "check what socket or accept returned before using it, and forget a handle when it is closed."),
    ErrorEntry(
      .WSAEDESTADDRREQ, means: "No destination is known for what is to be sent.",
      todo: "give an address with sendto, or connect first."),
    ErrorEntry(
      .WSAEMSGSIZE,
      means:
        "Receiving: the datagram was longer than the buffer; the buffer is full and the rest is lost. Sending: the "
        + "message is longer than a datagram can be.",
      here: "a UDP payload over IPv4 has 65,507 bytes at most. A stream never gives this error: there the rest waits.",
      todo: "receive into a buffer as long as the longest datagram you expect."),
    ErrorEntry(
      .WSAEPROTOTYPE, means: "The protocol is not one for sockets of this type, as IPPROTO_UDP for SOCK_STREAM."),
    ErrorEntry(
      .WSAENOPROTOOPT, means: "The option is not known at this level, or not one for this kind of socket.",
      here: "SO_LINGER on a datagram socket, setting SO_TYPE or SO_ACCEPTCONN, which can only be read."),
    ErrorEntry(
      .WSAEPROTONOSUPPORT, means: "The protocol is not installed, or does not go with the type of socket.",
      here: "socket AF_INET SOCK_STREAM IPPROTO_UDP."),
    ErrorEntry(.WSAESOCKTNOSUPPORT, means: "There is no such type of socket in this address family."),
    ErrorEntry(
      .WSAEOPNOTSUPP, means: "The call or flag is not for this kind of socket or operation.",
      here: "listen and accept on a datagram socket, MSG_WAITALL together with MSG_PEEK or on a non-blocking socket."),
    ErrorEntry(.WSAEPFNOSUPPORT, means: "The protocol family is not installed. WSAEAFNOSUPPORT is met in its place."),
    ErrorEntry(
      .WSAEAFNOSUPPORT, means: "The address family is not known, or the address is not of the socket's family.",
      here: "socket with an unknown family, inet_pton with neither inet nor inet6.",
      todo: "give an IPv6 address to an IPv6 socket, an IPv4 one to an IPv4 socket."),
  ]
}
