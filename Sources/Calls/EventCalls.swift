import Winsock

// Facts: the vendor's page of each call, in the header that it is declared in.

extension CallDescriptor {
  /// `WSACreateEvent` of winsock2.h.
  public static let WSACreateEvent = CallDescriptor(
    "WSACreateEvent", declaredIn: "winsock2.h",
    "WSAEVENT WSACreateEvent(void)",
    aliases: ["event"],
    returns: .event,
    action: .makeEvent,
    request: "make an event",
    explanation: {
      CallExplanation(
        does: "Makes an event: not signaled, manual-reset.",
        returns: "the event, or WSA_INVALID_EVENT.",
        beware: ["it stays signaled until WSAResetEvent (or WSAEnumNetworkEvents, when given) resets it."])
    })

  /// `WSASetEvent` of winsock2.h.
  public static let WSASetEvent = CallDescriptor(
    "WSASetEvent", declaredIn: "winsock2.h",
    "BOOL WSASetEvent(WSAEVENT hEvent)",
    returns: .bool,
    action: .setEvent,
    request: "signal {0}",
    reason: { error in
      switch error {
      case .WSA_INVALID_HANDLE: "not an open event"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Signals an event.", returns: "TRUE, or FALSE.",
        errors: [(.WSA_INVALID_HANDLE, "it is not an open event")])
    })

  /// `WSAResetEvent` of winsock2.h.
  public static let WSAResetEvent = CallDescriptor(
    "WSAResetEvent", declaredIn: "winsock2.h",
    "BOOL WSAResetEvent(WSAEVENT hEvent)",
    returns: .bool,
    action: .resetEvent,
    request: "make {0} not signaled",
    reason: { error in
      switch error {
      case .WSA_INVALID_HANDLE: "not an open event"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Makes an event not signaled.", returns: "TRUE, or FALSE.",
        errors: [(.WSA_INVALID_HANDLE, "it is not an open event")],
        beware: ["beginning an overlapped operation with it resets it too; a wait does not."])
    })

  /// `WSACloseEvent` of winsock2.h.
  public static let WSACloseEvent = CallDescriptor(
    "WSACloseEvent", declaredIn: "winsock2.h",
    "BOOL WSACloseEvent(WSAEVENT hEvent)",
    returns: .bool,
    action: .closeHandle,
    request: "close {0}",
    reason: { error in
      switch error {
      case .WSA_INVALID_HANDLE: "not an open event"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Closes an event.", returns: "TRUE, or FALSE.",
        errors: [(.WSA_INVALID_HANDLE, "it is not an open event")],
        beware: ["not while an operation that would signal it is pending."])
    })

  /// `WSAEventSelect` of winsock2.h.
  public static let WSAEventSelect = CallDescriptor(
    "WSAEventSelect", declaredIn: "winsock2.h",
    "int WSAEventSelect(SOCKET s, WSAEVENT hEventObject, long lNetworkEvents)",
    returns: .status,
    action: .selectEvents,
    request: "signal {1} on {2} of {0}",
    tests: ["test_accept_events", "test_close_events", "test_connect_events", "test_read_events", "test_write_events"],
    explanation: {
      CallExplanation(
        does: "Makes an event be signaled on network events of a socket, and makes the socket non-blocking. 0 ends it.",
        returns: "0, or SOCKET_ERROR.", errors: [(.WSAENOTSOCK, "it is not an open socket")],
        beware: [
          "each event is reported once and again only after the call that re-enables it: FD_READ after recv, FD_ACCEPT "
            + "after accept, FD_WRITE after a send that gave WSAEWOULDBLOCK.",
          "a second call replaces the first one.",
          "the socket stays non-blocking; FIONBIO 0 works only after WSAEventSelect with 0.",
        ])
    })

  /// `WSAEnumNetworkEvents` of winsock2.h.
  public static let WSAEnumNetworkEvents = CallDescriptor(
    "WSAEnumNetworkEvents", declaredIn: "winsock2.h",
    "int WSAEnumNetworkEvents(SOCKET s, WSAEVENT hEventObject, LPWSANETWORKEVENTS lpNetworkEvents)",
    returns: .status,
    action: .readEvents,
    request: "get the network events recorded for {0}",
    tests: ["test_accept_events", "test_close_events", "test_connect_events", "test_read_events", "test_write_events"],
    explanation: {
      CallExplanation(
        does: "Tells and clears the network events of a socket, and resets the event when given.",
        returns: "0, or SOCKET_ERROR.", errors: [(.WSAENOTSOCK, "it is not an open socket")],
        beware: ["each event has an error of its own in iErrorCode: FD_CONNECT may mean that connect has failed."])
    })

  /// `WSAWaitForMultipleEvents` of winsock2.h.
  public static let WSAWaitForMultipleEvents = CallDescriptor(
    "WSAWaitForMultipleEvents", declaredIn: "winsock2.h",
    "DWORD WSAWaitForMultipleEvents(DWORD count, const WSAEVENT *events, BOOL waitAll, DWORD timeout, BOOL alertable)",
    aliases: ["wait"],
    returns: .wait,
    action: .waitForEvents,
    request: "wait until {events} signaled, {limit}[alertable?, alertably]",
    reason: { error in
      switch error {
      case .WSA_INVALID_HANDLE: "one of them is not an open event"
      case .WSA_INVALID_PARAMETER: "1 to 64; with all, each once"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Waits until one or all of 1 to 64 events are signaled.",
        returns: "WSA_WAIT_EVENT_0 + the lowest index that is signaled, WSA_WAIT_TIMEOUT (258), WSA_WAIT_IO_COMPLETION "
          + "(192) when it was alertable and routines ran, or WSA_WAIT_FAILED.",
        errors: [
          (.WSA_INVALID_PARAMETER, "none, or more than WSA_MAXIMUM_WAIT_EVENTS (64)"),
          (.WSA_INVALID_HANDLE, "one of them is not an open event"),
        ],
        beware: [
          "the lowest index wins: a busy first event starves the others. Wait again from the next index on.",
          "it does not reset the event.",
        ])
    })

  /// `SleepEx` of synchapi.h.
  public static let SleepEx = CallDescriptor(
    "SleepEx", declaredIn: "synchapi.h",
    "DWORD SleepEx(DWORD milliseconds, BOOL alertable)",
    returns: .sleep, error: .win32,
    action: .sleep,
    request: "sleep {0} ms[alertable?, alertably]",
    explanation: {
      CallExplanation(
        does: "Sleeps; alertably, it lets the completion routines of its thread run.",
        returns: "0 when the time has passed, WAIT_IO_COMPLETION (192) when routines ran.")
    })
}
