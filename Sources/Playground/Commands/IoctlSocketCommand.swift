import Calls
import Steps
import Winsock

extension Command {
  static let ioctlsocket = CommandOf(
    "ioctlsocket", call: .ioctlsocket,
    c: "ioctlsocket({s}, {command}, {value})", arguments: ["s command *>value!"], topic: .sockets,
    summary: "Makes a socket non-blocking (FIONBIO), or asks how much can be read (FIONREAD).",
    tasks: ["non-blocking", "available", "urgent mark", "without blocking"],
    HandleParameter("S", "a socket", .socket),
    NumberParameter("FIONBIO|FIONREAD|SIOCATMARK", "the request", label: "command", family: .ioctl),
    NumberParameter("VALUE", "1 or 0, for FIONBIO", label: "value", absent: (0, "&value"))
  ) { call, s, command, value throws(UsageError) in
    guard command.uint32 != FIONBIO || value.wasGiven else { throw UsageError.missingFIONBIO }
    return .call(
      call.winsock.ioctlsocket(call.thread, s.handle, command.uint32, value: value.uint32), .number,
      command.uint32 == FIONBIO ? .silent : .none)
  }
}

/// FIONBIO of winsock2.h.
let FIONBIO: UInt32 = 0x8004_667e

extension UsageError {
  static let missingFIONBIO = UsageError(
    "FIONBIO needs a value", hint: "FIONBIO 1 makes the socket non-blocking, FIONBIO 0 blocking")
}
