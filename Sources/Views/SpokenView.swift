import Steps
import TerminalText

/// Steps as sentences, one a fact: for who hears a session instead of seeing it. No drawing, no columns, no colour.
public struct SpokenView {
  /// A view without any state.
  public init() {}

  /// Appends a step's sentences, a line each; what is no printable text is escaped.
  public func write(_ step: Step, into out: inout [UInt8]) {
    TextBuffer.write(color: false, into: &out) { text in
      for sentence in sentences(of: step) {
        text.append(escaping: sentence)
        text.newline()
      }
    }
  }

  /// A step's sentences, in the order of its transcript. Text of the session stands in them as it is.
  public func sentences(of step: Step) -> [String] {
    var list: [String] = []
    for routine in step.routines { list += sentences(of: routine) }
    list += body(step)
    for change in step.changes where change.isSocket { list.append(sentence(of: change)) }
    list += step.packets.map(sentence)
    if step.morePackets > 0 { list.append("\(grouped(step.morePackets)) more packets are not told.") }
    for end in step.states.flatMap(\.ends) where !step.packets.isEmpty {
      list.append("By the kernel of \(end.host), port \(end.local.port) is \(spoken(end.state)).")
    }
    list += step.finished.map { sentence(of: $0) }
    for change in step.changes where !change.isSocket { list.append(sentence(of: change)) }
    for event in step.aftermath {
      switch event {
      case .routine(let routine): list += sentences(of: routine)
      case .resumed(_, let thread, let call): list.append("Thread \(thread) resumes: \(outcome(call))")
      }
    }
    list += step.held.map { "The \($0.call) of step \($0.step) is held as number \($0.number)." }
    list += step.warnings.map { "Warning: \($0.text)" }
    for program in step.programs {
      list.append(
        "Program \(program.name) made \(program.callCount == 1 ? "1 call" : "\(grouped(program.callCount)) calls").")
    }
    return list
  }

  private func body(_ step: Step) -> [String] {
    switch step.body {
    case .call(let call): [outcome(call)]
    case .blocked(let call, _): ["\(call) blocks thread \(step.thread)."]
    case .usage(let error):
      ["Not run: \(error.message)." + (error.hint.map { " Right would be: \($0)." } ?? "")]
    case .objects(let objects, _): objects.map(sentence)
    case .machine(let objects, let held):
      objects.map(sentence) + held.map { "The \($0.call) of step \($0.step) is held as number \($0.number)." }
    case .freed(let name, let type): ["\(type.rawValue) \(name) is gone."]
    case .expectation(let holds, let seen):
      [holds ? "The expectation holds." : "The expectation does not hold: \(seen)."]
    case .held(let records): records.map { "The \($0.call) of step \($0.step) is held as number \($0.number)." }
    case .inFlight(let records): records.map(sentence)
    case .hosts(let hosts): hosts.map { sentence(of: $0) }
    case .madeHost(let host): [sentence(of: host)]
    case .trace(let packets, _): packets.map(sentence)
    case .plot(let plot):
      ["\(plot.title), from \(plot.sender)."]
        + plot.series.compactMap { series in
          series.points.last.map {
            "\(series.name): \(grouped(series.points.count)) points, the last at \($0.x), \($0.top)."
          }
        }
    case .value(let value): [value.text]
    case .text(let lines): lines.map(\.text)
    case .printed(let texts): texts.map { "\($0.program) writes: " + String(decoding: $0.bytes.values, as: UTF8.self) }
    case .none: []
    }
  }

  private func outcome(_ call: CallRecord) -> String {
    let value: String =
      switch call.returned {
      case .number(let number): "\(number)"
      case .text(let text): text
      case .invalidSocket: "INVALID_SOCKET"
      case .null: "NULL"
      }
    guard let error = call.error else { return "\(call.c) returned \(value).\(told(call.out))" }
    if error.isPending { return "\(call.c) is under way: WSA_IO_PENDING, 997." }
    return "\(call.c) returned \(value) and failed: \(error.name), \(error.code)."
  }

  private func told(_ fields: [OutField]?) -> String {
    let parts = (fields ?? []).compactMap { field -> String? in
      switch field.value {
      case .number(let number): "\(field.key) \(number)"
      case .text(let text): "\(field.key) \(text)"
      case .bytes(let bytes): "\(field.key) \(spoken(bytes))"
      case .address(let address): "\(field.key) \(address)"
      case .name(let name): "\(field.key) \(name ?? "NULL")"
      case .names(let names): "\(field.key) \(names.joined(separator: " and "))"
      default: nil
      }
    }
    return parts.isEmpty ? "" : " " + parts.joined(separator: ", ") + "."
  }

  private func sentences(of routine: RoutineRecord) -> [String] {
    ["Routine \(routine.routine) runs on thread \(routine.thread)."] + routine.lines.flatMap { sentences(of: $0) }
  }

  private func sentence(of change: Change) -> String {
    switch change {
    case .socket(let name, let state): return sentence(name, state)
    case .buffer(let name, let change):
      guard let ranges = change.changed else { return "WSABUF \(name) has \(change.memory.count) bytes." }
      let bytes = ranges.flatMap { Array(change.memory.values[$0.clamped(to: 0..<change.memory.count)]) }
      return
        "In WSABUF \(name) \(bytes.count == 1 ? "1 byte has" : "\(bytes.count) bytes have") changed: \(spoken(Bytes(bytes)))."
    case .overlapped(let name, _, let now): return sentence(name, now)
    case .event(let name, let signaled): return "Event \(name) is \(signaled ? "signaled" : "not signaled")."
    }
  }

  private func sentence(_ name: String, _ state: SocketState) -> String {
    guard state.isOpen else { return "Socket \(name) is closed." }
    let local = state.local.map { ", at \($0)" } ?? ""
    return "Socket \(name) is \(spoken(state.state))\(local)\(state.peer.map { ", connected to \($0)" } ?? "")."
  }

  private func sentence(_ name: String, _ state: OverlappedState) -> String {
    let status = state.Internal.name ?? "0x" + String(state.Internal.code, radix: 16)
    let event = state.hEvent.map { ", event \($0) \(state.signaled == true ? "signaled" : "not signaled")" } ?? ""
    return "WSAOVERLAPPED \(name): Internal \(status), InternalHigh \(state.InternalHigh)\(event)."
  }

  private func sentence(_ object: ObjectRecord) -> String {
    switch object.state {
    case .socket(let state): return sentence(object.name, state)
    case .overlapped(let state): return sentence(object.name, state)
    case .event(let signaled): return "Event \(object.name) is \(signaled == true ? "signaled" : "not signaled")."
    case .buffer(let len, let memory, _): return "WSABUF \(object.name): len \(len), \(spoken(memory))."
    case .port(let state):
      return "Port \(object.name) has \(state.queue.count) packets and \(state.waiting.count) waiting threads."
    case .thread(let state):
      return "Thread \(object.name) " + (state.blockedIn.map { "waits in \($0.call)." } ?? "is free.")
    default: return "\(object.state.type.rawValue) \(object.name)."
    }
  }

  private func sentence(_ packet: Packet) -> String {
    let from = packet.fromHost ?? "port \(packet.from.port)"
    let to = packet.toHost ?? "port \(packet.to.port)"
    let fate =
      packet.held.map { ", held as \($0)" }
      ?? (packet.dropped != nil ? ", lost" : packet.delivered != nil ? ", arrives now" : "")
    return "From \(from) to \(to): \(TextView.label(of: packet.withoutFate))\(fate)."
  }

  private func sentence(_ record: InFlightRecord) -> String {
    switch record {
    case .packet(_, let packet, _): sentence(packet)
    case .operation(let held): "The \(held.call) of step \(held.step) is held as number \(held.number)."
    }
  }

  private func sentence(of host: HostRecord) -> String {
    "Host \(host.name) has \(host.addresses.joined(separator: " and ")), MTU \(host.mtu)"
      + (host.isPlugged ? "." : ", and is off the wire.")
  }

  private func sentence(of one: Finished) -> String {
    switch one {
    case .operation(let done):
      let port = done.port.map { "; a packet with key \($0.key) is queued to \($0.name)" } ?? ""
      let status = done.status.code == 0 ? "" : ", \(done.status.name ?? "0x" + String(done.status.code, radix: 16))"
      return "The \(done.call) of step \(done.step) completes with \(grouped(Int(done.bytes))) bytes\(status)\(port)."
    case .posted(let packet): return "A packet with key \(packet.key) is posted to \(packet.port)."
    }
  }

  private func spoken(_ bytes: Bytes) -> String {
    let first = bytes.values.prefix(16)
    if first.allSatisfy({ 0x20..<0x7f ~= $0 }) {
      return "\"" + String(decoding: first, as: UTF8.self) + "\"" + (bytes.count > 16 ? " and more" : "")
    }
    return Bytes(Array(first)).pairs
      + (bytes.count > 16 ? " and more" : "")
  }

  /// `SYN_SENT` as it is read aloud.
  private func spoken(_ state: String) -> String { state.replacing("_", with: " ") }
  private func spoken(_ state: ConnectionState) -> String { spoken(state.rawValue) }
}

extension Packet {
  /// What travels alone: its fate is told by a sentence.
  fileprivate var withoutFate: Packet {
    var packet = self
    (packet.held, packet.dropped, packet.delivered, packet.loss, packet.payloadStart) = (nil, nil, nil, nil, Bytes([]))
    return packet
  }
}
