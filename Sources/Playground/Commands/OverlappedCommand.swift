import Steps
import Winsock

extension Command {
  static let overlapped = Command(
    "overlapped", topic: .memory, summary: "Declares a zeroed WSAOVERLAPPED, with an event if given.",
    tasks: ["asynchronous", "structure"], makes: .overlapped, EventKeyParameter()
  ) { call, event throws(UsageError) in
    let session = call.session
    let name = try session.declaredName(call.line, "o")
    session.watchLoss(of: session.names.bound(name), "declared anew")
    let place = session.overlappeds.add(name: name)
    session.overlappeds.pointer(place).pointee.hEvent = event
    session.names.bind(name, .overlapped(place))
    let state = session.overlappedState(place)
    session.overlappeds[place].told = state
    return .body(.objects([ObjectRecord(name: session.names.text(name), state: .overlapped(state))], declared: true))
  }
}

/// `event=E`
private struct EventKeyParameter: Parameter {
  var info: ParameterInfo {
    ParameterInfo(
      label: "event", usage: "[event=E]", about: "the event to signal when the operation is done",
      completes: .names([.event]), key: "event")
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Handle {
    guard let range = reader.take(key: "event") else { return .null }
    return try HandleParameter.handle(reader, range, [.event])
  }

  func describe(_ value: Handle, _ text: inout CText) {}
}
