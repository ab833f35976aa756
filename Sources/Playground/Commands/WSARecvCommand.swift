import Calls
import Steps
import Winsock

extension Command {
  static let wsarecv = CommandOf(
    "wsarecv", call: .WSARecv,
    c: "WSARecv({s}, {buffers}, {buffers.count}, {overlapped.bytes}, &flags, {overlapped}, {routine})",
    arguments: ["s buffers buffers.count >bytes~ *>flags! overlapped routine"], topic: .overlapped,
    summary: "Starts a receive into WSABUFs; with a WSAOVERLAPPED it need not wait.",
    tasks: ["read", "receive without blocking", "asynchronous", "scatter"], HandleParameter("S", "a socket", .socket),
    BufferListParameter(), OverlappedParameter(),
    FlagsParameter(usage: "flags=F", about: "MSG_PEEK, MSG_OOB, MSG_WAITALL", family: .message), RoutineParameter()
  ) { call, s, buffers, overlapped, flags, routine throws(UsageError) in
    call.post(buffers, overlapped, Posting(socket: s.handle, thread: call.thread, flags: flags.value)) { list in
      call.winsock.WSARecv(
        call.thread, s.handle, list, flags: flags.value, overlapped: overlapped.pointer, routine: routine)
    }
  }

  static let wsarecvfrom = CommandOf(
    "wsarecvfrom", call: .WSARecvFrom,
    c:
      "WSARecvFrom({s}, {buffers}, {buffers.count}, {overlapped.bytes}, &flags, &from, &fromlen, {overlapped}, {routine})",
    arguments: ["s buffers buffers.count >bytes~ *>flags! >address *>length overlapped routine"],
    topic: .datagrams, summary: "Starts a receive of a datagram into WSABUFs.", tasks: ["read", "udp", "asynchronous"],
    HandleParameter("S", "a socket", .socket), BufferListParameter(), OverlappedParameter(),
    FlagsParameter(usage: "flags=F", about: "MSG_PEEK, MSG_OOB, MSG_WAITALL", family: .message), RoutineParameter()
  ) { call, s, buffers, overlapped, flags, routine throws(UsageError) in
    call.post(buffers, overlapped, Posting(socket: s.handle, thread: call.thread, flags: flags.value)) { list in
      call.winsock.WSARecvFrom(
        call.thread, s.handle, list, flags: flags.value, overlapped: overlapped.pointer, routine: routine)
    }
  }
}
