import Calls
import Steps
import Winsock

extension Command {
  static let send = CommandOf(
    "send", call: .send,
    c: "send({s}, {data}, {data.len}, {flags})", topic: .data, summary: "Sends bytes on a connection.",
    tasks: ["write", "transmit", "urgent"], HandleParameter("S", "a socket", .socket), DataParameter(),
    FlagsParameter(usage: "flags=F", about: "MSG_OOB", family: .message)
  ) { call, s, data, flags throws(UsageError) in
    if let fault = call.unreachable([data.buffer], on: s.handle) { return .call(fault) }
    return .call(
      call.winsock.send(call.thread, s.handle, data.native, flags: flags.value), .number,
      .sending(s.handle, data.buffer, flags: flags.value))
  }

  static let sendto = CommandOf(
    "sendto", call: .sendto,
    c: "sendto({s}, {data}, {data.len}, {flags}, {address})", arguments: ["s data data.len flags address length"],
    topic: .datagrams,
    summary: "Sends a datagram to an address.", tasks: ["write", "udp"], traffic: .packets,
    HandleParameter("S", "a socket", .socket), DataParameter(), AddressParameter(isDestination: true, mayBeNull: true),
    FlagsParameter(usage: "flags=F", about: "MSG_OOB", family: .message)
  ) { call, s, data, address, flags throws(UsageError) in
    if let fault = call.unreachable([data.buffer], on: s.handle) { return .call(fault) }
    return .call(
      call.winsock.sendto(call.thread, s.handle, data.native, to: address, flags: flags.value), .number,
      .sendingTo(s.handle, data.buffer, address))
  }
}
