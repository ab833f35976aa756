import Winsock

// Facts: the vendor's page of each call, in the header that it is declared in.

extension CallDescriptor {
  /// `CreateIoCompletionPort` of ioapiset.h.
  public static let CreateIoCompletionPort = CallDescriptor(
    "CreateIoCompletionPort", declaredIn: "ioapiset.h",
    "HANDLE CreateIoCompletionPort(HANDLE file, HANDLE port, ULONG_PTR key, DWORD threads)",
    aliases: ["iocp"],
    returns: .port, error: .win32,
    action: .makePort,
    request: "[!0?make a completion port][0?associate {0} with [1?{1}][!1?a new port], key {key}]",
    reason: { error in
      switch error {
      case .WSA_INVALID_PARAMETER: "it belongs to a port already"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Two calls in one: with INVALID_HANDLE_VALUE it makes a completion port, with a handle and a port it "
          + "associates the two under a key; with a handle and NULL it does both.",
        returns: "the port, or NULL.",
        errors: [
          (.WSA_INVALID_PARAMETER, "the handle has a port already: an association lasts until the handle is closed"),
          (.WSA_INVALID_HANDLE, "the handle or the port is not open"),
        ],
        beware: [
          "the key is one for each handle; the OVERLAPPED says which operation ended.",
          "the number of concurrent threads counts only when the port is made; 0 means as many as there are processors. It "
            + "limits how many run, not how many may wait.",
        ])
    })

  /// `GetQueuedCompletionStatus` of ioapiset.h.
  public static let GetQueuedCompletionStatus = CallDescriptor(
    "GetQueuedCompletionStatus", declaredIn: "ioapiset.h",
    "BOOL GetQueuedCompletionStatus(HANDLE port, LPDWORD bytes, PULONG_PTR key, LPOVERLAPPED *o, DWORD timeout)",
    aliases: ["gqcs"],
    returns: .bool, error: .win32,
    action: .dequeue,
    request: "take a packet out of {0}",
    reason: { error in
      switch error {
      case .WSA_INVALID_HANDLE: "not an open completion port"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does:
          "Takes the first packet of a completion port, waiting for one if need be. Of several waiting threads the one "
          + "that began last is served first.",
        returns:
          "TRUE with the packet of an operation that went well. FALSE with lpOverlapped not NULL: the packet of one "
          + "that failed. FALSE with NULL: no packet.",
        errors: [
          (.WAIT_TIMEOUT, "no packet came in time"), (.ERROR_ABANDONED_WAIT_0, "the port was closed meanwhile"),
          (.ERROR_NETNAME_DELETED, "the packet of an operation whose connection was reset"),
          (.WSA_OPERATION_ABORTED, "the packet of an operation that was cancelled"),
          (.WSA_INVALID_HANDLE, "it is not an open port"),
        ],
        beware: [
          "do not take every FALSE for a time-out: look at lpOverlapped first.",
          "errors have their Win32 names here; WSAGetOverlappedResult gives the Winsock ones.",
          "0 bytes of a receive with TRUE: the peer has closed gracefully.",
        ])
    })

  /// `GetQueuedCompletionStatusEx` of ioapiset.h.
  public static let GetQueuedCompletionStatusEx = CallDescriptor(
    "GetQueuedCompletionStatusEx", declaredIn: "ioapiset.h",
    "BOOL GetQueuedCompletionStatusEx(HANDLE port, LPOVERLAPPED_ENTRY entries, ULONG count, PULONG removed, DWORD timeout, BOOL alertable)",
    aliases: ["gqcsex"],
    returns: .bool, error: .win32,
    action: .dequeue,
    request: "take up to {1} packets out of {0}",
    reason: { error in
      switch error {
      case .WSA_INVALID_HANDLE: "not an open completion port"
      case .WSA_INVALID_PARAMETER: "room for one entry at least"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Takes up to so many packets at once; it can wait alertably.",
        returns: "TRUE with the entries, or FALSE.",
        errors: [
          (.WAIT_TIMEOUT, "no packet came in time"),
          (.WAIT_IO_COMPLETION, "it was alertable and completion routines ran"),
          (.ERROR_ABANDONED_WAIT_0, "the port was closed meanwhile"),
        ],
        beware: ["TRUE does not say that the operations went well: look at Internal of each entry."])
    })

  /// `PostQueuedCompletionStatus` of ioapiset.h.
  public static let PostQueuedCompletionStatus = CallDescriptor(
    "PostQueuedCompletionStatus", declaredIn: "ioapiset.h",
    "BOOL PostQueuedCompletionStatus(HANDLE port, DWORD bytes, ULONG_PTR key, LPOVERLAPPED o)",
    aliases: ["pqcs"],
    returns: .bool, error: .win32,
    action: .post,
    request: "put a packet into {0}: bytes {1}, key {2}",
    reason: { error in
      switch error {
      case .WSA_INVALID_HANDLE: "not an open completion port"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does: "Puts a packet of your own into a port's queue: to wake a worker, hand it work or end it.",
        returns: "TRUE, or FALSE.", errors: [(.WSA_INVALID_HANDLE, "it is not an open port")],
        beware: ["bytes, key and overlapped are passed on as they are; nothing checks them."])
    })

  /// `SetFileCompletionNotificationModes` of winbase.h.
  public static let SetFileCompletionNotificationModes = CallDescriptor(
    "SetFileCompletionNotificationModes", declaredIn: "winbase.h",
    "BOOL SetFileCompletionNotificationModes(HANDLE file, UCHAR modes)",
    returns: .bool, error: .win32,
    action: .setModes,
    request: "set {1} for {0}",
    explanation: {
      CallExplanation(
        does: "FILE_SKIP_COMPLETION_PORT_ON_SUCCESS: no packet for an operation that was done at once. "
          + "FILE_SKIP_SET_EVENT_ON_HANDLE: the handle itself is not signaled.",
        returns: "TRUE, or FALSE.", errors: [(.WSA_INVALID_HANDLE, "it is not an open handle")],
        beware: [
          "without it, an operation that returned 0 still queues one packet: handle it there, or here, never in both.",
          "a mode that is set stays for the life of the handle.",
        ])
    })

  /// `CloseHandle` of handleapi.h.
  public static let CloseHandle = CallDescriptor(
    "CloseHandle", declaredIn: "handleapi.h",
    "BOOL CloseHandle(HANDLE object)",
    returns: .bool, error: .win32,
    action: .closeHandle,
    request: "close {0}",
    explanation: {
      CallExplanation(
        does: "Closes a completion port (sockets are closed with closesocket, events with WSACloseEvent).",
        returns: "TRUE, or FALSE.", errors: [(.WSA_INVALID_HANDLE, "it is not an open handle")],
        beware: ["threads that wait on it get ERROR_ABANDONED_WAIT_0."])
    })
}
