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
  /// What stands before the file in a child's arguments; its standard output is a stream of blocks (`Replay`).
  /// A transcript is the same everywhere on a private network only, so nothing is compared or updated without one.
  public var arguments = ["run", "--network", "private", "--format", "blocks"]
  /// The program that replays a lesson.
  public var program = "/proc/self/exe"
  /// How many are replayed at once: more than the cores, since some wait for time to pass.
  public var parallel = 3
  /// How often each lesson is replayed: it has to print the same each time.
  public var runs = 2
  /// The widest that a line of a lesson may be, in columns.
  public var width = 80
  /// Options as `wsalab check` has them.
  public init() {}
}
