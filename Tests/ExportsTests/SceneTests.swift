import Steps
import Testing

@testable import Exports

/// The state of a session as its steps tell it.
struct SceneTests {
  private func call(_ number: Int, _ c: String, _ value: ReturnValue = .number(0), error: UInt32? = nil) -> Step {
    let name = String(c.prefix { $0 != "(" })
    let record = CallRecord(
      call: name, c: c, returned: value, error: error.map { ErrorValue(code: $0, name: "") }, out: nil)
    return Step(number: number, thread: "main", line: c, body: .call(record))
  }

  private func declare(_ number: Int, _ name: String, _ state: ObjectState) -> Step {
    Step(
      number: number, thread: "main", line: name,
      body: .objects([ObjectRecord(name: name, state: state)], declared: true))
  }

  private static let zero = OverlappedState(
    Internal: .success, InternalHigh: 0, Offset: 0, OffsetHigh: 0, hEvent: nil, signaled: nil)

  /// A receive on a port: the operation points to what it was given, its packet waits, a thread takes it.
  @Test func anOperationOnAPort() {
    var scene = Scene()
    scene.apply(call(1, "socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)", .text("s")))
    scene.apply(call(2, "CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0)", .text("p")))
    scene.apply(call(3, "CreateIoCompletionPort(s, p, 7, 0)", .text("p")))
    scene.apply(declare(4, "b", .buffer(len: 4, memory: Bytes([1, 2, 3, 4]))))
    scene.apply(declare(5, "o", .overlapped(Self.zero)))
    scene.apply(call(6, "WSARecv(s, &b, 1, NULL, &flags, &o, NULL)", .number(-1), error: 997))
    let operation = scene.operations[6]
    #expect(operation?.socket == "s" && operation?.overlapped == "o" && operation?.buffers == ["b"])
    #expect(scene.sockets["s"]?.port == PortKey(name: "p", key: 7))
    var done = call(7, "send(c, \"hi\", 2, 0)", .number(2))
    done.finished = [
      .operation(
        CompletionRecord(
          call: "WSARecv", step: 6, bytes: 2, status: .success, overlapped: "o", port: PortKey(name: "p", key: 7),
          routine: nil))
    ]
    scene.apply(done)
    #expect(scene.operations.isEmpty)
    #expect(scene.ports["p"]?.queue.map(\.overlapped) == ["o"])
    var taken = CallRecord(
      call: "GetQueuedCompletionStatus", c: "GetQueuedCompletionStatus(p, &bytes, &key, &overlapped, 0)",
      returned: .number(1), error: nil, out: [OutField("overlapped", .name("o"))])
    taken.isOfDatagram = false
    scene.apply(Step(number: 8, thread: "main", line: "gqcs p", body: .call(taken)))
    #expect(scene.ports["p"]?.queue.isEmpty == true)
    #expect(scene.objects.first { $0.key == "sockets:s" }?.points == ["ports:p"])
  }

  /// A thread waits in its call until that resumes.
  @Test func aThreadThatWaits() {
    var scene = Scene()
    scene.apply(call(1, "socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)", .text("l")))
    scene.apply(Step(number: 2, thread: "main", line: "", body: .blocked(call: "accept", c: "accept(l)")))
    #expect(scene.threads["main"]?.blockedIn == "accept" && scene.threads["main"]?.waitsFor == ["l"])
    var step = Step(number: 3, thread: "t2", line: "", body: .none)
    step.aftermath = [
      .resumed(
        step: 2, thread: "main", CallRecord(call: "accept", c: "accept(l)", returned: .text("a"), error: nil, out: nil))
    ]
    scene.apply(step)
    #expect(scene.threads["main"]?.blockedIn == nil && scene.sockets["a"] != nil)
    scene.apply(call(4, "closesocket(a)"))
    #expect(scene.sockets["a"] == nil)
  }

  /// A packet is on the wire from the step that holds it to the one that lets it through or loses it.
  @Test func heldPackets() {
    var scene = Scene()
    var packet = Packet(from: Address(host: "10.0.0.1", port: 1), to: Address(host: "10.0.0.2", port: 2))
    packet.held = 3
    var step = Step(number: 1, thread: "main", line: "", body: .none)
    step.packets = [packet]
    scene.apply(step)
    #expect(scene.wire.keys.sorted() == [3])
    (packet.held, packet.dropped) = (nil, 3)
    step.packets = [packet]
    scene.apply(step)
    #expect(scene.wire.isEmpty)
  }

  /// After `undo` the state is that of the step before.
  @Test func goingBack() {
    let entries = [
      call(1, "socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)", .text("a")),
      call(2, "socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)", .text("b")),
      Step(number: 3, thread: "main", line: "undo", body: .text([])),
      call(2, "socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)", .text("c")),
    ].map(RecordedEntry.step)
    var scenes = Scenes()
    let list = entries.indices.map { scenes.after(entries[$0], next: Scenes.next(entries, after: $0)) }
    #expect(list.map { $0.sockets.keys.sorted() } == [["a"], ["a", "b"], ["a"], ["a", "c"]])
  }
}
