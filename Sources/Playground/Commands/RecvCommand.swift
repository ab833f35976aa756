import Calls
import Steps
import Winsock

extension Command {
  static let recv = CommandOf(
    "recv", call: .recv,
    c: "recv({s}, {buffer}, {buffer.len}, {flags})", topic: .data,
    summary: "Receives what has arrived, one byte or more; 0 is the peer's graceful close.",
    tasks: ["read", "peek", "without blocking"], HandleParameter("S", "a socket", .socket), BufferParameter(),
    FlagsParameter(usage: "flags=F", about: "MSG_PEEK, MSG_OOB, MSG_WAITALL", family: .message)
  ) { call, s, buffer, flags throws(UsageError) in
    if let fault = call.unreachable([buffer], on: s.handle) { return .call(fault) }
    if !buffer.isImplicit {
      call.session.touch(buffer)
      call.session.watchBuffers([buffer])
    }
    return .call(
      call.winsock.recv(call.thread, s.handle, buffer.native, flags: flags.value), .buffer(buffer), on: s.handle,
      flags: flags.value)
  }

  static let recvfrom = CommandOf(
    "recvfrom", call: .recvfrom,
    c: "recvfrom({s}, {buffer}, {buffer.len}, {flags}, &from, &fromlen)",
    arguments: ["s buffer buffer.len flags >address *>length"], topic: .datagrams,
    summary: "Receives a datagram and its sender's address.", tasks: ["read", "udp"],
    HandleParameter("S", "a socket", .socket), BufferParameter(),
    FlagsParameter(usage: "flags=F", about: "MSG_PEEK, MSG_OOB, MSG_WAITALL", family: .message)
  ) { call, s, buffer, flags throws(UsageError) in
    if let fault = call.unreachable([buffer], on: s.handle) { return .call(fault) }
    if !buffer.isImplicit {
      call.session.touch(buffer)
      call.session.watchBuffers([buffer])
    }
    return .call(
      call.winsock.recvfrom(call.thread, s.handle, buffer.native, flags: flags.value), .buffer(buffer), on: s.handle,
      flags: flags.value)
  }
}
