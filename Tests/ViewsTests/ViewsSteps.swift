import Steps

@testable import Views

// Hand-made steps: what a session would give, without one.

let client = Address(host: "127.0.0.1", port: 49152)
let server = Address(host: "127.0.0.1", port: 7777)

func callStep(
  _ line: String, _ call: String, _ c: String, _ returned: ReturnValue, error: ErrorValue? = nil, out: [OutField]? = nil
) -> Step {
  Step(
    number: 1, thread: "main", line: line,
    body: .call(CallRecord(call: call, c: c, returned: returned, error: error, out: out)))
}

func segment(
  _ flags: SegmentFlags, fromClient: Bool = true, seq: UInt32, ack: UInt32 = 0, len: Int = 0, payload: String = "",
  sender: (ConnectionState, ConnectionState) = (.established, .established),
  receiver: (ConnectionState, ConnectionState) = (.established, .established)
) -> Packet {
  var packet = Packet(from: fromClient ? client : server, to: fromClient ? server : client)
  packet.flags = flags
  packet.seq = seq
  packet.ack = ack
  packet.len = len
  packet.win = 64240
  packet.connection = 1
  packet.fromInitiator = fromClient
  packet.payloadStart = Bytes(Array(payload.utf8))
  packet.senderStates = StateMove(before: sender.0, after: sender.1)
  packet.receiverStates = StateMove(before: receiver.0, after: receiver.1)
  return packet
}

/// SYN, SYN ACK, ACK, with the options of a real handshake.
func handshake() -> [Packet] {
  var syn = segment(.syn, seq: 0, sender: (.closed, .synSent), receiver: (.listen, .synReceived))
  var answer = segment(
    [.syn, .ack], fromClient: false, seq: 0, ack: 1, sender: (.synReceived, .synReceived),
    receiver: (.synSent, .established))
  syn.mss = 1460
  syn.wscale = 7
  syn.sackPermitted = true
  answer.mss = 1460
  answer.wscale = 7
  answer.sackPermitted = true
  answer.win = 65160
  return [syn, answer, segment(.ack, seq: 1, ack: 1, receiver: (.synReceived, .established))]
}

/// A packet for a port, an event and a routine: one held operation of each.
func heldRecords() -> [HeldRecord] {
  [
    HeldRecord(
      number: 1, call: "WSARecv", step: 9, socket: "a", bytes: 5, status: .STATUS_SUCCESS, overlapped: "o",
      destination: .event("e")),
    HeldRecord(
      number: 12, call: "AcceptEx", step: 110, socket: nil, bytes: 1, status: .STATUS_CANCELLED, overlapped: "o2",
      destination: .port(PortKey(name: "p", key: 7))),
    HeldRecord(
      number: 13, call: "WSASend", step: 3, socket: "c", bytes: 0, status: .STATUS_SUCCESS, overlapped: "o3",
      destination: .routine(QueuedRoutine(name: "r", thread: "w"))),
    HeldRecord(
      number: 14, call: "recv", step: 4, socket: "c", bytes: 2, status: .STATUS_SUCCESS, overlapped: nil,
      destination: .thread("main")),
  ]
}

/// One object of each kind, and two threads.
func machine() -> [ObjectRecord] {
  var accepted = socketState("ESTABLISHED", server, client)
  accepted.port = PortKey(name: "p", key: 7)
  accepted.pending = [
    pending("WSARecv", 9, "o", port: PortKey(name: "p", key: 7)), pending("WSASend", 10, "o2", routine: "r"),
  ]
  return [
    ObjectRecord(name: "l", state: .socket(socketState("LISTEN", server))),
    ObjectRecord(name: "b", state: .buffer(len: 8, memory: Bytes(Array("hi".utf8) + [0, 0, 0, 0, 0, 0]))),
    ObjectRecord(name: "o", state: .overlapped(overlapped(.STATUS_PENDING))),
    ObjectRecord(name: "accepted", state: .socket(accepted)),
    ObjectRecord(name: "o2", state: .overlapped(overlapped(.STATUS_SUCCESS, 5, event: nil, signaled: nil))),
    ObjectRecord(name: "e", state: .event(signaled: true)),
    ObjectRecord(
      name: "p",
      state: .port(
        PortState(
          isOpen: true, concurrency: 2, queue: [PortPacket(key: 7, overlapped: "o", bytes: 1, status: .success)],
          waiting: ["w2", "w1"], sockets: [PortKey(name: "accepted", key: 7)]))),
    ObjectRecord(name: "r", state: .routine(commands: "wsarecv accepted b o routine=r")),
    ObjectRecord(
      name: "main", state: .thread(ThreadState(lastError: .WSA_IO_PENDING, blockedIn: nil, routines: ["r"]))),
    ObjectRecord(
      name: "w2",
      state: .thread(
        ThreadState(
          lastError: .none, blockedIn: BlockedCall(call: "GetQueuedCompletionStatus", step: 12), routines: []))),
  ]
}

func socketState(_ state: String, _ local: Address?, _ peer: Address? = nil) -> SocketState {
  var socket = SocketState(state: state)
  socket.local = local
  socket.peer = peer
  return socket
}

func connectStep() -> Step {
  var step = callStep("connect c 127.0.0.1:7777", "connect", "connect(c, 127.0.0.1:7777)", .number(0))
  step.changes = [.socket(name: "c", socketState("ESTABLISHED", client, server))]
  step.packets = handshake()
  step.ends = [
    EndName(name: "c", local: client, peer: server),
    EndName(name: "l", local: Address(host: "0.0.0.0", port: server.port), peer: nil),
  ]
  return step
}

func pending(
  _ call: String, _ step: Int, _ overlapped: String, port: PortKey? = nil, routine: String? = nil
) -> PendingRecord {
  var record = PendingRecord(call: call, step: step, thread: "main")
  (record.overlapped, record.port, record.routine) = (overlapped, port, routine)
  return record
}

func overlapped(
  _ status: StatusValue, _ bytes: UInt64 = 0, event: String? = "e", signaled: Bool? = false
) -> OverlappedState {
  OverlappedState(
    Internal: status, InternalHigh: bytes, Offset: 0, OffsetHigh: 0, hEvent: event, signaled: signaled)
}

func text(_ step: Step, width: Int = 80, color: Bool = false) -> String {
  var out: [UInt8] = []
  TextView(TextOptions(width: width, color: color)).write(step, into: &out)
  return String(decoding: out, as: UTF8.self)
}

func json(_ step: Step) -> String {
  var out: [UInt8] = []
  JSONView(brief: true).write(step, into: &out)
  return String(decoding: out, as: UTF8.self)
}
