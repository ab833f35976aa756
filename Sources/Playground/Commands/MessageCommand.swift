import Calls
import Language
import LinuxSockets
import Steps
import Winsock

extension Command {
  static let wsarecvmsg = CommandOf(
    "wsarecvmsg", call: .WSARecvMsg,
    c: "WSARecvMsg({s}, {msg}, {overlapped.bytes}, {overlapped}, {routine})",
    arguments: ["s msg! >bytes~ overlapped routine"], topic: .datagrams,
    summary: "Starts a receive of a datagram, and tells what became of it and, with IP_PKTINFO, where it was sent to.",
    tasks: ["read", "udp", "destination address"], HandleParameter("S", "a socket", .socket),
    ReceivedMessageParameter(), OverlappedParameter(), RoutineParameter()
  ) { call, s, message, overlapped, routine throws(UsageError) in
    call.post(
      message.buffers, overlapped, Posting(socket: s.handle, thread: call.thread, flags: message.flags)
    ) { list in
      call.winsock.WSARecvMsg(
        call.thread, s.handle, list, flags: message.flags, controlRoom: message.room, overlapped: overlapped.pointer,
        routine: routine)
    }
  }

  static let wsasendmsg = CommandOf(
    "wsasendmsg", call: .WSASendMsg,
    c: "WSASendMsg({s}, {msg}, {flags}, {overlapped.bytes}, {overlapped}, {routine})",
    arguments: ["s msg! flags >bytes~ overlapped routine"], topic: .datagrams,
    summary: "Starts a send of a datagram, from an address of this machine's if one is named.",
    tasks: ["write", "udp", "source address"], traffic: .packets, HandleParameter("S", "a socket", .socket),
    SentMessageParameter(), OverlappedParameter(),
    FlagsParameter(usage: "flags=F", about: "MSG_DONTROUTE, MSG_PARTIAL", family: .message), RoutineParameter()
  ) { call, s, message, overlapped, flags, routine throws(UsageError) in
    call.post(
      message.buffers, overlapped,
      Posting(socket: s.handle, thread: call.thread, sends: true, flags: flags.value, peer: message.peer)
    ) { list in
      call.winsock.WSASendMsg(
        call.thread, s.handle, list, to: message.peer, flags: flags.value, from: message.source,
        overlapped: overlapped.pointer, routine: routine)
    }
  }
}
