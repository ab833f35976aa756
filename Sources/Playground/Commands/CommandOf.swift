import Calls
import Steps

/// A command with the types of its parameters. It is what a file declares, and by it an invocation is made out of values
/// that nobody typed: `Command.listen(socket, backlog)`; the compiler holds the values against the declaration.
struct CommandOf<each P: Parameter>: CommandDeclaration {
  let command: Command

  /// A command from its declaration; `handler` gets an argument for each parameter. `arguments` are the
  /// parameters' labels in the order of the C prototype, `_` for an argument that the command has no place for; left out
  /// where `c` has them in that order.
  init(
    _ name: String, _ aliases: String..., call descriptor: CallDescriptor? = nil, c: String = "",
    arguments: [String] = [], topic: Topic,
    summary: String, tasks: [String] = [], needs: String = "", undoneBy: String = "", examples: [String] = [],
    makes: ObjectType? = nil, traffic: Traffic = .none, needsThread: Bool = true, isSaved: Bool = true,
    _ parameters: repeat each P,
    handler: @escaping @Sendable (Call, repeat (each P).Argument) throws(UsageError) -> Outcome
  ) {
    var infos: [ParameterInfo] = []
    repeat infos.append((each parameters).info)
    let declared = Declared(
      name: name, aliases: aliases, descriptor: descriptor, c: c, arguments: arguments, topic: topic, summary: summary,
      tasks: tasks, needs: needs, undoneBy: undoneBy, examples: examples, makes: makes, traffic: traffic,
      needsThread: needsThread, isSaved: isSaved, parameters: infos)
    command = Command(declared, Self.actions(c, (repeat each parameters), handler))
  }

  private typealias Values = InvocationOf<repeat (each P).Value>

  private static func actions(
    _ c: String, _ declared: (repeat each P),
    _ handler: @escaping @Sendable (Call, repeat (each P).Argument) throws(UsageError) -> Outcome
  ) -> Command.Actions {
    let template = CTemplate(c)
    return Command.Actions(
      readWords: { (origin: Invocation.Origin, words: inout ArgumentReader) throws(UsageError) -> Invocation in
        let values = (repeat try (each declared).read(&words))
        try words.finish()
        return InvocationOf<repeat (each P).Value>(origin, repeat each values)
      },
      readC: { (origin: Invocation.Origin, arguments: CReader) throws(UsageError) -> Invocation in
        InvocationOf<repeat (each P).Value>(origin, repeat try (each declared).read(arguments))
      },
      perform: { (call: Call, text: inout String) throws(UsageError) -> Outcome in
        let values = unsafeDowncast(call.invocation, to: InvocationOf<repeat (each P).Value>.self).values
        let resolved = (repeat try (each declared).resolve(each values, call))
        if call.session.current.call.isDescribed {
          var pieces = CText(bytes: call.bytes, session: call.session)
          repeat (each declared).describe(each resolved, &pieces)
          text = pieces.fill(template)
        }
        return try handler(call, repeat each resolved)
      },
      write: { (invocation: Invocation, text: inout ShortText) in
        let values = unsafeDowncast(invocation, to: InvocationOf<repeat (each P).Value>.self).values
        repeat (each declared).write(each values, &text)
      })
  }

  /// An invocation of a line that was read elsewhere.
  func callAsFunction(_ values: repeat (each P).Value, from origin: Invocation.Origin) -> Invocation {
    InvocationOf<repeat (each P).Value>(origin, repeat each values)
  }

  /// An invocation that nobody typed. `name` is what is to be called that is made.
  func callAsFunction(_ values: repeat (each P).Value, named name: ResultName? = nil) -> Invocation {
    InvocationOf<repeat (each P).Value>(Invocation.Origin(command: command, name: name), repeat each values)
  }
}

/// A declaration with its types erased.
protocol CommandDeclaration: Sendable {
  var command: Command { get }
}

/// What a declaration says of a command beside what it does.
struct Declared {
  let name: String
  let aliases: [String]
  let descriptor: CallDescriptor?
  let c: String
  let arguments: [String]
  let topic: Topic
  let summary: String
  let tasks: [String]
  let needs: String
  let undoneBy: String
  let examples: [String]
  let makes: ObjectType?
  let traffic: Traffic
  let needsThread: Bool
  let isSaved: Bool
  let parameters: [ParameterInfo]
}
