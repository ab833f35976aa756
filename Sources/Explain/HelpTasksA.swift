// Tasks: receiving, sending, connecting.

extension HelpTask {
  static let receiving: [HelpTask] = [
    HelpTask(
      "receive without blocking",
      "read recv nonblocking non-blocking asynchronous async wouldblock poll overlapped 논블로킹 비동기 수신 非阻塞 异步 接收",
      .overlapped,
      Way("non-blocking: WSAEWOULDBLOCK says that nothing is there", "ioctlsocket a FIONBIO 1", "recv a 100"),
      Way("select: asks first, with a time limit", "select read=a 0"),
      Way("WSAPoll: the same for an array of sockets", "wsapoll a:POLLIN 0"),
      Way(
        "WSAEventSelect: an event is signaled when something comes", "e = event", "wsaeventselect a e FD_READ|FD_CLOSE",
        "wait e 0", "wsaenumnetworkevents a e"),
      Way(
        "overlapped with an event: the system fills the buffer meanwhile", "e = event", "o = overlapped event=e",
        "wsarecv a 100 o", "wait e 0", "getresult a o"),
      Way(
        "overlapped with a completion routine", "routine r", "wsarecv a 100 o routine=r", "sleepex 0 alertable"),
      Way(
        "overlapped with a completion port", "p = iocp", "createiocompletionport a p key=1", "wsarecv a 100 o",
        "gqcs p 0")),
    HelpTask(
      "receive a whole message", "exactly complete all framing length loop partial until full waitall 메시지 消息",
      .stream,
      Way("a fixed length: MSG_WAITALL waits for all of it", "send c \"1234\"", "recv a 4 flags=MSG_WAITALL"),
      Way("a length in front: first the length, then so many bytes", "send c \"5hello\"", "recv a 1", "recv a 5"),
      Way("else receive again and again, and look for the mark", "send c \"end\\n\"", "recv a 100")),
    HelpTask(
      "look at bytes without taking them", "peek fionread available waiting count many how-much 엿보기 查看", .flags,
      Way("MSG_PEEK copies and leaves them", "send c \"hello\"", "recv a 100 flags=MSG_PEEK"),
      Way("FIONREAD gives their number", "ioctlsocket a FIONREAD")),
    HelpTask(
      "send bytes", "write transmit text string hello 보내기 전송 发送", .conversation,
      Way("text, bytes, or the same again and again", "send c \"hello\"", "send c hex:0001ff", "send c \"x\"*1000"),
      Way("from several buffers at once", "wsasend c \"head\",\"body\"")),
    HelpTask(
      "send without blocking", "nonblocking non-blocking asynchronous overlapped write 비동기 非阻塞 异步", .lifetime,
      Way("non-blocking: a part may be taken, or WSAEWOULDBLOCK", "ioctlsocket c FIONBIO 1", "send c \"x\"*1000"),
      Way("overlapped: the buffer must stay until it is done", "wsasend c \"hello\" o", "getresult c o")),
    HelpTask(
      "send urgent data", "oob out-of-band msg_oob priority 긴급 紧急", .flags,
      Way("one byte out of line", "send c \"!\" flags=MSG_OOB", "recv a 1 flags=MSG_OOB"),
      Way("whether it is still ahead", "ioctlsocket a SIOCATMARK")),
    HelpTask(
      "use several buffers", "scatter gather wsabuf array many vector 버퍼 缓冲区", .gather,
      Way("gather: sent one after the other", "wsasend c \"head\",\"body\""),
      Way("scatter: filled one after the other", "b1 = wsabuf 4", "b2 = wsabuf 16", "wsarecv a b1,b2 o")),
    HelpTask(
      "send and receive datagrams", "udp datagram sendto recvfrom connectionless 데이터그램 数据报", .notes,
      Way(
        "two datagram sockets, no connection", "u = socket udp", "bind u 127.0.0.1:0", "v = socket udp",
        "sendto v \"hello\" u", "recvfrom u 100")),
  ]

  static let connecting: [HelpTask] = [
    HelpTask(
      "connect to a server", "client join dial handshake 연결 클라이언트 连接 客户端", .handshake,
      Way("blocking: returns when the handshake is done", "s = socket", "connect s l"),
      Way(
        "non-blocking: writable when connected, in except when it failed", "s = socket", "ioctlsocket s FIONBIO 1",
        "connect s l", "select write=s except=s 100"),
      Way("overlapped: ConnectEx, on a bound socket", "s = socket", "bind s 127.0.0.1:0", "connectex s l o")),
    HelpTask(
      "be a server", "listen serve port accept clients start echo 서버 服务器", .conversation,
      Way("an address, a queue, and a client out of the queue", "s = socket", "bind s 127.0.0.1:0", "listen s 5"),
      Way("then for each client", "d = socket", "connect d l", "n = accept l")),
    HelpTask(
      "accept without blocking", "acceptex nonblocking non-blocking asynchronous client overlapped 수락 비동기 接受",
      .acceptEx,
      Way("select says whether a client waits", "select read=l 0"),
      Way("non-blocking: WSAEWOULDBLOCK when none waits", "ioctlsocket l FIONBIO 1", "accept l"),
      Way("an event: FD_ACCEPT", "e = event", "wsaeventselect l e FD_ACCEPT", "wait e 0"),
      Way("overlapped: AcceptEx, into a socket made before", "n = socket", "acceptex l n 64 o")),
    HelpTask(
      "find the addresses of a connection", "getsockname getpeername address ip port peer local remote 주소 地址",
      .addresses,
      Way("one's own, and the other end's", "getsockname a", "getpeername a"),
      Way(
        "those that AcceptEx wrote", "n = socket", "b = wsabuf 64", "acceptex l n b o", "d = socket", "connect d l",
        "getacceptexsockaddrs b")),
    HelpTask(
      "turn a name into an address", "resolve dns lookup host hostname getaddrinfo 이름 域名", .addresses,
      Way("every address of a name", "getaddrinfo localhost 80"),
      Way("from text to bytes, and back", "inet_pton inet 127.0.0.1", "inet_ntop inet hex:7f000001")),
    HelpTask(
      "change the byte order", "endian htons ntohs network order swap big little 바이트 字节序", .addresses,
      Way("a port, and an address", "htons 7777", "htonl 0x7f000001")),
  ]
}
