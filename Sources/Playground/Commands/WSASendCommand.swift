import Calls
import Steps
import Winsock

extension Command {
  static let wsasend = CommandOf(
    "wsasend", call: .WSASend,
    c: "WSASend({s}, {buffers}, {buffers.count}, {overlapped.bytes}, {flags}, {overlapped}, {routine})",
    arguments: ["s buffers buffers.count >bytes~ flags overlapped routine"], topic: .overlapped,
    summary: "Starts a send out of WSABUFs; with a WSAOVERLAPPED it need not wait.",
    tasks: ["write", "asynchronous", "gather"], HandleParameter("S", "a socket", .socket),
    BufferListParameter(), OverlappedParameter(),
    FlagsParameter(usage: "flags=F", about: "MSG_OOB, MSG_PARTIAL", family: .message), RoutineParameter()
  ) { call, s, buffers, overlapped, flags, routine throws(UsageError) in
    call.post(buffers, overlapped, Posting(socket: s.handle, thread: call.thread, sends: true, flags: flags.value)) {
      list in
      call.winsock.WSASend(
        call.thread, s.handle, list, flags: flags.value, overlapped: overlapped.pointer, routine: routine)
    }
  }

  static let wsasendto = CommandOf(
    "wsasendto", call: .WSASendTo,
    c: "WSASendTo({s}, {buffers}, {buffers.count}, {overlapped.bytes}, {flags}, {address}, {overlapped}, {routine})",
    arguments: [
      "s buffers buffers.count >bytes~ flags address length overlapped routine",
      "s buffers buffers.count >bytes~ flags address overlapped routine",
    ],
    topic: .datagrams, summary: "Starts a send of a datagram out of WSABUFs.", tasks: ["write", "udp", "asynchronous"],
    traffic: .packets, HandleParameter("S", "a socket", .socket), BufferListParameter(),
    AddressParameter(isDestination: true, mayBeNull: true),
    OverlappedParameter(), FlagsParameter(usage: "flags=F", about: "MSG_OOB, MSG_PARTIAL", family: .message),
    RoutineParameter()
  ) { call, s, buffers, address, overlapped, flags, routine throws(UsageError) in
    call.post(
      buffers, overlapped,
      Posting(socket: s.handle, thread: call.thread, sends: true, flags: flags.value, peer: address)
    ) {
      list in
      call.winsock.WSASendTo(
        call.thread, s.handle, list, to: address, flags: flags.value, overlapped: overlapped.pointer, routine: routine)
    }
  }
}
