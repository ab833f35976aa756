import Steps
import TerminalText
import Testing

@testable import Views

/// Numbers that are the same on every run.
struct Dice {
  var state: UInt64

  mutating func roll(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[roll(values.count)] }

  /// Text with everything in it that a terminal should not get, or gets wrong.
  mutating func text(_ most: Int) -> String {
    let pieces = [
      "a", "long word ", "\u{1b}[31m", "\n", "\r", "\t", "\u{7f}", "\u{9b}", "한국어", "中文", "e\u{301}", "\u{202e}", "\"",
      "\\",
      "🦆", "\u{0}", "       ", "WSAEWOULDBLOCK", ", ",
    ]
    return (0..<roll(most)).map { _ in pick(pieces) }.joined()
  }

  mutating func bytes(_ most: Int) -> [UInt8] { (0..<roll(most)).map { _ in UInt8(roll(256)) } }
}

func columns(_ line: String) -> Int { DisplayWidth.of(Array(line.utf8)) }

func withoutStyles(_ text: String) -> String {
  var out: [UInt8] = []
  var isStyle = false
  for byte in text.utf8 {
    if byte == 0x1b { isStyle = true }
    if !isStyle { out.append(byte) }
    if byte == UInt8(ascii: "m") { isStyle = false }
  }
  return String(decoding: out, as: UTF8.self)
}

/// Steps of every shape with hostile names and bytes.
func randomSteps(seed: UInt64, count: Int) -> [Step] {
  var dice = Dice(state: seed)
  return (0..<count).map { _ in randomStep(&dice, depth: 0) }
}

private func randomStep(_ dice: inout Dice, depth: Int) -> Step {
  var step = Step(
    number: dice.roll(3), thread: dice.pick(["main", "t2", dice.text(6)]), line: dice.text(30),
    body: randomBody(&dice))
  if depth == 0 {
    step.routines = (0..<dice.roll(2)).map { _ in randomRoutine(&dice) }
    step.aftermath = (0..<dice.roll(3)).map { _ in
      dice.roll(2) == 0
        ? .routine(randomRoutine(&dice)) : .resumed(step: dice.roll(99), thread: dice.text(5), randomCall(&dice))
    }
  }
  step.finished = (0..<dice.roll(3)).map { _ in randomFinished(&dice) }
  step.changes = (0..<dice.roll(4)).map { _ in randomChange(&dice) }
  step.packets = (0..<dice.pick([0, 1, 2, 3, 40])).map { _ in randomPacket(&dice) }
  step.held = (0..<dice.roll(2)).map { _ in randomHeld(&dice) }
  step.ends = (0..<dice.roll(3)).map { _ in
    EndName(name: dice.text(30), local: dice.pick([client, server]), peer: dice.pick([nil, client, server]))
  }
  step.warnings = (0..<dice.roll(2)).map { _ in
    Warning(.waitCut, dice.text(40), lesson: dice.pick([nil, dice.text(90)]))
  }
  if dice.roll(3) == 0 { step.nextThread = dice.text(5) }
  return step
}

private func randomBody(_ dice: inout Dice) -> StepBody {
  switch dice.roll(11) {
  case 0: return .blocked(call: "accept", c: dice.text(60))
  case 1:
    let start = dice.roll(200)
    return .usage(
      UsageError(
        dice.text(30), at: dice.roll(2) == 0 ? nil : start..<start + dice.roll(300),
        hint: dice.roll(2) == 0 ? nil : dice.text(30)))
  case 2:
    let isDeclared = dice.roll(2) == 0
    return .objects((0..<dice.roll(3)).map { _ in randomObject(&dice) }, declared: isDeclared)
  case 3: return .freed(name: dice.text(9), type: .buffer)
  case 4: return .expectation(holds: dice.roll(2) == 0, seen: dice.text(20))
  case 5:
    return .text((0..<dice.roll(5)).map { _ in TextLine(dice.pick([.heading, .prose, .code, .item]), dice.text(60)) })
  case 6: return .none
  case 7: return .held((0..<dice.roll(3)).map { _ in randomHeld(&dice) })
  case 8:
    return .machine(
      (0..<dice.roll(5)).map { _ in randomObject(&dice) }, held: (0..<dice.roll(2)).map { _ in randomHeld(&dice) })
  default: return .call(randomCall(&dice))
  }
}

private func randomHeld(_ dice: inout Dice) -> HeldRecord {
  HeldRecord(
    number: dice.pick([1, .max]), call: dice.text(20), step: dice.pick([3, .max]),
    socket: dice.pick([nil, dice.text(40)]),
    bytes: .max, status: StatusValue(code: .max, name: nil), overlapped: dice.pick([nil, dice.text(9)]),
    destination: dice.pick([
      .none, .event(dice.text(9)), .port(PortKey(name: dice.text(9), key: .max)), .thread(dice.text(9)),
      .routine(QueuedRoutine(name: dice.text(90), thread: dice.text(9))),
    ]))
}

private func randomCall(_ dice: inout Dice) -> CallRecord {
  let call = dice.pick([
    "WSARecv", "htons", "SleepEx", "WSAWaitForMultipleEvents", "CloseHandle", "getaddrinfo", "inet_ntop",
  ])
  let value: ReturnValue = dice.pick([.number(Int64(dice.roll(300)) - 1), .text(dice.text(9)), .invalidSocket, .null])
  let fields = (0..<dice.roll(4)).map { _ in randomField(&dice) }
  return CallRecord(
    call: call, c: dice.text(90), returned: value,
    error: dice.roll(2) == 0
      ? nil : dice.pick([.WSAEINVAL, .WSA_IO_PENDING, ErrorValue(code: 4_000_000_000, name: dice.text(20))]),
    out: dice.roll(2) == 0 ? nil : fields)
}

private func randomField(_ dice: inout Dice) -> OutField {
  let values: [OutValue] = [
    .number(UInt64(dice.roll(99999))), .text(dice.text(20)), .bytes(Bytes(dice.bytes(200))), .address(client),
    .name(dice.text(5)),
    .name(nil), .names([dice.text(5), dice.text(9)]),
    .revents([SocketEvents(socket: dice.text(4), events: [dice.text(9)])]),
    .eventErrors([EventError(event: dice.text(9), error: ErrorValue(code: 10053, name: dice.text(9)))]),
    .entries([PortPacket(key: .max, overlapped: dice.text(40), bytes: .max, status: .STATUS_CANCELLED)]),
  ]
  return OutField(dice.pick(["bytes", "data", "flags", "version", "text", dice.text(5)]), dice.pick(values))
}

private func randomObject(_ dice: inout Dice) -> ObjectRecord {
  var socket = socketState(dice.text(9), client, server)
  socket.pending = [
    pending(dice.text(40), 3, dice.text(9)), pending("WSARecv", .max, dice.text(3), routine: dice.text(9)),
  ]
  socket.port = PortKey(name: dice.text(9), key: .max)
  let states: [ObjectState] = [
    .socket(socket), .event(signaled: nil),
    .buffer(
      len: 5, memory: Bytes(dice.bytes(300)),
      rest: dice.pick([nil, UntoldBytes(count: 7, isZero: true), UntoldBytes(count: 1 << 30, isZero: false)])),
    .overlapped(overlapped(.STATUS_PENDING)),
    .routine(commands: dice.text(60)),
    .thread(
      ThreadState(lastError: .WSAEINVAL, blockedIn: BlockedCall(call: dice.text(5), step: 4), routines: [dice.text(40)])
    ),
    .port(
      PortState(
        isOpen: true, concurrency: 2,
        queue: [
          PortPacket(key: .max, overlapped: dice.text(30), bytes: 5, status: StatusValue(code: 0xdead_beef, name: nil))
        ],
        waiting: [dice.text(30)], sockets: [PortKey(name: dice.text(30), key: 7)])),
  ]
  return ObjectRecord(name: dice.text(9), state: dice.pick(states))
}

private func randomChange(_ dice: inout Dice) -> Change {
  let memory = dice.bytes(300)
  var other = memory
  if !other.isEmpty { other[dice.roll(other.count)] &+= 1 }
  let changes: [Change] = [
    .socket(name: dice.text(9), socketState(dice.text(9), client, server)),
    .buffer(name: dice.text(9), BufferChange(len: 7, before: other, now: memory)),
    .buffer(name: "b", BufferChange(len: 7, before: nil, now: memory)),
    .overlapped(
      name: dice.text(9), before: nil,
      now: overlapped(StatusValue(code: 0xc000_0207, name: nil), .max, event: dice.text(50))),
    .event(name: dice.text(90), signaled: true),
  ]
  return dice.pick(changes)
}

private func randomFinished(_ dice: inout Dice) -> Finished {
  dice.pick([
    .operation(
      CompletionRecord(
        call: "WSARecv", step: 9, bytes: 5, status: .STATUS_CONNECTION_RESET, overlapped: dice.text(9),
        port: PortKey(name: dice.text(9), key: .max),
        routine: QueuedRoutine(name: dice.text(9), thread: dice.text(9)))),
    .posted(PostedPacket(port: dice.text(9), key: .max, overlapped: dice.text(9), bytes: .max)),
  ])
}

private func randomRoutine(_ dice: inout Dice) -> RoutineRecord {
  RoutineRecord(
    routine: dice.text(9), thread: dice.text(9), error: .WSAECONNRESET, bytes: .max, overlapped: dice.text(30),
    flags: .max,
    lines: [randomStep(&dice, depth: 1)])
}

private func randomPacket(_ dice: inout Dice) -> Packet {
  let far = Address(host: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", port: 65535)
  var packet = Packet(from: dice.pick([client, server, far]), to: dice.pick([client, server, far]))
  packet.kind = dice.pick([.tcp, .tcp, .udp, .icmp])
  packet.flags = SegmentFlags(rawValue: UInt8(dice.roll(256)))
  packet.seq = dice.pick([nil, 0, .max])
  packet.ack = dice.pick([nil, 0, .max])
  packet.len = dice.pick([nil, 0, 1460, .max])
  packet.win = dice.pick([nil, 0, .max])
  packet.mss = dice.pick([nil, 65535])
  packet.wscale = dice.pick([nil, 14])
  packet.sackPermitted = dice.roll(2) == 0
  packet.timestamps = dice.roll(2) == 0 ? nil : Packet.Timestamps(value: .max, echo: .max)
  packet.urgent = dice.pick([nil, 65535])
  packet.isRetransmission = dice.roll(3) == 0
  packet.source = dice.pick([.captured, .inferred])
  packet.payloadStart = Bytes(dice.bytes(33))
  packet.fromInitiator = dice.roll(2) == 0
  packet.note = dice.text(30)
  packet.notice = dice.pick([nil, .windowUpdate, .duplicateACK, .fastRetransmission, .keepAlive])
  packet.fromHost = dice.pick([nil, "h", "\u{1b}"])
  packet.toHost = packet.fromHost
  (packet.held, packet.dropped) = (dice.pick([nil, nil, 3, .max]), dice.pick([nil, nil, 5, .max]))
  packet.loss = dice.pick([nil, .senderUnplugged, .noHost, .noMember, .tooLarge])
  packet.sack = dice.pick([[], [Packet.SACKBlock(left: 1461, right: .max)]])
  if dice.roll(2) == 0 {
    packet.senderStates = StateMove(before: .closed, after: dice.pick([.synSent, .established]))
    packet.receiverStates = StateMove(before: .listen, after: .synReceived)
  }
  return packet
}

// One expectation a step: an expectation a character would take most of the time.

@Test(arguments: [80, 132])
func `no line is wider than the page, whatever is in a step`(width: Int) {
  for (i, step) in randomSteps(seed: UInt64(width), count: 120).enumerated() {
    let wide = text(step, width: width).split(separator: "\n").first { columns(String($0)) > width }
    #expect(wide == nil, "step \(i)")
  }
}

@Test func `no control byte and nothing invisible comes through, whatever is in a step`() {
  for step in randomSteps(seed: 11, count: 120) {
    let unsafe = text(step).unicodeScalars.first { scalar in
      scalar != "\n" && (scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) || scalar.value == 0x202e)
    }
    let styled = withoutStyles(text(step, color: true)).utf8.first { $0 < 0x20 && $0 != 0x0a }
    #expect(unsafe == nil)
    #expect(styled == nil)
  }
}

@Test func `every record is one object on one line, whatever is in a step`() {
  for step in randomSteps(seed: 5, count: 120) {
    let records = json(step)
    let broken = records.split(separator: "\n").first { line in
      var reader = JSONReader(Array(line.utf8))
      return !reader.readsOneObject()
    }
    let unsafe = records.unicodeScalars.first {
      $0 != "\n" && ($0.value < 0x20 || (0x7f..<0xa0).contains($0.value))
    }
    #expect(broken == nil)
    #expect(unsafe == nil)
  }
}

@Test func `no line ends with a space`() {
  for step in [connectStep()] + randomSteps(seed: 21, count: 80) {
    let spaced = text(step).split(separator: "\n").first { $0.hasSuffix(" ") }
    #expect(spaced == nil)
  }
}
