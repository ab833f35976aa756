import Language
import Steps

/// Who takes a learner through lessons in a session: what the commands `lesson`, `hint`, `skip` and `goal` ask.
public protocol LessonGuide: AnyObject {
  /// Whether a lesson is under way.
  var isTeaching: Bool { get }
  /// The lessons there are, with what has been done.
  func lessons() -> [TextLine]
  /// The lessons of a folder, `museum`; nil when there is no such folder.
  func lessons(in folder: String) -> [TextLine]?
  /// The names of lessons and folders, for completing one.
  var names: [String] { get }
  /// Chooses the lesson that begins, in a fresh session, after this line.
  /// - Throws: what is wrong with the name.
  func begin(_ name: String) throws(UsageError)
  /// Leaves the lesson; the session becomes what it was before, after this line.
  func leave()
  /// Gives the next hint, after this line.
  func hint()
  /// Runs the rest of the section, or a goal's answer, after this line.
  func skip()
  /// Tells a goal and what of it is not met, after this line.
  func goal()
}

extension Session {
  /// How many lines have run that `undo` could go back over.
  public var lineCount: Int { history.past.lines.count }

  /// Whether going back over later lines would run the last one again: it did something to the session.
  public var isLastLineReplayed: Bool { history.past.lines.last?.isReplayed ?? false }

  /// Whether the last of them let its time go by and nothing came of that.
  public var didLastLineWaitInVain: Bool { history.past.lines.last?.waitedInVain ?? false }

  /// The lines so far that going back would run again, oldest first, and whether each waited in vain.
  public var replayedLines: [(bytes: [UInt8], waitedInVain: Bool)] {
    history.past.lines.filter(\.isReplayed).map { ($0.bytes, $0.waitedInVain) }
  }

  /// Runs a line of an earlier session again. One that waited in vain then does not wait now, where nothing can come.
  public func runAgain(_ bytes: [UInt8], waitedInVain: Bool) {
    _ = run(bytes, .closed, skipsKnownTimeouts: waitedInVain)
    while nextProgramStep() != nil {}
  }

  /// Begins anew in a fresh network, as `restart` does.
  /// - Throws: when no fresh network can be had.
  public func beginAnew() throws(UsageError) { try goBack(keeping: 0) }

  /// Whether a word names a command.
  public static func isCommand(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    return Catalogue.find(bytes, 0..<bytes.count) != nil
  }

  /// Whether a word names a command that closes a socket.
  public static func closesSockets(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    return Catalogue.find(bytes, 0..<bytes.count)?.descriptor?.action == .closeSocket
  }

  /// What help tells of the command of a line; empty when the line has none.
  public func help(for bytes: [UInt8]) -> [TextLine] {
    var line = Line(bytes: bytes)
    guard Lexer.trim(&line) else { return [] }
    guard let form = try? LineForm(line, self) else { return [] }
    return Help.command(named: form.command.name) ?? []
  }
}
