import LinuxSockets
import Winsock
import Wire

@testable import Playground

// Hand-made steps: what a session would give, without one.

let client = SocketAddress(inet: 0x7f00_0001, port: 49152)
let server = SocketAddress(inet: 0x7f00_0001, port: 7777)

func callStep(
  _ line: String, _ call: String, _ c: String, _ returned: ReturnValue, error: ErrorCode? = nil, out: [OutField]? = nil
) -> Step {
  Step(
    number: 1, thread: "main", line: line,
    body: .call(CallRecord(call: call, c: c, returned: returned, error: error, out: out)))
}

func segment(
  _ flags: TCPFlags, fromClient: Bool = true, seq: UInt32, ack: UInt32 = 0, len: Int = 0, payload: String = "",
  sender: (TCPState, TCPState) = (.established, .established),
  receiver: (TCPState, TCPState) = (.established, .established)
) -> TracedPacket {
  var packet = TracedPacket(from: fromClient ? client : server, to: fromClient ? server : client)
  packet.flags = flags
  packet.seq = seq
  packet.ack = ack
  packet.len = len
  packet.win = 64240
  packet.connection = 1
  packet.fromInitiator = fromClient
  packet.payloadStart = Array(payload.utf8)
  packet.senderStates = (before: sender.0, after: sender.1)
  packet.receiverStates = (before: receiver.0, after: receiver.1)
  return packet
}

/// SYN, SYN ACK, ACK, with the options of a real handshake.
func handshake() -> [TracedPacket] {
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

func socketState(_ state: String, _ local: SocketAddress?, _ peer: SocketAddress? = nil) -> SocketState {
  var socket = SocketState(state: state)
  socket.local = local
  socket.peer = peer
  return socket
}

func connectStep() -> Step {
  var step = callStep("connect c 127.0.0.1:7777", "connect", "connect(c, 127.0.0.1:7777)", .number(0))
  step.changes = [.socket(name: "c", socketState("ESTABLISHED", client, server))]
  step.packets = handshake()
  return step
}

func overlapped(
  _ status: NTStatus, _ bytes: UInt64 = 0, event: String? = "e", signaled: Bool? = false
) -> OverlappedState {
  OverlappedState(
    Internal: status.rawValue, InternalHigh: bytes, Offset: 0, OffsetHigh: 0, hEvent: event, signaled: signaled)
}

func text(_ step: Step, width: Int = 80, color: Bool = false) -> String {
  var out: [UInt8] = []
  TextView(TextOptions(width: width, color: color)).write(step, into: &out)
  return String(decoding: out, as: UTF8.self)
}

func json(_ step: Step) -> String {
  var out: [UInt8] = []
  JSONView().write(step, into: &out)
  return String(decoding: out, as: UTF8.self)
}
