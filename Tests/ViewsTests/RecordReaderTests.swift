import Foundation
import Steps
import Testing

@testable import Views

/// Records say all that a step holds: what is written is read back as the same step.
struct RecordReaderTests {
  private func read(_ text: String) throws -> [RecordedEntry] {
    var lines = text.utf8.split(separator: 0x0a).map { Array($0) }[...]
    var reader = RecordReader { lines.popFirst() }
    var entries: [RecordedEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    return entries
  }

  private func records(_ steps: [Step]) -> String {
    var out: [UInt8] = []
    for step in steps { JSONView().write(step, into: &out) }
    return String(decoding: out, as: UTF8.self)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4]) func stepsOfEveryShapeComeBack(_ seed: UInt64) throws {
    let steps = randomSteps(seed: seed, count: 300).map(possible)
    let entries = try read(records(steps))
    #expect(entries.count == steps.count)
    for (entry, step) in zip(entries, steps) where entry != .step(step) {
      Issue.record("\(difference(entry, .step(step)))")
    }
  }

  /// Where two entries begin to differ.
  private func difference(_ a: RecordedEntry, _ b: RecordedEntry) -> String {
    let (read, written) = (String(reflecting: a), String(reflecting: b))
    let common = zip(read, written).prefix { $0 == $1 }.count
    return
      "read \(read.dropFirst(max(0, common - 80)).prefix(200))\nwritten \(written.dropFirst(max(0, common - 80)).prefix(200))"
  }

  @Test func stepsAreCodable() throws {
    let steps = randomSteps(seed: 5, count: 300)
    let data = try JSONEncoder().encode(steps)
    #expect(try JSONDecoder().decode([Step].self, from: data) == steps)
  }

  @Test func commentsAndBlocksComeBack() throws {
    var out: [UInt8] = []
    let view = JSONView()
    view.writeBlock(into: &out)
    view.writeComment(Array("  # \"so\"".utf8), into: &out)
    view.writeComment([0x23, 0xff], into: &out)
    view.writeComment([0x20, 0x09], into: &out)
    #expect(
      try read(String(decoding: out, as: UTF8.self)) == [
        .block, .comment(Bytes(Array("  # \"so\"".utf8))), .comment(Bytes([0x23, 0xff])),
      ])
  }

  @Test(arguments: [
    ("x", "not a JSON value, at byte 0"), ("{", "the text ends too early, at byte 1"),
    ("[1]", "a record is a JSON object"),
    ("{\"a\":1}", "the record belongs to no line"), ("{\"step\":1.5}", "a record has whole numbers only, at byte 9"),
    ("{\"step\":1,\"call\":\"recv\"}", "the key \"return\" is missing"),
    ("{\"step\":1,\"line\":7}", "\"line\" is not a string"),
    ("{\"step\":99999999999999999999}", "a number is too large, at byte 27"),
    ("{\"step\":1,\"aftermath\":1}", "the records end within a step"),
    ("{\"routine\":\"r\",\"thread\":\"t\",\"error\":0,\"bytes\":0,\"flags\":0}", "the records end within a step"),
    ("{\"step\":1,\"line\":\"\\ud800\"}", "half a surrogate pair, at byte 24"),
    ("{\"step\":1}x", "unexpected text after the object, at byte 10"),
    (
      "{\"step\":1,\"changes\":[{\"object\":\"b\",\"type\":\"WSABUF\",\"value\":{\"len\":1,\"buf\":\"00\",\"changed\":[[0,2]]}}]}",
      "\"changed\" lies outside of the memory"
    ),
  ])
  func whatIsNoRecordIsRefused(_ text: String, _ message: String) {
    #expect(throws: RecordError(message)) { try read(text) }
  }

  @Test func nestingIsBounded() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: RecordError("nested too deeply, at byte 64")) { try read(deep) }
    let head = "{\"routine\":\"r\",\"thread\":\"t\",\"error\":0,\"bytes\":0,\"flags\":0,\"lines\":1}\n"
    #expect(throws: RecordError("routines are nested too deeply")) {
      try read(String(repeating: head, count: 10_000))
    }
  }
}

/// The step with what no session could tell taken out of it: the records have no place for that.
private func possible(_ step: Step) -> Step {
  var step = step
  if case .call(let call) = step.body { step.body = .call(possible(call)) }
  if case .machine([], _) = step.body { step.body = .none }
  if step.number == 0, case .none = step.body { step.line = "" }
  step.packets = step.packets.map(possible)
  step.routines = step.routines.map(possible)
  step.aftermath = step.aftermath.map { event in
    switch event {
    case .routine(let run): .routine(possible(run))
    case .resumed(let number, let thread, let call): .resumed(step: number, thread: thread, possible(call))
    }
  }
  return step
}

private func possible(_ run: RoutineRecord) -> RoutineRecord {
  var run = run
  run.lines = run.lines.map { line in
    var line = possible(line)
    line.number = 0
    return line
  }
  return run
}

/// A key of `out` has a value of its own type, and is there once.
private func possible(_ call: CallRecord) -> CallRecord {
  var call = call
  var keys: Set<String> = []
  call.out = call.out.map { fields in
    fields.map { field in
      switch field.value {
      case .bytes: OutField("data", field.value)
      case .address: OutField("addr", field.value)
      case .name: OutField("overlapped", field.value)
      case .names: OutField("read", field.value)
      case .revents: OutField("revents", field.value)
      case .eventErrors: OutField("errors", field.value)
      case .entries: OutField("entries", field.value)
      case .number, .text: OutField("value", field.value)
      }
    }.filter { keys.insert($0.key).inserted }
  }
  return call
}

private func possible(_ packet: Packet) -> Packet {
  // Without hosts there is no wire to be held or lost on.
  var packet = packet
  if packet.fromHost == nil { (packet.held, packet.dropped, packet.loss) = (nil, nil, nil) }
  guard packet.kind != .tcp else { return packet }
  var datagram = Packet(from: packet.from, to: packet.to)
  (datagram.kind, datagram.len, datagram.source) = (packet.kind, packet.len, packet.source)
  (datagram.note, datagram.payloadStart) = (packet.note, packet.payloadStart)
  (datagram.fromInitiator, datagram.isRetransmission) = (packet.fromInitiator, packet.isRetransmission)
  (datagram.senderStates, datagram.receiverStates) = (packet.senderStates, packet.receiverStates)
  (datagram.fromHost, datagram.toHost) = (packet.fromHost, packet.toHost)
  (datagram.held, datagram.dropped, datagram.loss) = (packet.held, packet.dropped, packet.loss)
  (datagram.notice, datagram.sack) = (packet.notice, packet.sack)
  return datagram
}
