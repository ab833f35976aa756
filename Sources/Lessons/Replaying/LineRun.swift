import Playground
import Steps
import Storage
import Views

/// Where a transcript goes.
public protocol TranscriptOutput: AnyObject {
  /// What is not written yet.
  var bytes: [UInt8] { get set }
  /// Whether nobody reads any more.
  var isBroken: Bool { get }
  /// Writes what has gathered.
  func flush()
}

/// Runs lines in a session, and writes each with all that comes of it: the one place where a line that was typed, one of a
/// script and one of a lesson become a transcript.
public final class LineRun {
  /// The session that the lines run in.
  public let session: Session
  /// How they are written; another one from the next line on where the terminal has changed.
  public var transcript: Transcript
  private let output: any TranscriptOutput

  /// Runs lines in a session that may have run some before.
  public init(session: Session, transcript: Transcript, output: any TranscriptOutput) {
    (self.session, self.transcript, self.output) = (session, transcript, output)
  }

  /// Runs a line, and the programs that it lets go on, until all of them wait, end or stop.
  /// - Parameters:
  ///   - echoes: Whether the line itself is written, behind a prompt.
  ///   - files: Which files it reaches, where it is not a line of a script.
  ///   - watch: Sees what comes of the line (nil: it holds no command) and of programs, before that is written.
  ///   - pause: Called before a program goes on.
  @discardableResult
  public func run(
    _ line: [UInt8], echoes: Bool = true, reaching files: FileDoor? = nil, watch: (Step?) -> Void = { _ in },
    pause: () -> Void = {}
  ) -> Step? {
    if echoes { writing { transcript.writeLine(line, thread: session.nextThread, into: &$0) } }
    let step = session.run(line, reaching: files)
    watch(step)
    if let step { write(step) } else { writing { transcript.writeComment(line, into: &$0) } }
    runPrograms(watch: watch, pause: pause)
    return step
  }

  /// Serves the network between lines. False when nothing happened that is to be told.
  public func serve() -> Bool {
    guard let step = session.serve() else { return false }
    write(step)
    runPrograms()
    return true
  }

  /// Lets programs go on until all of them wait, end or stop.
  public func runPrograms(watch: (Step?) -> Void = { _ in }, pause: () -> Void = {}) {
    while !output.isBroken {
      pause()
      guard let step = session.nextProgramStep() else { break }
      watch(step)
      writing { transcript.writeProgram(step, into: &$0, spill: spill) }
    }
    writing { transcript.endPrograms(into: &$0) }
  }

  /// Writes a step that came of no line.
  public func write(_ step: Step) { writing { transcript.write(step, into: &$0, spill: spill) } }

  /// Writes what is no step, where records are asked for.
  public func write(_ entry: RecordedEntry) { writing { transcript.write(entry, into: &$0) } }

  /// The output's bytes are taken out while something is appended: it may be flushed in between.
  private func writing(_ body: (inout [UInt8]) -> Void) {
    var bytes: [UInt8] = []
    swap(&bytes, &output.bytes)
    body(&bytes)
    swap(&bytes, &output.bytes)
  }

  private func spill(_ gathered: inout [UInt8]) {
    swap(&gathered, &output.bytes)
    output.flush()
    swap(&gathered, &output.bytes)
  }
}
