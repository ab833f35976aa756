import Winsock

// Facts: MS docs, TransmitFile and CreateFileW.

extension CallDescriptor {
  /// `CreateFile` of fileapi.h: a macro for CreateFileA or CreateFileW.
  public static let CreateFile = CallDescriptor(
    "CreateFile", declaredIn: "windows.h",
    "HANDLE CreateFile(LPCTSTR name, DWORD access, DWORD share, LPSECURITY_ATTRIBUTES sa, DWORD disposition, DWORD flags, HANDLE template)",
    aliases: ["createfilea", "createfilew"],
    returns: .file, error: .win32,
    action: .openFile,
    request: "open {0} to be sent",
    reason: { error in error == .ERROR_FILE_NOT_FOUND ? "there is no such file" : nil },
    explanation: {
      CallExplanation(
        does: "Opens a file; here one that is there, for reading, so that TransmitFile can send it.",
        returns: "its handle, or INVALID_HANDLE_VALUE (not NULL).",
        errors: [(.ERROR_FILE_NOT_FOUND, "there is no such file")],
        beware: ["CloseHandle closes it, when nothing that reads it is under way any more."])
    })

  /// `TransmitFile` of mswsock.h.
  public static let TransmitFile = CallDescriptor(
    "TransmitFile", declaredIn: "mswsock.h",
    "BOOL TransmitFile(SOCKET s, HANDLE file, DWORD bytes, DWORD bytesPerSend, LPOVERLAPPED o, LPTRANSMIT_FILE_BUFFERS buffers, DWORD flags)",
    aliases: ["lpfn_transmitfile", "transmit_file_buffers", "tf_disconnect", "tf_write_behind"],
    returns: .bool,
    action: .sendFile, overlapped: .optional,
    request: "send a file from {socket}{notified}",
    tests: ["test_TransmitFile"],
    reason: { error in
      switch error {
      case .WSA_IO_PENDING: "accepted; the file is being sent"
      case .WSAEINVAL: "a flag, length or offset does not fit"
      case .WSAENOTSOCK: "not an open socket, or not a file"
      default: nil
      }
    },
    explanation: {
      CallExplanation(
        does:
          "Sends a file, with bytes before it and behind it if asked for, without a buffer of the program's; with "
          + "TF_DISCONNECT the connection ends after it.",
        returns: "TRUE, or FALSE; with WSA_IO_PENDING it was begun.",
        errors: [
          (.WSA_IO_PENDING, "not a failure: begun"), (.WSAENOTCONN, "it is not connected"),
          (.WSAEINVAL, "a datagram socket, TF_REUSE_SOCKET without TF_DISCONNECT, or an Offset behind the file's end"),
          (.WSAESHUTDOWN, "it was shut down for sending"),
          (.WSAENOTSOCK, "it is not an open socket, or hFile is no file"),
        ],
        beware: [
          "with an OVERLAPPED the file is read from its Offset, without one from where the file's last read ended.",
          "nothing in the stream tells where the file ends: send its length first, or TF_DISCONNECT behind it.",
          "Head and Tail must live until it is done.",
        ])
    })
}
