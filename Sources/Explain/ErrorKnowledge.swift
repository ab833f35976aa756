import Winsock

// What the errors mean. Facts: the vendor's list of Windows Sockets error codes, and the pages of the calls.

extension ErrorEntry {
  /// Codes below 10000, which Winsock shares with Win32.
  static let win32: [ErrorEntry] = [
    ErrorEntry(
      .WSA_INVALID_HANDLE,
      means: "A handle is not what the call takes: it was closed, was never opened, or is of another kind.",
      here:
        "an event call with a closed event or NULL, a completion-port call with something that is not an open port.",
      todo:
        "look at who closed it (show lists what is open), and do not use a handle's value after closing it: Windows "
        + "may give the same number to another object at once."),
    ErrorEntry(
      .WSA_NOT_ENOUGH_MEMORY, means: "The system could not find the memory that the call needed.",
      todo: "free what is not used, or pend fewer operations."),
    ErrorEntry(
      .ERROR_NOT_SUPPORTED, means: "The request cannot be carried out by the handle's object.",
      here: "GetQueuedCompletionStatus gives it where Winsock would say WSAEOPNOTSUPP."),
    ErrorEntry(
      .ERROR_NETNAME_DELETED,
      means: "The connection is gone: the peer reset it. It is what a completion port says where "
        + "WSAGetOverlappedResult says WSAECONNRESET for the very same operation.",
      here: "GetQueuedCompletionStatus returns FALSE with this error, but it did dequeue a packet: bytes, key and "
        + "overlapped are those of the failed operation.",
      todo: "treat it as WSAECONNRESET: end this connection. The other connections of the port are fine."),
    ErrorEntry(
      .WSA_INVALID_PARAMETER, means: "An argument has a value that the call cannot accept.",
      here: "a wait for none or for more than 64 events, associating a socket with a port a second time, AcceptEx and "
        + "ConnectEx without an OVERLAPPED.",
      todo: "compare the arguments with the call's explanation, one by one."),
    ErrorEntry(
      .ERROR_SEM_TIMEOUT,
      means: "A time limit of the network has passed; the Win32 name of what Winsock calls WSAETIMEDOUT.",
      here: "what a completion port says of a connection or a ConnectEx that got no answer."),
    ErrorEntry(
      .WAIT_IO_COMPLETION,
      means: "Not a failure: an alertable wait ended because completion routines were run in it.",
      here: "the return value of SleepEx and WSAWaitForMultipleEvents (there WSA_WAIT_IO_COMPLETION), and the error of "
        + "GetQueuedCompletionStatusEx.",
      todo: "go back to waiting."),
    ErrorEntry(.ERROR_NO_DATA, means: "A pipe is being closed. Sockets do not give it by themselves."),
    ErrorEntry(
      .ERROR_MORE_DATA,
      means: "A datagram was longer than the buffer. What fitted was delivered, the rest is lost. Winsock calls it "
        + "WSAEMSGSIZE.",
      here: "GetQueuedCompletionStatus returns FALSE with this error and a packet whose bytes fill the buffer.",
      todo: "post buffers as long as the longest datagram: 65,507 bytes of UDP over IPv4 at most."),
    ErrorEntry(
      .WAIT_TIMEOUT,
      means: "Not a failure: the time limit of a wait has passed and nothing has happened.",
      here: "GetQueuedCompletionStatus returns FALSE, overlapped is NULL, and GetLastError is this.",
      todo: "wait again, or do what the limit was for. When overlapped is not NULL, FALSE means something else: an "
        + "operation that failed."),
    ErrorEntry(
      .ERROR_FILE_NOT_FOUND, means: "There is no file of that name where the program looks for it.",
      todo: "name it from the folder that the program runs in; a script's files lie beside the script."),
    ErrorEntry(
      .ERROR_GEN_FAILURE, means: "A device, or a thread, does not work any more: here, the thread has ended.",
      todo: "queue it to a thread that still runs."),
    ErrorEntry(
      .ERROR_ABANDONED_WAIT_0, means: "The completion port was closed while the thread waited on it.",
      todo: "leave the loop: no packet was dequeued and none will come."),
    ErrorEntry(
      .WSA_OPERATION_ABORTED,
      means: "The operation was cancelled: by CancelIo or CancelIoEx, because its socket was closed, or because the "
        + "thread that began it has ended.",
      here: "the operation is completed with this error, and its event, routine or port is notified as for any other.",
      todo: "only now may its WSAOVERLAPPED and buffers be freed or used again, not when CancelIoEx returned."),
    ErrorEntry(
      .WSA_IO_INCOMPLETE, means: "The operation that was asked for is still under way.",
      here: "WSAGetOverlappedResult with fWait FALSE, while Internal is STATUS_PENDING.",
      todo: "not an error of the operation: ask later, or wait for its event."),
    ErrorEntry(
      .WSA_IO_PENDING,
      means: "Not a failure: the overlapped operation was begun and will be completed later. The call returns "
        + "SOCKET_ERROR (or FALSE) all the same, and this code distinguishes it from a real error.",
      here:
        "Internal becomes STATUS_PENDING (0x103). When the operation ends, Internal and InternalHigh are written and "
        + "the event is signaled, the routine queued, or a packet queued to the port.",
      todo:
        "keep the WSAOVERLAPPED and the buffer's memory where they are and untouched until the completion. Any other "
        + "code means that nothing was begun and no completion comes."),
    ErrorEntry(
      .ERROR_NOT_FOUND, means: "There was no such operation to cancel.",
      here: "CancelIoEx when nothing (or not this WSAOVERLAPPED) pends on the socket: it may have just completed.",
      todo: "fine in most programs: its completion is there already, or never was."),
    ErrorEntry(
      .ERROR_NOT_OWNER, means: "A thread released a mutex that it does not have.",
      here: "ReleaseMutex by a thread whose wait did not take the mutex, or that has released it as often already.",
      todo: "release a mutex on the thread that waited for it, once for each wait."),
    ErrorEntry(
      .ERROR_TOO_MANY_POSTS, means: "A semaphore was released more often than it allows.",
      here: "ReleaseSemaphore when the count would become more than CreateSemaphore's maximum; nothing is added then.",
      todo: "release it once for each wait that it let through."),
    ErrorEntry(
      .ERROR_CONNECTION_REFUSED, means: "The Win32 name of WSAECONNREFUSED: the SYN was answered with RST.",
      here: "what a completion port says of a failed ConnectEx."),
    ErrorEntry(.ERROR_NETWORK_UNREACHABLE, means: "The Win32 name of WSAENETUNREACH."),
    ErrorEntry(.ERROR_HOST_UNREACHABLE, means: "The Win32 name of WSAEHOSTUNREACH."),
    ErrorEntry(
      .ERROR_PORT_UNREACHABLE,
      means: "A datagram was answered with ICMP port unreachable: no socket is bound to that port."),
    ErrorEntry(
      .ERROR_CONNECTION_ABORTED, means: "The Win32 name of WSAECONNABORTED: the connection was given up on this side.",
      here: "what a completion port says of a receive that pended when its own socket was closed."),
  ]
}
