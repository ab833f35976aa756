import Lessons
import LineEditing
import Playground
import Storage

/// One loop over everything that lines come from: scripts that are run first, then a lesson that has something to run, then
/// who types or the pipe; while none of them has one, it waits. What differs between a terminal and a pipe is how a line
/// is taken and waited for.
protocol SessionLoop {
  var lines: LineRun { get }
  var source: any LineSource { get }
  var output: Output { get }
  /// Takes the lessons; nil where lines are only run.
  var lessons: Teacher? { get }
  /// Whether something else has ended it than the session.
  var isEnded: Bool { get }

  /// Runs a line that nobody types.
  func execute(_ line: [UInt8], reaching files: FileDoor?)
  /// Takes a line that was typed, or came from the pipe.
  func take(_ line: [UInt8])
  /// Waits for a line, or for the network.
  func wait()
}

extension SessionLoop {
  /// Runs until the session is left or no line comes any more.
  func loop() {
    let session = lines.session
    while !session.isFinished, !isEnded, !output.isBroken {
      if let line = session.nextScriptLine() {
        execute(line, reaching: nil)
      } else if let lessons, lessons.isBusy {
        lessons.goOn { execute($0, reaching: lessons.files) }
      } else if let line = source.next() {
        take(line)
      } else if source.isAtEnd {
        guard let rest = session.endOfLines() else { break }
        execute(rest, reaching: nil)
      } else {
        wait()
      }
    }
  }

  /// The process's exit status. A learner's mistakes are not failures.
  var status: Int32 { lessons?.isTeaching == true ? 0 : lines.session.exitStatus }
}
