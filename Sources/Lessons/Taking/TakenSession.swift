import Playground

/// What a lesson that is taken asks of the session that its lines run in.
public protocol TakenSession {
  /// Holds a statement of the `expect` language against the session as it is now.
  func judge(_ statement: [UInt8]) -> Judgement
  /// The value of one operand, as `expect` tells it; nil when there is no such thing.
  func value(of operand: [UInt8]) -> String?
  /// How many lines have run that could be undone.
  var lineCount: Int { get }
  /// Whether the last of them does something to the session: not one that asks, or writes a file.
  var isLastLineReplayed: Bool { get }
  /// Whether the last of them let its time go by and nothing came of that.
  var didLastLineWaitInVain: Bool { get }
}

extension Session: TakenSession {}
