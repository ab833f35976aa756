import LinuxSockets
import Steps
import Winsock

extension Command {
  static let server = CommandOf(
    "server", topic: .programs,
    summary: "Runs an echo server beside your lines: blocking, with events, with routines, or on a completion port.",
    tasks: ["echo", "program", "model", "many clients"],
    needs: "a port that nobody has", undoneBy: "stop NAME",
    examples: ["e = server 127.0.0.1:7790 model=iocp", "d = socket", "connect d 127.0.0.1:7790", "show e", "stop e"],
    makes: .program, traffic: .packets, AddressParameter(),
    KeyWordParameter(
      key: "model", words: EchoServer.Model.allCases.map(\.rawValue), about: "how it waits for its clients",
      isOptional: false),
    ThreadCountParameter(),
    KeyWordParameter(
      key: "full", words: EchoServer.Full.allCases.map(\.rawValue),
      about: "the event model's 65th client: its wait fails, it is refused, or it gets another worker"),
    NumberParameter(
      "backlog=N", "what listen is given, SOMAXCONN when left out", label: "backlog", key: "backlog", absent: (-1, "")),
    CallsParameter()
  ) { call, address, model, threads, full, backlog, isShown throws(UsageError) in
    let model = EchoServer.Model.allCases[model]
    if let threads, threads.count == 0, model != .blocking {
      throw UsageError("threads=each is for model=blocking", at: threads.range)
    }
    if let threads, threads.count > 1, model == .event || model == .routine {
      throw UsageError(
        "model=\(model.rawValue) serves on one thread", at: threads.range,
        hint: model == .event ? "full=worker adds a worker for each 64 events" : nil)
    }
    guard full == 0 || model == .event else {
      throw UsageError("full= is for model=event, whose wait takes 64 events")
    }
    let server = EchoServer(
      EchoServer.Settings(
        address: address, model: model, threads: threads?.count ?? (model == .iocp ? 2 : 1),
        full: EchoServer.Full.allCases[full], backlog: backlog.value))
    let program = try call.session.makeProgram(call, "server", .server(server), isShown: isShown)
    call.session.begin(program, "main", server.makeMain())
    return .body(.none)
  }

  static let dummyclient = CommandOf(
    "dummyclient", topic: .programs,
    summary: "Runs clients that connect, send \"Hello world\" in 100 bytes, ten times, and receive it back.",
    tasks: ["program", "load", "many clients"],
    needs: "somebody who listens there, and sends back what comes: server, or lines of yours",
    undoneBy: "its own end; with stay, stop NAME",
    examples: ["server 127.0.0.1:7790 model=event", "dummyclient 127.0.0.1:7790 clients=3 messages=2"],
    makes: .program, traffic: .packets, AddressParameter(isDestination: true),
    NumberParameter("clients=N", "how many", label: "clients", key: "clients", absent: (1, "1")),
    NumberParameter(
      "messages=N", "how many messages each sends", label: "messages", key: "messages", absent: (10, "10")),
    KeywordParameter("stay", "they keep their connections until stop", label: "stay"), CallsParameter()
  ) { call, address, clients, messages, stay, isShown throws(UsageError) in
    guard clients.value >= 1, clients.value <= Int64(DummyClients.maximum) else {
      throw UsageError("1 to \(DummyClients.maximum) clients", at: clients.range)
    }
    guard messages.value >= 0, messages.value <= Int64(DummyClients.maximumMessages) else {
      throw UsageError("0 to \(DummyClients.maximumMessages) messages", at: messages.range)
    }
    let work = DummyClients(
      DummyClients.Settings(
        address: address, count: Int(clients.value), messages: Int(messages.value), stays: stay == 1))
    let program = try call.session.makeProgram(call, "dummy", .clients(work), isShown: isShown)
    call.session.begin(program, work)
    return .body(.none)
  }

  static let stop = CommandOf(
    "stop", topic: .programs, summary: "Ends a program: what it has open is closed, as when a process ends.",
    tasks: ["kill", "program", "end"], needs: "a program that runs", undoneBy: "starting it again",
    examples: ["e = server 127.0.0.1:7790 model=blocking", "stop e"], traffic: .packets, needsThread: false,
    TextParameter(usage: "NAME", about: "a program's name", completes: .names([.program]))
  ) { call, name throws(UsageError) in
    if let own = call.session.native.find(name.text) {
      guard own.state != .over else { throw UsageError("\(name.text) is over already", at: name.range) }
      call.session.stop(own)
      return .body(
        .text([TextLine(.prose, "\(own.name) is ended, after \(own.calls) \(own.calls == 1 ? "call" : "calls")")]))
    }
    let program = try call.session.program(name)
    guard !program.isOver else { throw UsageError("\(name.text) is over already", at: name.range) }
    call.session.stop(program)
    return .body(.none)
  }

  static let calls = CommandOf(
    "calls", topic: .programs, summary: "Shows or hides the calls of a program from here on.",
    tasks: ["program", "trace", "look"], needs: "a program: server or dummyclient", undoneBy: "calls NAME hidden",
    examples: [
      "e = server 127.0.0.1:7790 model=routine", "calls e shown", "dummyclient 127.0.0.1:7790 messages=1",
      "calls e hidden",
    ], needsThread: false,
    TextParameter(usage: "NAME", about: "a program's name", completes: .names([.program])),
    TextParameter(usage: "shown|hidden", about: "shown or hidden", completes: .words(["shown", "hidden"]))
  ) { call, name, how throws(UsageError) in
    if let own = call.session.native.find(name.text), how.text == "shown" || how.text == "hidden" {
      own.isShown = how.text == "shown"
      return .body(.text([TextLine(.prose, "the calls of \(own.name) are \(how.text) from here on")]))
    }
    let program = try call.session.program(name)
    guard how.text == "shown" || how.text == "hidden" else {
      throw UsageError("calls are shown or hidden", at: how.range, hint: "calls \(name.text) shown|hidden")
    }
    program.isShown = how.text == "shown"
    return .body(.text([TextLine(.prose, "the calls of \(program.name) are \(how.text) from here on")]))
  }
}

/// `calls=shown|hidden`.
struct CallsParameter: PlaygroundParameter {
  private static let words = KeyWordParameter(
    key: "calls", words: ["hidden", "shown"], about: "whether each of its calls is printed")
  var info: ParameterInfo { Self.words.info }
  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Bool { try Self.words.read(&reader) == 1 }
  func write(_ value: Bool, _ text: inout ShortText) { Self.words.write(value ? 1 : 0, &text) }
}
