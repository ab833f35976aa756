extension WordEntry {
  static let winsockWords: [WordEntry] = [
    WordEntry(
      "backlog", means: "How many finished connections may wait for accept. It does not limit how many a server has.",
      here: "listen l 1 lets you fill it; a client that finds it full is refused on Windows, kept waiting on Linux."),
    WordEntry(
      "blocking", means: "A call waits until it can be done.",
      here: "its thread is blocked, and the next line runs on another one: t2, t3, …"),
    WordEntry(
      "non-blocking", "nonblocking", means: "A call that cannot be done at once fails with WSAEWOULDBLOCK.",
      here: "ioctlsocket s FIONBIO 1, or WSAEventSelect."),
    WordEntry(
      "overlapped",
      means: "A call begins an operation and returns; the system completes it later, while the program "
        + "does other things. Several may be under way on one socket.",
      here: "an event, a completion routine or a packet in a completion port reports the end."),
    WordEntry(
      "pending", means: "Begun and not completed: Internal is STATUS_PENDING.",
      todo: "keep its WSAOVERLAPPED and memory untouched."),
    WordEntry(
      "completion", means: "The end of an overlapped operation, good or bad. Each one that was begun has exactly one."),
    WordEntry(
      "completion routine", "APC", "routine",
      means: "A function that is called when an operation ends, on the thread "
        + "that began it, and only while that thread waits alertably.",
      here: "routine r: wsasend a b o2 makes one with a body; wsarecv a b o routine=r uses it.",
      todo: "wait with SleepEx or WSAWaitForMultipleEvents, alertably. They never run by themselves."),
    WordEntry(
      "alertable", "alertable wait",
      means: "A wait in which completion routines of the thread may run; it then ends "
        + "with WAIT_IO_COMPLETION."),
    WordEntry(
      "completion port", "I/O completion port",
      means: "A queue of completion packets, and the threads that wait on it. "
        + "Threads are released last in, first out, no more of them at once than its concurrency value.",
      here: "p = createiocompletionport, createiocompletionport a p key=1, gqcs p."),
    WordEntry(
      "completion packet", "packet", means: "Bytes, key and overlapped of one operation that ended, in a port's queue."),
    WordEntry(
      "completion key", "key",
      means: "A value of yours that every packet of one handle carries; fixed when the "
        + "handle is associated. The operation is known by its overlapped."),
    WordEntry(
      "concurrency value", "concurrency",
      means: "How many threads of a port may run at once; 0 is the number of "
        + "processors. How many threads wait is another matter: often twice as many."),
    WordEntry(
      "thread", means: "A session has simulated threads, each with its own last error and routines.",
      here: "@t2 recv a 4 runs a line on t2; thread w1 makes one. A thread that ends takes its operations with it."),
    WordEntry("last error", means: "The code that a thread's last failed call left. It means nothing after a success."),
    WordEntry(
      "stream", "framing", "message",
      means: "TCP carries bytes without limits between messages. Where one ends must "
        + "be told by the bytes themselves: a length in front, or a mark at the end.",
      todo: "loop over recv until a message is whole, and keep what is beyond it."),
    WordEntry("datagram", means: "One message of UDP: arrives whole or not at all."),
    WordEntry(
      "byte order", "endianness", "network byte order",
      means: "Which byte of a number comes first. Networks put the "
        + "highest first (big-endian), x86 the lowest.", here: "htons 7777 shows both."),
    WordEntry(
      "zero-byte receive",
      means: "WSARecv with len 0: is completed when something can be read and locks no memory "
        + "meanwhile. A way to wait for very many quiet connections."),
    WordEntry(
      "graceful close", means: "FIN in both directions, all data delivered: recv gives 0. The opposite is a reset."),
    WordEntry(
      "handle", means: "A number that identifies an object of the system. It may be given again once it is closed."),
    WordEntry(
      "extension function",
      means: "AcceptEx, ConnectEx and others: not in the library's list, but fetched at run time "
        + "through WSAIoctl."),
    WordEntry("APC queue", means: "The completion routines that wait for a thread to wait alertably."),
    WordEntry(
      "scatter", "gather", means: "One receive into several buffers, one send out of several: an array of WSABUFs."),
  ]
}
