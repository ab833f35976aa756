// Tasks: waiting, ending, looking, and the playground's own.

extension HelpTask {
  static let waiting: [HelpTask] = [
    HelpTask(
      "wait for several sockets", "many multiple select wsapoll any events multiplex 여러 多个", .events,
      Way("select", "select read=a,c,l 0"), Way("WSAPoll", "wsapoll a:POLLIN,c:POLLIN 0"),
      Way(
        "an event for each operation: 64 at most", "e1 = event", "e2 = event", "o1 = overlapped event=e1",
        "o2 = overlapped event=e2", "wsarecv a 10 o1", "wsarecv c 10 o2", "wait e1,e2 any 0"),
      Way(
        "a completion port: as many as you like", "p = iocp", "createiocompletionport a p key=1",
        "createiocompletionport c p key=2")),
    HelpTask(
      "wait with a time limit", "timeout limit seconds deadline forever so_rcvtimeo 시간 타임아웃 超时", .blocking,
      Way("of a blocking receive", "setsockopt a SO_RCVTIMEO 50", "recv a 10"),
      Way("of a wait", "e = event", "wait e 10"), Way("of a port", "p = iocp", "gqcs p 10")),
    HelpTask(
      "use a completion port", "iocp gqcs createiocompletionport queue packet completion 완료포트 포트 完成端口", .port,
      Way(
        "make it, associate a socket with a key, begin, and take the packet", "p = iocp",
        "createiocompletionport a p key=1", "wsarecv a 100 o", "send c \"hello\"", "gqcs p 0"),
      Way("put a packet in by hand, to stop a worker", "p = iocp", "pqcs p 0 99", "gqcs p 0")),
    HelpTask(
      "use a completion routine", "callback apc alertable function routine 콜백 루틴 回调 完成例程", .routines,
      Way(
        "it runs in an alertable wait of the thread that began", "routine r: wsasend a \"echo\" o2",
        "wsarecv a 10 o routine=r",
        "send c \"hi\"", "sleepex 0 alertable")),
    HelpTask(
      "use an event", "overlapped signal hevent wsacreateevent wait manual reset 이벤트 事件", .events,
      Way(
        "in hEvent of a WSAOVERLAPPED", "e = event", "o = overlapped event=e", "wsarecv a 10 o", "send c \"hi\"",
        "wait e 0", "getresult a o", "wsaresetevent e")),
    HelpTask(
      "use several threads", "thread worker concurrent parallel blocked 스레드 线程", .blocking,
      Way("a thread by name; @ runs a line on it", "thread w1", "@w1 recv a 10", "why w1", "send c \"hi\"")),
    HelpTask(
      "serve many clients",
      "server scale model iocp event blocking hundred thousand load dummyclient echo 다중 클라이언트 大量 客户端",
      .models,
      Way(
        "a server in one of four models, and clients for it", "server 127.0.0.1:0 model=iocp",
        "dummyclient server clients=3 messages=2", "show server")),
    HelpTask(
      "cancel an operation", "abort stop cancelio cancelioex pending 취소 取消", .lifetime,
      Way(
        "it is still completed: wait for that before the memory is used", "wsarecv a 10 o", "cancelioex a o",
        "getresult a o")),
  ]

  static let ending: [HelpTask] = [
    HelpTask(
      "close a connection", "end finish disconnect graceful polite shutdown fin half-close 종료 닫기 关闭", .close,
      Way(
        "no more to send; then read to the end; then close", "shutdown c send", "recv a 100", "closesocket a",
        "recv c 100", "closesocket c")),
    HelpTask(
      "reset a connection", "rst abort hard linger kill reset 리셋 重置", .close,
      Way("a close that is a reset", "setsockopt c SO_LINGER on,0", "closesocket c", "recv a 100")),
    HelpTask(
      "find out why a call failed", "error reason wrong failed code meaning wsagetlasterror why 오류 에러 错误", .lifetime,
      Way("the code, its meaning, and what was found here", "recv l 10", "wsagetlasterror", "explain 10057", "why")),
  ]

  static let looking: [HelpTask] = [
    HelpTask(
      "see what is there", "show list objects state print look status 보기 상태 显示", nil,
      Way("everything, or one object", "show", "show a", "inflight"),
      Way("a statement about it", "expect a.state == ESTABLISHED")),
    HelpTask(
      "see the packets", "trace packet segment wire capture pcap ladder syn ack 패킷 数据包", .handshake,
      Way("they are below each line; the earlier ones again", "set trace on", "send c \"hello\"", "trace")),
    HelpTask(
      "hold completions", "kernel order hold step inflight drop fail 커널 内核", .lifetime,
      Way(
        "you are the kernel: let through what you like", "hold completions", "wsarecv a 10 o", "send c \"hi\"",
        "inflight", "step", "flow")),
    HelpTask(
      "keep or replay a session", "save script run record replay file undo back 저장 保存", nil,
      Way("go back a line, or try something and come back", "send c \"oops\"", "undo")),
    HelpTask(
      "set an option", "setsockopt getsockopt nagle nodelay keepalive buffer size reuse 옵션 选项", .lifetime,
      Way("set it, and read it", "setsockopt c TCP_NODELAY 1", "getsockopt c SO_RCVBUF")),
  ]
}
