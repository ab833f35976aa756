import Lessons
import LineEditing
import Playground
import Storage

/// Runs lines that nobody types: a script, a pipe. The transcript is the same bytes however the lines arrive, as long as
/// they do not keep the session waiting.
struct ScriptRun: SessionLoop {
  let lines: LineRun
  let source: any LineSource
  let output: Output
  let notices: Notices
  /// Whether each step is written at once: somebody watches.
  let isWatched: Bool
  var lessons: Teacher?
  let isEnded = false

  /// Runs all lines and returns the process's exit status.
  func run() -> Int32 {
    let session = lines.session
    session.caller.isInterrupted = { [output] in
      output.flush()
      return false
    }
    loop()
    output.flush()
    lessons?.finish()
    session.end()
    output.flush()
    return output.isBroken ? 1 : status
  }

  func take(_ line: [UInt8]) {
    guard let lessons else { return execute(line, reaching: nil) }
    let prompt = lessons.prompt
    switch lessons.take(line) {
    case .run(let line): execute(line, reaching: nil)
    case .proposed(let line): execute(line, reaching: lessons.files)
    case .taken: if let prompt { lessons.screen.finish(Array(prompt.utf8) + line + [0x0A]) }
    }
  }

  func execute(_ line: [UInt8], reaching files: FileDoor?) {
    // Empty lines set groups of lines apart in a script; a transcript has its own.
    let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    let step = lines.run(line, echoes: !isBlank, reaching: files, pause: flush)
    lessons?.didRun(line, step)
    notices.tellNew()
    flush()
  }

  private func flush() { if isWatched { output.flush() } else { output.flushIfLarge() } }

  /// Lines that are there come first; only while none is, the network is served.
  func wait() {
    if Poll.wait([source.descriptor], milliseconds: 0)[0] { return source.read() }
    output.flush()
    let ready = Poll.wait([source.descriptor] + lines.session.descriptors)
    if ready[0] { source.read() } else if ready.contains(true) { _ = lines.serve() }
  }
}
