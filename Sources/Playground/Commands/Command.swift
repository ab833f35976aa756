import Calls
import LinuxSockets
import Steps
import Winsock

/// What a help topic gathers.
enum Topic: String, CaseIterable, Sendable {
  case startup = "startup and errors"
  case sockets = "making and naming sockets"
  case connections = "connections"
  case data = "sending and receiving"
  case datagrams = "datagrams"
  case overlapped = "overlapped I/O"
  case events = "events and waiting"
  case ports = "completion ports"
  case kernel = "you are the kernel"
  case hosts = "hosts and the wire between them"
  case extensions = "extension functions"
  case models = "select and network events"
  case addresses = "addresses and byte order"
  case memory = "memory, threads and routines"
  case programs = "programs that run beside your lines"
  case playground = "the playground"
}

/// What a command needs of the network before it runs.
enum Traffic: Sendable {
  case none
  /// It makes a socket: the loopback must be set up.
  case sockets
  /// It binds or listens: from here on packets may move, but none does by it.
  case addresses
  /// It connects or sends.
  case packets

  /// Whether no packet can move because of it, so that none has to be looked for.
  var isSilent: Bool { self == .sockets || self == .addresses }
}

/// One command: its name, the C function it is, its parameters and what it does. Parser, usage line, help, completion
/// and the call as C all come out of this one declaration.
final class Command: Sendable {
  let name: String
  let aliases: [String]
  /// The C function that it calls; nil for a command of the playground itself.
  let descriptor: CallDescriptor?
  /// The call as C, with `{label}` where a parameter's piece stands.
  let c: String
  /// The orders in which a line written as C may give the arguments.
  let shapes: [[String]]
  let topic: Topic
  /// One line.
  let summary: String
  /// Words that someone who looks for it may use.
  let tasks: [String]
  /// What must be there first, and what takes its effect back: sentences without their end; empty where nothing is to be
  /// said.
  let needs: String
  let undoneBy: String
  /// Lines as someone may type them, in a session with hosts a and b and a connection of c at a and s at b; a test runs
  /// them.
  let examples: [String]
  /// The type of the object it makes and that a name can be given to.
  let makes: ObjectType?
  let traffic: Traffic
  /// Whether it runs on a simulated thread; a command that does not runs while all are blocked.
  let needsThread: Bool
  /// Whether `save` keeps its lines: not those that only ask, or that read and write scripts.
  let isSaved: Bool
  let parameters: [ParameterInfo]
  private let keywords: WordTable?
  let run: @Sendable (Call, inout ArgumentReader) throws(UsageError) -> Outcome

  /// A command from its declaration; `handler` gets a value for each parameter. `arguments` are the
  /// parameters' labels in the order of the C prototype, `_` for an argument that the command has no place for; left out
  /// where `c` has them in that order.
  init<each P: Parameter>(
    _ name: String, _ aliases: String..., call descriptor: CallDescriptor? = nil, c: String = "",
    arguments: [String] = [], topic: Topic,
    summary: String, tasks: [String] = [], needs: String = "", undoneBy: String = "", examples: [String] = [],
    makes: ObjectType? = nil, traffic: Traffic = .none, needsThread: Bool = true, isSaved: Bool = true,
    _ parameters: repeat each P,
    handler: @escaping @Sendable (Call, repeat (each P).Value) throws(UsageError) -> Outcome
  ) {
    self.name = name
    self.aliases = aliases
    self.descriptor = descriptor
    self.c = c
    shapes = Command.shapes(arguments, c: c)
    self.topic = topic
    self.summary = summary
    self.tasks = tasks
    (self.needs, self.undoneBy, self.examples) = (needs, undoneBy, examples)
    self.makes = makes
    self.traffic = traffic
    self.needsThread = needsThread
    self.isSaved = isSaved
    var infos: [ParameterInfo] = []
    repeat infos.append((each parameters).info)
    self.parameters = infos
    let words = infos.flatMap(\.keywords)
    keywords = words.isEmpty ? nil : WordTable(words)
    let declared = (repeat each parameters)
    run = { (call: Call, reader: inout ArgumentReader) throws(UsageError) -> Outcome in
      let values = (repeat try (each declared).read(&reader))
      try reader.finish()
      if call.session.options.describes {
        var text = CText(line: reader.line, session: call.session)
        repeat (each declared).describe(each values, &text)
        reader.c = text.fill(c)
      }
      return try handler(call, repeat each values)
    }
  }

  /// The C function, as records name it; empty for a command of the playground itself.
  var call: String { descriptor?.name ?? "" }

  /// The function as its header declares it.
  var prototype: String { descriptor?.prototype ?? "" }

  /// How it is typed: `recv S LENGTH|BUF [flags=F]`.
  var usage: String {
    let made = makes.map { "[\($0.letter) =] " } ?? ""
    return made + ([name] + parameters.map(\.usage)).joined(separator: " ")
  }

  /// Whether a word is a keyword of this command, such as `all` and `alertable` of the wait.
  func isKeyword(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    keywords?.find(bytes, range) != nil
  }
}

extension ObjectType {
  /// The letter of its automatic names.
  var letter: String {
    switch self {
    case .socket: return "s"
    case .event: return "e"
    case .port: return "p"
    case .buffer: return "b"
    case .overlapped: return "o"
    case .routine: return "r"
    case .thread: return "t"
    case .program: return "NAME"
    }
  }
}

/// What a handler gets beside its values.
struct Call {
  let session: Session
  let thread: ThreadID
  /// Where the name stands that the line gives to what is made, with the line it stands in.
  let line: Line

  var winsock: WinsockLayer { session.winsock }

  /// A call that Winsock's layer does not make itself and that failed: the thread's last error is set.
  func failed(_ value: Int64, _ error: ErrorCode) -> Return {
    _ = winsock.WSASetLastError(thread, error.rawValue)
    return Return(value, error: error)
  }

  /// Makes a call that may start an operation, and keeps its memory alive for as long as the operation may use it.
  func post(
    _ buffers: [Buffer], _ overlapped: OverlappedParameter.Argument, _ posting: Posting,
    _ body: (UnsafeBufferPointer<WSABUF>) -> CallResult
  ) -> Outcome {
    session.willPost(posting, buffers, overlapped.place)
    if overlapped.place >= 0 {
      session.overlappeds[overlapped.place].buffers.append(contentsOf: buffers)
      session.touch(overlapped: overlapped.place)
    }
    if !posting.sends { for buffer in buffers { session.touch(buffer) } }
    let result = buffers.withNative(body)
    if overlapped.place >= 0 {
      session.didPost(posting, buffers, overlapped.place, result)
      session.releaseBuffers(overlapped.place)
    }
    session.infer(datagram: posting, buffers, result)
    let keep = Keep.buffers(buffers, sending: posting.sends ? posting.socket : nil)
    return .result(result, Shape(result: .number, keep: keep, socket: posting.socket, flags: posting.flags))
  }
}

/// What a handler gives back.
enum Outcome {
  /// A call that cannot block.
  case returned(Return, Shape)
  /// A call that may have.
  case result(CallResult, Shape)
  /// No call of Winsock at all.
  case body(StepBody)

  static func call(_ value: Return, _ result: ResultKind = .number, _ keep: Keep = .none) -> Outcome {
    .returned(value, Shape(result: result, keep: keep))
  }

  static func call(_ value: CallResult, _ keep: Keep, on socket: Handle, flags: UInt32) -> Outcome {
    .result(value, Shape(result: .number, keep: keep, socket: socket, flags: flags))
  }

  static func call(_ value: CallResult, _ result: ResultKind = .number, _ keep: Keep = .none) -> Outcome {
    .result(value, Shape(result: result, keep: keep))
  }
}

/// How a call's return is told, also when it returns much later than its line ran.
struct Shape {
  var result: ResultKind
  var keep: Keep
  /// The socket that received, and the flags of the transfer.
  var socket = Handle.null
  var flags: UInt32 = 0
}

/// What a return value is.
enum ResultKind {
  case number
  /// A handle of a new object, or the invalid one.
  case socket(SocketAddress.Family)
  case event
  /// A new port, or the port that was given.
  case port(given: Handle)
  /// void, or a pointer that no record holds.
  case nothing
  /// inet_ntop's text.
  case text(String)
}

/// What a call must keep until it returns: memory that Winsock may write to, the names that its answer is told by, and
/// what has to be known to tell the packets of a network that cannot be captured.
enum Keep {
  case none
  /// The value that comes back is not told: FIONBIO.
  case silent
  /// A socket that was made without WSA_FLAG_OVERLAPPED.
  case synchronous
  /// accept: the new socket's peer is told.
  case accepting
  /// The events of a wait.
  case waiting([Handle], all: Bool)
  /// Memory that received bytes stand in.
  case buffer(Buffer)
  /// Memory of a WSARecv, WSASend or AcceptEx; `sending` is the socket when it sends.
  case buffers([Buffer], sending: Handle?)
  case connecting(Handle, SocketAddress)
  case sending(Handle, Buffer, flags: UInt32)
  case sendingTo(Handle, Buffer, SocketAddress)
  case shutting(Handle, how: Int32)
  case closing(Handle)
  /// getsockopt: the shape of the value.
  case option(SocketOption.Shape)
  /// The sockets of a select, as typed.
  case sets(read: [NamedHandle], write: [NamedHandle], except: [NamedHandle])
  /// The sockets of a WSAPoll, as typed.
  case polled([String])
  /// Fields that are told as they are when the call succeeded.
  case fields([OutField])
}

/// A handle and the word it was given by.
struct NamedHandle {
  let name: String
  let handle: Handle
}
