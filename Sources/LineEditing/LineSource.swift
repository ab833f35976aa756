/// Where lines come from: a keyboard, a pipe, a file. An event loop polls the descriptor for reading, calls `read()` when
/// it is readable, and takes what lines there are then.
public protocol LineSource: AnyObject {
  /// What to poll for reading.
  var descriptor: Int32 { get }
  /// Whether no more bytes will come. Lines may still be there to be taken.
  var isAtEnd: Bool { get }
  /// Takes in what can be read at once. Call when the descriptor polls readable; otherwise it may wait.
  func read()
  /// The next whole line without its newline, nil when there is none yet.
  func next() -> [UInt8]?
}
