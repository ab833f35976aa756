import Steps
import Winsock

extension Command {
  static let overlapped = CommandOf(
    "overlapped", topic: .memory, summary: "Declares a zeroed WSAOVERLAPPED, with an event if given.",
    tasks: ["asynchronous", "structure"], makes: .overlapped, EventKeyParameter()
  ) { call, event throws(UsageError) in
    let session = call.session
    let name = try session.declaredName(call.invocation.name, "o")
    session.watchLoss(of: session.objects.names.bound(name), "declared again")
    let place = session.objects.overlappeds.add(name: name)
    session.objects.overlappeds.pointer(place).pointee.hEvent = event
    session.objects.names.bind(name, .overlapped(place))
    let state = session.overlappedState(place)
    session.objects.overlappeds[place].told = state
    return .body(
      .objects([ObjectRecord(name: session.objects.names.text(name), state: .overlapped(state))], declared: true))
  }
}

/// `event=E`
struct EventKeyParameter: PlaygroundParameter {
  var info: ParameterInfo {
    ParameterInfo(
      label: "event", usage: "[event=E]", about: "the event to signal when the operation is done",
      completes: .names([.event]), key: "event")
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> HandleParameter.Argument {
    guard let range = words.take(key: "event") else { return HandleParameter.Argument(.null) }
    return try HandleParameter.argument(words.scope, range, [.event])
  }

  func resolve(_ value: HandleParameter.Argument, _ call: Call) throws(UsageError) -> Handle { value.handle }

  func write(_ value: HandleParameter.Argument, _ text: inout ShortText) {
    if !value.range.isEmpty { text.put(text.typed(value.range), key: "event") }
  }
}
