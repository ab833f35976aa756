/// How a lesson is replayed: by a program that is started for it, whose standard output is a stream of blocks (`Replay`).
/// A transcript is the same everywhere on a private network only, so the program must refuse where it cannot have one.
public struct Replayer: Sendable {
  /// The program's path.
  public var program: String
  /// What stands before the lesson's path in its arguments.
  public var arguments: [String]

  /// A program with arguments.
  public init(program: String, arguments: [String]) { (self.program, self.arguments) = (program, arguments) }
}

/// How lessons are checked.
public struct CheckOptions {
  /// Rewrites the blocks of lessons whose output differs.
  public var updates = false
  /// Asks for each difference whether it is accepted; nil: none is asked for. Gets the question, gives the answer without
  /// its line end, or nil when there is none to be had any more.
  public var ask: ((String) -> [UInt8]?)?
  /// Told of each file that was checked: what is wrong with it, a sentence each, and whether it could not be replayed.
  public var note: ((_ path: String, _ faults: [String], _ isBroken: Bool) -> Void)?
  /// Colours in the differences.
  public var color = false
  /// What replays a lesson.
  public let replayer: Replayer
  /// How many are replayed at once: more than the cores, since some wait for time to pass.
  public var parallel = 3
  /// How often each lesson is replayed: it has to print the same each time.
  public var runs = 2
  /// The widest that a line of a lesson may be, in columns.
  public var width = 80
  /// Options that nobody has changed yet.
  public init(replayer: Replayer) { self.replayer = replayer }
}
