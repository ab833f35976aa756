import Language
import Calls
import Steps

/// One command: its name, the C function it is, its parameters and what it does. The parsers of both forms, the printers of
/// both, usage line, help and completion all come out of its declaration, which is a `CommandOf` its parameters.
final class Command: Sendable {
  let name: String
  let aliases: [String]
  /// The C function that it calls; nil for a command of the playground itself.
  let descriptor: CallDescriptor?
  /// The call as C, with `{label}` where a parameter's piece stands.
  let c: String
  /// The orders in which a line written as C may give the arguments.
  let shapes: [[CSlot]]
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
  /// What its parameters do, their types erased.
  let actions: Actions

  /// What a declaration does with the values of its parameters.
  struct Actions: Sendable {
    /// Reads the words of the short form.
    let readWords: @Sendable (Invocation.Origin, inout ArgumentReader) throws(UsageError) -> Invocation
    /// Reads the arguments of a call as C writes it.
    let readC: @Sendable (Invocation.Origin, CReader) throws(UsageError) -> Invocation
    /// Makes what the values name on the fly, and calls the handler. The call as C is printed on the way, when the session
    /// describes calls.
    let perform: @Sendable (Call, inout String) throws(UsageError) -> Outcome
    /// Prints the words of the short form.
    let write: @Sendable (Invocation, inout ShortText) -> Void
  }

  init(_ declared: Declared, _ actions: Actions) {
    (name, aliases, descriptor, c) = (declared.name, declared.aliases, declared.descriptor, declared.c)
    shapes = Command.shapes(declared.arguments, c: declared.c)
    (topic, summary, tasks) = (declared.topic, declared.summary, declared.tasks)
    (needs, undoneBy, examples) = (declared.needs, declared.undoneBy, declared.examples)
    (makes, traffic) = (declared.makes, declared.traffic)
    (needsThread, isSaved) = (declared.needsThread, declared.isSaved)
    parameters = declared.parameters
    let words = declared.parameters.flatMap(\.keywords)
    keywords = words.isEmpty ? nil : WordTable(words)
    self.actions = actions
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
    case .file: return "f"
    case .mutex: return "m"
    case .semaphore: return "c"
    case .buffer: return "b"
    case .overlapped: return "o"
    case .routine: return "r"
    case .thread: return "t"
    case .program, .variable: return "NAME"
    }
  }
}
