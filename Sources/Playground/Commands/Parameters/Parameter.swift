import Steps

/// One parameter of a command: how its argument is read, how it reads in C, and what help and completion say of it.
///
/// A parameter's `Value` is what the command's handler gets: the compiler holds the handler against the declaration.
protocol Parameter: Sendable {
  /// What the handler gets.
  associatedtype Value
  /// What help and completion say of it.
  var info: ParameterInfo { get }
  /// Takes the words that belong to it, or says what is wrong with them.
  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Value
  /// Writes the pieces that the command's C text may name.
  func describe(_ value: Value, _ text: inout CText)
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
  /// Each word with what it is in C, for a parameter that is a word of a few.
  var choices: [(word: String, c: String)]?
  /// What its argument is in C.
  var c: CKind = .plain
  /// Whether NULL in C is the same as leaving it out; otherwise NULL is an argument like others.
  var dropsNull = false

  /// Whether it can be left out.
  var isOptional: Bool { usage.hasPrefix("[") }

  /// What an argument is in C, where that is not what the short form has.
  enum CKind: Sendable { case plain, memory, data, version }
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
  case commands
  case files
  /// Names of lessons.
  case lessons
  /// Names with commas between.
  case nameList([ObjectType])
}
