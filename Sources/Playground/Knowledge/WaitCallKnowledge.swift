import Winsock

extension CallEntry {
  static let readiness: [CallEntry] = [
    CallEntry(
      "select", does: "Waits until one of the sockets can be read, written, or has an exceptional condition.",
      returns: "how many are set, 0 when the time limit has passed, or SOCKET_ERROR.",
      errors: [(.WSAEINVAL, "all three sets are empty"), (.WSAENOTSOCK, "one of them is no open socket")],
      beware: [
        "a listening socket is readable when accept will not block; a connecting one is writable when it is connected, "
          + "and in the except set when that failed (Unix says writable for both).",
        "an fd_set has room for 64 sockets unless FD_SETSIZE is defined otherwise. The first argument is ignored.",
        "the sets are overwritten: fill them again before each call.",
      ]),
    CallEntry(
      "WSAPoll", ["poll"], does: "Waits until one of an array of sockets has one of the events asked for.",
      returns: "how many have one, 0 when the time limit has passed, or SOCKET_ERROR.",
      errors: [(.WSAENOTSOCK, "none of them is an open socket")],
      beware: [
        "POLLERR, POLLHUP and POLLNVAL are reported without being asked for.",
        "before Windows 10 2004 a failed connect was not reported at all.",
      ]),
  ]

  static let events: [CallEntry] = [
    CallEntry(
      "WSACreateEvent", ["event"], does: "Makes an event: not signaled, manual-reset.",
      returns: "the event, or WSA_INVALID_EVENT.",
      beware: ["it stays signaled until WSAResetEvent (or WSAEnumNetworkEvents, when given) resets it."]),
    CallEntry(
      "WSASetEvent", does: "Signals an event.", returns: "TRUE, or FALSE.",
      errors: [(.WSA_INVALID_HANDLE, "it is no open event")]),
    CallEntry(
      "WSAResetEvent", does: "Makes an event not signaled.", returns: "TRUE, or FALSE.",
      errors: [(.WSA_INVALID_HANDLE, "it is no open event")],
      beware: ["beginning an overlapped operation with it resets it too; a wait does not."]),
    CallEntry(
      "WSACloseEvent", does: "Closes an event.", returns: "TRUE, or FALSE.",
      errors: [(.WSA_INVALID_HANDLE, "it is no open event")],
      beware: ["not while an operation that would signal it is pending."]),
    CallEntry(
      "WSAEventSelect",
      does: "Makes an event be signaled on network events of a socket, and makes the socket non-blocking. 0 ends it.",
      returns: "0, or SOCKET_ERROR.", errors: [(.WSAENOTSOCK, "it is no open socket")],
      beware: [
        "each event is reported once and again only after the call that re-enables it: FD_READ after recv, FD_ACCEPT "
          + "after accept, FD_WRITE after a send that gave WSAEWOULDBLOCK.",
        "a second call replaces the first one.",
        "the socket stays non-blocking; FIONBIO 0 works only after WSAEventSelect with 0.",
      ]),
    CallEntry(
      "WSAEnumNetworkEvents", does: "Tells and clears the network events of a socket, and resets the event when given.",
      returns: "0, or SOCKET_ERROR.", errors: [(.WSAENOTSOCK, "it is no open socket")],
      beware: ["each event has an error of its own in iErrorCode: FD_CONNECT may mean that connect has failed."]),
    CallEntry(
      "WSAWaitForMultipleEvents", ["wait"], does: "Waits until one or all of 1 to 64 events are signaled.",
      returns: "WSA_WAIT_EVENT_0 + the lowest index that is signaled, WSA_WAIT_TIMEOUT (258), WSA_WAIT_IO_COMPLETION "
        + "(192) when it was alertable and routines ran, or WSA_WAIT_FAILED.",
      errors: [
        (.WSA_INVALID_PARAMETER, "none, or more than WSA_MAXIMUM_WAIT_EVENTS (64)"),
        (.WSA_INVALID_HANDLE, "one of them is no open event"),
      ],
      beware: [
        "the lowest index wins: a busy first event starves the others. Wait again from the next index on.",
        "it does not reset the event.",
      ]),
    CallEntry(
      "SleepEx", ["sleep"], does: "Sleeps; alertably, it lets the completion routines of its thread run.",
      returns: "0 when the time has passed, WAIT_IO_COMPLETION (192) when routines ran."),
  ]

  static let overlapped: [CallEntry] = [
    CallEntry(
      "WSAGetOverlappedResult", ["getresult", "getoverlappedresult"],
      does: "Tells how an overlapped operation ended; with fWait it waits for the end.",
      returns: "TRUE when it ended well, else FALSE.",
      errors: [
        (.WSA_IO_INCOMPLETE, "it is still under way (fWait FALSE)"), (.WSA_OPERATION_ABORTED, "it was cancelled"),
        (.WSAECONNRESET, "the peer reset the connection, or an earlier datagram found no one; any other error of the operation likewise"),
        (.WSAEMSGSIZE, "the datagram was longer than the buffer"), (.WSAENOTSOCK, "it is no open socket"),
      ],
      beware: [
        "fWait TRUE is for operations that report by an event. Without one it waits for the socket, which the end of any "
          + "operation signals, and may return TRUE with 0 bytes while Internal is still STATUS_PENDING.",
        "its own page says that the call that began the operation returned FALSE; WSARecv returns SOCKET_ERROR.",
      ]),
    CallEntry(
      "CancelIo", does: "Cancels all operations on a socket that the calling thread has begun.",
      returns: "TRUE, also when there were none, or FALSE.", errors: [(.WSA_INVALID_HANDLE, "it is no open handle")],
      beware: ["returning is not completing: see CancelIoEx."]),
    CallEntry(
      "CancelIoEx", does: "Cancels one operation on a socket, or all (NULL), whichever thread has begun them.",
      returns: "TRUE, or FALSE.", errors: [(.ERROR_NOT_FOUND, "nothing of the kind is pending")],
      beware: [
        "the operation is still completed, mostly with WSA_OPERATION_ABORTED, but it may also have succeeded just "
          + "before. Free nothing before that completion has come."
      ]),
  ]
}
