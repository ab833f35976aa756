import Explain
import Winsock

// Failures of the calls that send files and messages, and that duplicate sockets: their arguments are to blame where those
// of others are not.

extension Why {
  func ofExtensions(_ error: ErrorCode, _ s: String) -> Specific? {
    switch (action, error) {
    case (.sendFile, .WSAENOTSOCK): return notAFile()
    case (.sendFile, .WSAEINVAL): return notSendable(s)
    case (.duplicateSocket, .WSAEINVAL):
      return (
        ["There is one process here, and \(line[2]) is another's number."], ["Leave it out: this one is meant."],
        .lifetime
      )
    case (.makeSocket, .WSAEINVAL) where line["from"] != nil:
      return (
        ["\(line["from"] ?? "") names no socket any more: it serves once, and not after WSACleanup."],
        ["wsaduplicatesocket S \(line["from"] ?? "INFO") fills it again."], .lifetime
      )
    case (.send, .WSAENOTCONN) where descriptor?.isMessage == true:
      return (
        ["\(s) has no peer, and the message names nobody."], ["wsasendmsg \(s) … to=ADDR, or connect \(s) ADDR."],
        .conversation
      )
    case (.send, .WSAEOPNOTSUPP) where descriptor?.isMessage == true,
      (.receive, .WSAEOPNOTSUPP) where descriptor?.isMessage == true:
      guard look(s)?.isStream == true else { return nil }
      return (
        ["\(s) is a stream socket: messages are for datagram sockets."], ["wsarecv and wsasend are for it."], .stream
      )
    default: return nil
    }
  }

  private func notAFile() -> Specific? {
    let file = line[1]
    guard look(line[0]) != nil else { return nil }
    guard let object = handle(file) else {
      return (["\(file) is no file."], ["f = createfile NAME opens one."], .lifetime)
    }
    let isClosed = object.type == .file
    return (
      [isClosed ? "\(file) was closed." : "\(file) is no file: \(stands(file))."],
      ["f = createfile NAME opens one."], .lifetime
    )
  }

  private func notSendable(_ s: String) -> Specific? {
    if look(s)?.isStream == false {
      return (
        ["\(s) is a datagram socket: a file is sent on a connection."], ["send \(s) DATA sends a datagram."], .stream
      )
    }
    let flags = line["flags"]?.uppercased() ?? ""
    if flags.contains("TF_REUSE_SOCKET"), !flags.contains("TF_DISCONNECT") {
      return (
        ["TF_REUSE_SOCKET is for a connection that ends, and nothing ends this one."],
        ["flags=TF_DISCONNECT|TF_REUSE_SOCKET does both."], .acceptEx
      )
    }
    if let size = handle(line[1]).flatMap({ session.winsock.describe(file: $0.handle)?.size }),
      let place = place(line[2])
    {
      let start = session.objects.overlappeds.pointer(place).pointee
      let offset = UInt64(start.OffsetHigh) << 32 | UInt64(start.Offset)
      if offset > UInt64(size) {
        return (
          ["Offset \(offset) of \(line[2]) is behind the end of \(line[1]), which has \(size) bytes."],
          ["\(line[2]).Offset = 0 sends it from its beginning."], .stream
        )
      }
    }
    return (
      ["More bytes are asked for than one call sends: 2,147,483,646."], ["bytes=0 sends all of the file."], .stream
    )
  }
}
