import Winsock

// The kernel's own events, waits and last error, which Winsock programs use beside Winsock's. Facts: the vendor's page of
// each call.

extension CallDescriptor {
  /// `CreateEvent` of synchapi.h.
  public static let CreateEvent = CallDescriptor(
    "CreateEvent", declaredIn: "synchapi.h",
    "HANDLE CreateEvent(LPSECURITY_ATTRIBUTES attributes, BOOL bManualReset, BOOL bInitialState, LPCTSTR name)",
    aliases: ["CreateEventA", "CreateEventW"],
    returns: .port, error: .win32,
    action: .makeEvent,
    request: "make an event[manual?, to be reset by hand]",
    explanation: {
      CallExplanation(
        does: "Makes an event. With bManualReset FALSE, each wait that it satisfies resets it (auto-reset).",
        returns: "the event, or NULL.",
        beware: [
          "WSACreateEvent makes a manual-reset event, CreateEvent with FALSE an auto-reset one: one wait, one thread.",
          "an auto-reset event does not suit WSAEventSelect: the wait resets it before WSAEnumNetworkEvents looks.",
        ])
    })

  /// `SetEvent` of synchapi.h.
  public static let SetEvent = CallDescriptor(
    "SetEvent", declaredIn: "synchapi.h", "BOOL SetEvent(HANDLE hEvent)",
    returns: .bool, error: .win32,
    action: .setEvent,
    request: "signal {0}",
    reason: { $0 == .WSA_INVALID_HANDLE ? "not an open event" : nil },
    explanation: {
      CallExplanation(
        does: "Signals an event. It is what WSASetEvent calls.", returns: "TRUE, or FALSE.",
        errors: [(.WSA_INVALID_HANDLE, "it is not an open event")])
    })

  /// `ResetEvent` of synchapi.h.
  public static let ResetEvent = CallDescriptor(
    "ResetEvent", declaredIn: "synchapi.h", "BOOL ResetEvent(HANDLE hEvent)",
    returns: .bool, error: .win32,
    action: .resetEvent,
    request: "make {0} not signaled",
    reason: { $0 == .WSA_INVALID_HANDLE ? "not an open event" : nil },
    explanation: {
      CallExplanation(
        does: "Makes an event not signaled. It is what WSAResetEvent calls.", returns: "TRUE, or FALSE.",
        errors: [(.WSA_INVALID_HANDLE, "it is not an open event")])
    })

  /// `WaitForSingleObject` of synchapi.h.
  public static let WaitForSingleObject = CallDescriptor(
    "WaitForSingleObject", declaredIn: "synchapi.h",
    "DWORD WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds)",
    returns: .objectWait, error: .win32,
    action: .waitForEvents,
    request: "wait until {events} signaled, {limit}",
    reason: { $0 == .WSA_INVALID_HANDLE ? "not an open handle" : nil },
    explanation: {
      CallExplanation(
        does: "Waits until an event is signaled. An auto-reset event is reset by it.",
        returns: "WAIT_OBJECT_0 (0), WAIT_TIMEOUT (258), or WAIT_FAILED.",
        errors: [(.WSA_INVALID_HANDLE, "it is not an open handle")],
        beware: [
          "it is not alertable: completion routines do not run in it (WaitForSingleObjectEx).",
          "a socket can be waited for too, and is signaled when any of its operations ends: wait for the hEvent of each.",
        ])
    })

  /// `WaitForMultipleObjects` of synchapi.h.
  public static let WaitForMultipleObjects = CallDescriptor(
    "WaitForMultipleObjects", declaredIn: "synchapi.h",
    "DWORD WaitForMultipleObjects(DWORD nCount, const HANDLE *lpHandles, BOOL bWaitAll, DWORD dwMilliseconds)",
    returns: .objectWait, error: .win32,
    action: .waitForEvents,
    request: "wait until {events} signaled, {limit}",
    reason: { error in
      switch error {
      case .WSA_INVALID_HANDLE: "one of them is not an open handle"
      case .WSA_INVALID_PARAMETER: "1 to 64; with all, each once"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does:
          "Waits until one or all of 1 to 64 objects are signaled. WSAWaitForMultipleEvents is the same, alertable.",
        returns: "WAIT_OBJECT_0 + the lowest index that is signaled, WAIT_TIMEOUT (258), or WAIT_FAILED.",
        errors: [
          (.WSA_INVALID_PARAMETER, "none, or more than MAXIMUM_WAIT_OBJECTS (64)"),
          (.WSA_INVALID_HANDLE, "one of them is not an open handle"),
        ],
        beware: ["only the objects that satisfied the wait are reset, when they are auto-reset events."])
    })

  /// `Sleep` of synchapi.h.
  public static let Sleep = CallDescriptor(
    "Sleep", declaredIn: "synchapi.h", "void Sleep(DWORD dwMilliseconds)",
    returns: .nothing, error: .win32,
    action: .sleep,
    request: "sleep {0} ms",
    explanation: {
      CallExplanation(
        does: "Sleeps. Completion routines do not run in it: SleepEx with TRUE lets them.", returns: "nothing.")
    })

  /// `QueueUserAPC` of processthreadsapi.h.
  public static let QueueUserAPC = CallDescriptor(
    "QueueUserAPC", declaredIn: "processthreadsapi.h",
    "DWORD QueueUserAPC(PAPCFUNC pfnAPC, HANDLE hThread, ULONG_PTR dwData)",
    returns: .nonzero, error: .win32,
    action: .queueRoutine,
    request: "let {1} run {0} in its next alertable wait",
    reason: { $0 == .ERROR_GEN_FAILURE ? "the thread has ended" : nil },
    explanation: {
      CallExplanation(
        does:
          "Queues a function to a thread. It runs in the thread's next alertable wait and gets dwData, and the wait "
          + "ends with WAIT_IO_COMPLETION: completion routines run the same way.",
        returns: "a number other than 0, or 0.",
        errors: [(.ERROR_GEN_FAILURE, "the thread has ended")],
        beware: [
          "a thread that is blocked in recv, in Sleep, or in a wait that is not alertable does not run it.",
          "what is queued to a thread that ends is lost.",
        ])
    })

  /// `GetLastError` of errhandlingapi.h.
  public static let GetLastError = CallDescriptor(
    "GetLastError", declaredIn: "errhandlingapi.h", "DWORD GetLastError(void)",
    returns: .lastError, error: .win32,
    action: .getLastError,
    request: "get the last error of {thread}",
    explanation: {
      CallExplanation(
        does: "Gives the error of this thread's last failed call. WSAGetLastError is the same value.",
        returns: "the code. Each thread has its own.",
        beware: ["ask at once, before any other call, and only when a call has failed."])
    })

  /// `WSAConnect` of winsock2.h.
  public static let WSAConnect = CallDescriptor(
    "WSAConnect", declaredIn: "winsock2.h",
    "int WSAConnect(SOCKET s, const struct sockaddr *name, int namelen, LPWSABUF lpCallerData, LPWSABUF lpCalleeData, "
      + "LPQOS lpSQOS, LPQOS lpGQOS)",
    returns: .status,
    action: .connect,
    request: "connect {0} to {1}",
    tests: ["test_connect"],
    reason: { $0 == .WSAEWOULDBLOCK ? "the handshake is under way" : nil },
    explanation: {
      CallExplanation(
        does: "Connects as connect does. Data and quality of service are not for TCP: pass NULL.",
        returns: "0, or SOCKET_ERROR.",
        errors: [(.WSAEWOULDBLOCK, "the socket is non-blocking, and the handshake is under way")],
        beware: ["it is not overlapped, whatever its name suggests: that is ConnectEx."])
    })
}
