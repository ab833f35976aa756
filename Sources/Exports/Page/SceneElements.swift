import Steps

// A scene for a page: what has changed since the one before, an object by its key.

/// An object of a scene as the page shows it.
struct SceneObject: Equatable {
  /// The group that it stands in: threads, sockets, operations, overlapped, buffers, events, ports, wire, hosts, others.
  var group: String
  var name: String
  /// What is told of it, a line each.
  var lines: [String]
  /// The keys of the objects to which arrows lead.
  var points: [String] = []
  var key: String { group + ":" + name }

  /// The groups, in the order in which they are shown, each with its heading.
  static let groups = [
    ("hosts", "Hosts"), ("threads", "Threads"), ("operations", "Operations"), ("sockets", "Sockets"),
    ("overlapped", "WSAOVERLAPPED"), ("buffers", "WSABUF"), ("events", "Events"), ("ports", "Completion ports"),
    ("others", "Others"), ("wire", "Held on the wire"),
  ]
}

extension Scene {
  /// All objects, in order.
  var objects: [SceneObject] {
    var list: [SceneObject] = []
    func add(_ group: String, _ name: String, _ lines: [String], _ points: [String] = []) {
      list.append(SceneObject(group: group, name: name, lines: lines, points: points))
    }
    for (name, addresses) in hosts.sorted(by: { $0.key < $1.key }) { add("hosts", name, [addresses]) }
    for (name, thread) in threads.sorted(by: { $0.key == "main" || $1.key != "main" && $0.key < $1.key }) {
      let line = thread.blockedIn.map { "waits in \($0)" + (thread.step > 0 ? ", step \(thread.step)" : "") } ?? "free"
      add("threads", name, [line], thread.waitsFor.compactMap(key))
    }
    for (name, socket) in sockets.sorted(by: { $0.key < $1.key }) {
      let ends = [socket.local, socket.peer].compactMap { $0 }.joined(separator: " → ")
      let port = socket.port.map { ["key \($0.key) at \($0.name)"] } ?? []
      add(
        "sockets", name, [socket.state] + (ends.isEmpty ? [] : [ends]) + port,
        socket.port.map { ["ports:" + $0.name] } ?? [])
    }
    for (step, operation) in operations.sorted(by: { $0.key < $1.key }) {
      let state = operation.held.map { "done, held as \($0)" } ?? "under way"
      var points = operation.socket.map { ["sockets:" + $0] } ?? []
      points += operation.overlapped.map { ["overlapped:" + $0] } ?? []
      points += operation.buffers.map { "buffers:" + $0 }
      points += operation.routine.map { ["others:" + $0] } ?? []
      add("operations", "\(operation.call), step \(step)", [state, "thread \(operation.thread)"], points)
    }
    for (name, state) in overlappeds.sorted(by: { $0.key < $1.key }) {
      let status = state.Internal.name ?? String(state.Internal.code)
      let event = state.hEvent.map { ["hEvent \($0)"] } ?? []
      add(
        "overlapped", name, ["Internal \(status)", "InternalHigh \(state.InternalHigh)"] + event,
        state.hEvent.map { ["events:" + $0] } ?? [])
    }
    for (name, buffer) in buffers.sorted(by: { $0.key < $1.key }) {
      add(
        "buffers", name,
        ["len \(buffer.len)"] + (buffer.count > 0 ? [buffer.start + (buffer.count > 16 ? " …" : "")] : []))
    }
    for (name, signaled) in events.sorted(by: { $0.key < $1.key }) {
      add("events", name, [signaled ? "signaled" : "not signaled"])
    }
    for (name, port) in ports.sorted(by: { $0.key < $1.key }) { add("ports", name, Self.lines(of: port)) }
    for (name, word) in others.sorted(by: { $0.key < $1.key }) { add("others", name, [word]) }
    for (name, word) in programs.sorted(by: { $0.key < $1.key }) { add("others", name, ["program: " + word]) }
    for (number, packet) in wire.sorted(by: { $0.key < $1.key }) {
      add("wire", "\(number)", ["\(packet.from) → \(packet.to)", packet.label])
    }
    return list
  }

  /// The key of the object with a name; nil when there is none.
  private func key(_ name: String) -> String? {
    if sockets[name] != nil { return "sockets:" + name }
    if ports[name] != nil { return "ports:" + name }
    if events[name] != nil { return "events:" + name }
    return others[name] != nil ? "others:" + name : nil
  }

  private static let shownPackets = 8

  private static func lines(of port: Port) -> [String] {
    let lines = port.queue.prefix(shownPackets).map { "key \($0.key), \($0.overlapped ?? "NULL"), \($0.bytes) bytes" }
    let more = port.queue.count - shownPackets
    return port.queue.isEmpty ? ["no packet"] : lines + (more > 0 ? ["… \(more) more"] : [])
  }
}

extension JSONText {
  /// What differs between two lists of objects: those that are new or changed, and the keys of those that are gone.
  mutating func difference(_ before: [String: SceneObject], _ now: [SceneObject]) {
    let changed = now.filter { before[$0.key] != $0 }
    let keys = Set(now.map(\.key))
    let gone = before.keys.filter { !keys.contains($0) }.sorted()
    if !changed.isEmpty {
      key("set")
      array { json in
        for object in changed {
          json.object {
            $0.field("g", object.group)
            $0.field("n", object.name)
            $0.strings("l", object.lines)
            $0.strings("p", object.points)
          }
        }
      }
    }
    strings("del", gone)
  }
}
