import LineEditing
import Playground
import Storage

/// Runs lines that nobody types: a script, a pipe. The transcript is the same bytes however the lines arrive, as long as
/// they do not keep the session waiting.
struct ScriptRun {
  let session: Session
  let source: any LineSource
  let transcript: Transcript
  let output: Output
  let notices: Notices
  /// Whether each step is written at once: somebody watches.
  let isWatched: Bool
  /// Takes a lesson; nil where lines are only run.
  var teacher: Teacher?

  /// Runs all lines and returns the process's exit status.
  func run() -> Int32 {
    session.caller.isInterrupted = { [output] in
      output.flush()
      return false
    }
    while !session.isFinished, !output.isBroken {
      if let line = session.nextScriptLine() {
        execute(line)
      } else if let teacher, teacher.isBusy {
        teacher.goOn { execute($0, reaching: teacher.files) }
      } else if let line = source.next() {
        take(line)
      } else if source.isAtEnd {
        guard let rest = session.endOfLines() else { break }
        execute(rest)
      } else {
        wait()
      }
    }
    output.flush()
    teacher?.finish()
    session.end()
    output.flush()
    if output.isBroken { return 1 }
    // A learner's mistakes are not failures.
    return teacher?.isTeaching == true ? 0 : session.exitStatus
  }

  private func take(_ line: [UInt8]) {
    guard let teacher else { return execute(line) }
    let prompt = teacher.prompt
    switch teacher.take(line) {
    case .run(let line): execute(line)
    case .proposed(let line): execute(line, reaching: teacher.files)
    case .taken: if let prompt { teacher.screen.finish(Array(prompt.utf8) + line + [0x0A]) }
    }
  }

  private func execute(_ line: [UInt8], reaching files: FileDoor? = nil) {
    let thread = session.nextThread
    // Empty lines set groups of lines apart in a script; a transcript has its own.
    let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    if !isBlank { transcript.writeLine(line, thread: thread, to: output) }
    let step = session.run(line, reaching: files)
    if let step { transcript.write(step, to: output) } else { transcript.writeComment(line, to: output) }
    transcript.writePrograms(session.nextProgramStep, to: output) {
      if isWatched { output.flush() } else { output.flushIfLarge() }
    }
    teacher?.didRun(line, step)
    notices.tellNew()
    if isWatched { output.flush() } else { output.flushIfLarge() }
  }

  /// Lines that are there come first; only while none is, the network is served.
  private func wait() {
    if Poll.wait([source.descriptor], milliseconds: 0)[0] { return source.read() }
    output.flush()
    let ready = Poll.wait([source.descriptor] + session.descriptors)
    if ready[0] {
      source.read()
    } else if ready.contains(true), let step = session.serve() {
      transcript.write(step, to: output)
      transcript.writePrograms(session.nextProgramStep, to: output)
    }
  }
}
