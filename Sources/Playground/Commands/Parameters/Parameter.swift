import Language
import Steps

/// One parameter of a command: how its value is read in either form, what the handler gets of it, how it is printed in
/// either form, and what help and completion say of it.
///
/// A parameter's `Value` is what a line says: names, numbers, places in the line; making one has no effect, and keeps no
/// memory alive. Its `Argument` is what the command's handler gets: the compiler holds the handler against the declaration.
protocol Parameter: Sendable {
  /// What a line says.
  associatedtype Value
  /// What the handler gets.
  associatedtype Argument = Value
  /// What help and completion say of it.
  var info: ParameterInfo { get }
  /// Takes the words that belong to it, or says what is wrong with them.
  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value
  /// Reads the arguments of a call as C writes it that belong to it.
  func read(_ c: CReader) throws(UsageError) -> Value
  /// Looks up or makes what a value names.
  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> Argument
  /// Writes the pieces that the command's C text may name.
  func describe(_ value: Argument, _ text: inout CText)
  /// Writes the words that the short form has for it: none for a value that was left out.
  func write(_ value: Value, _ text: inout ShortText)
}

extension Parameter where Argument == Value {
  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> Argument { value }
}

/// A parameter of the playground's own commands, which no C function has.
protocol PlaygroundParameter: Parameter {}

extension PlaygroundParameter {
  func read(_ c: CReader) throws(UsageError) -> Value {
    throw UsageError("\(info.about) cannot be written as C")
  }

  func describe(_ value: Argument, _ text: inout CText) {}
}

/// What there is to say of a parameter.
struct ParameterInfo: Sendable {
  /// The name of its piece in the C text.
  var label: String
  /// As the usage line has it: `S`, `[BACKLOG]`, `[flags=F]`.
  var usage: String
  /// One phrase.
  var about: String
  /// What completion offers in its place.
  var completes: Completes = .nothing
  /// The words that are always it, wherever they stand among the arguments.
  var keywords: [String] = []
  /// The key of a `key=value`.
  var key: String?
}

/// What can be completed in a parameter's place.
enum Completes: Sendable {
  case nothing
  /// Names of objects of these types.
  case names([ObjectType])
  /// Constants, joined by `|`.
  case flags(Constants.Family)
  /// Constants.
  case constants(Constants.Family)
  /// These words.
  case words([String])
  /// Names of threads.
  case threads
  case commands
  case files
  /// Names of lessons.
  case lessons
  /// Names with commas between.
  case nameList([ObjectType])
}
