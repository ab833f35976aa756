import Winsock

// Mutexes and semaphores, and the alertable waits of kernel32. Facts: the vendor's page of each call.

extension CallDescriptor {
  /// `CreateMutex` of synchapi.h.
  public static let CreateMutex = CallDescriptor(
    "CreateMutex", declaredIn: "synchapi.h",
    "HANDLE CreateMutex(LPSECURITY_ATTRIBUTES attributes, BOOL bInitialOwner, LPCTSTR name)",
    aliases: ["createmutexa", "createmutexw", "mutex"],
    returns: .lock, error: .win32,
    action: .makeLock,
    request: "make a mutex[owned?, owned by this thread]",
    explanation: {
      CallExplanation(
        does: "Makes a mutex: one thread at a time has it. A wait takes it, ReleaseMutex gives it back.",
        returns: "the mutex, or NULL.",
        beware: [
          "a thread that has it takes it again without waiting, and has to give it back as often.",
          "when its owner ends without giving it back, the next wait gets WAIT_ABANDONED.",
          "within one process a CRITICAL_SECTION or an SRW lock is cheaper; a mutex can be waited for with other objects.",
        ])
    })

  /// `ReleaseMutex` of synchapi.h.
  public static let ReleaseMutex = CallDescriptor(
    "ReleaseMutex", declaredIn: "synchapi.h", "BOOL ReleaseMutex(HANDLE hMutex)",
    returns: .bool, error: .win32,
    action: .releaseLock,
    request: "give {0} back",
    reason: { error in
      switch error {
      case .WSA_INVALID_HANDLE: "not an open mutex"
      case .ERROR_NOT_OWNER: "another thread has it, or none"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Gives a mutex back. The wait of another thread that waits for it is satisfied.",
        returns: "TRUE, or FALSE.",
        errors: [
          (.WSA_INVALID_HANDLE, "it is not an open mutex"), (.ERROR_NOT_OWNER, "this thread does not have it"),
        ])
    })

  /// `CreateSemaphore` of synchapi.h.
  public static let CreateSemaphore = CallDescriptor(
    "CreateSemaphore", declaredIn: "synchapi.h",
    "HANDLE CreateSemaphore(LPSECURITY_ATTRIBUTES attributes, LONG lInitialCount, LONG lMaximumCount, LPCTSTR name)",
    aliases: ["createsemaphorea", "createsemaphorew", "semaphore"],
    returns: .lock, error: .win32,
    action: .makeLock,
    request: "make a semaphore that lets {0} waits through, {1} at most",
    reason: { $0 == .WSA_INVALID_PARAMETER ? "0 to the maximum, which is 1 or more" : nil },
    explanation: {
      CallExplanation(
        does: "Makes a semaphore. Each wait that it lets through takes one off its count; at 0 waits wait.",
        returns: "the semaphore, or NULL.",
        errors: [(.WSA_INVALID_PARAMETER, "the count is negative or more than the maximum, or that is not positive")])
    })

  /// `ReleaseSemaphore` of synchapi.h.
  public static let ReleaseSemaphore = CallDescriptor(
    "ReleaseSemaphore", declaredIn: "synchapi.h",
    "BOOL ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount, LPLONG lpPreviousCount)",
    returns: .bool, error: .win32,
    action: .releaseLock,
    request: "let {1} more waits of {0} through",
    reason: { error in
      switch error {
      case .WSA_INVALID_HANDLE: "not an open semaphore"
      case .WSA_INVALID_PARAMETER: "1 or more"
      case .ERROR_TOO_MANY_POSTS: "its count would be more than its maximum"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Adds to the count of a semaphore; that many waits more are satisfied. Any thread may.",
        returns: "TRUE, with the count before in lpPreviousCount, or FALSE.",
        errors: [
          (.WSA_INVALID_HANDLE, "it is not an open semaphore"), (.WSA_INVALID_PARAMETER, "the count is not positive"),
          (.ERROR_TOO_MANY_POSTS, "its count would exceed its maximum: nothing is added"),
        ])
    })

  /// `WaitForSingleObjectEx` of synchapi.h.
  public static let WaitForSingleObjectEx = CallDescriptor(
    "WaitForSingleObjectEx", declaredIn: "synchapi.h",
    "DWORD WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds, BOOL bAlertable)",
    returns: .objectWait, error: .win32,
    action: .waitForEvents,
    request: "wait until {events} signaled, {limit}[alertable?, alertable]",
    reason: { $0 == .WSA_INVALID_HANDLE ? "not an open handle" : nil },
    explanation: {
      CallExplanation(
        does: "Waits as WaitForSingleObject does; with bAlertable TRUE, completion routines and APCs run in it.",
        returns: "WAIT_OBJECT_0 (0), WAIT_IO_COMPLETION (192) after routines ran, WAIT_TIMEOUT (258), or WAIT_FAILED.",
        errors: [(.WSA_INVALID_HANDLE, "it is not an open handle")],
        beware: ["after WAIT_IO_COMPLETION the object is as it was: wait again."])
    })

  /// `WaitForMultipleObjectsEx` of synchapi.h.
  public static let WaitForMultipleObjectsEx = CallDescriptor(
    "WaitForMultipleObjectsEx", declaredIn: "synchapi.h",
    "DWORD WaitForMultipleObjectsEx(DWORD nCount, const HANDLE *lpHandles, BOOL bWaitAll, DWORD dwMilliseconds, "
      + "BOOL bAlertable)",
    returns: .objectWait, error: .win32,
    action: .waitForEvents,
    request: "wait until {events} signaled, {limit}[alertable?, alertable]",
    reason: { error in
      switch error {
      case .WSA_INVALID_HANDLE: "one of them is not an open handle"
      case .WSA_INVALID_PARAMETER: "1 to 64; with all, each once"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Waits as WaitForMultipleObjects does; with bAlertable TRUE, completion routines and APCs run in it.",
        returns:
          "WAIT_OBJECT_0 + the index, WAIT_IO_COMPLETION (192) after routines ran, WAIT_TIMEOUT, or WAIT_FAILED.",
        errors: [
          (.WSA_INVALID_PARAMETER, "none, or more than MAXIMUM_WAIT_OBJECTS (64)"),
          (.WSA_INVALID_HANDLE, "one of them is not an open handle"),
        ])
    })

  /// `GetOverlappedResult` of ioapiset.h.
  public static let GetOverlappedResult = CallDescriptor(
    "GetOverlappedResult", declaredIn: "ioapiset.h",
    "BOOL GetOverlappedResult(HANDLE hFile, LPOVERLAPPED o, LPDWORD bytes, BOOL bWait)",
    returns: .bool, error: .win32,
    action: .getResult,
    request: "get the result of the operation of {1}[wait?, waiting for its end]",
    reason: { $0 == .WSA_INVALID_HANDLE ? "not an open handle" : nil },
    explanation: {
      CallExplanation(
        does: "Tells how an overlapped operation ended, as WSAGetOverlappedResult does, with the errors of kernel32.",
        returns: "TRUE with the bytes, or FALSE.",
        errors: [
          (.WSA_IO_INCOMPLETE, "it is still pending"), (.ERROR_NETNAME_DELETED, "the connection was reset"),
          (.WSA_OPERATION_ABORTED, "it was cancelled"),
        ],
        beware: ["of a reset it says ERROR_NETNAME_DELETED (64) where WSAGetOverlappedResult says WSAECONNRESET."])
    })
}
