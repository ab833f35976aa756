import Children
import Glibc
import Lessons
import Playground
import Steps
import Views

/// Compiles programs and runs them, each call a step.
struct ProgramRun {
  let program: Program
  private var options: Options { program.options }
  private var output: Output { program.output }

  init(program: Program) { self.program = program }

  /// Runs all of them, and returns the status of the last one that had one, or 2 when one could not be run.
  func run(_ programs: [[String]]) -> Int32 {
    var compiled: [CompiledProgram] = []
    var asked = compilerOptions
    while compiled.count < programs.count {
      do throws(CompileError) {
        compiled.append(try Compiler(asked).compile(programs[compiled.count]))
      } catch {
        guard error.hasNoWalls, !asked.isTrusted,
          let allows = program.allowsOutside, allows(programs[compiled.count].map(Self.fileName).joined(separator: "+"))
        else { return complain(error) }
        asked.isTrusted = true
      }
    }
    return program.withSession { session, notices in
      session.caller.trustsPrograms = options.trusts
      if let calls = options.calls { session.allowProgramCalls(calls) }
      if options.isQuiet {
        session.hidePrograms()
        session.skipPackets()
      }
      session.caller.keyboard = keyboard
      for one in compiled { session.begin(one, arguments: options.programArguments, isAlone: compiled.count == 1) }
      defer {
        session.end()
        output.flush()
      }
      return options.isQuiet ? quiet(session, isAlone: compiled.count == 1) : shown(session, notices)
    }
  }

  private static func fileName(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

  /// Standard input is what is typed for programs, a line at a time.
  private func keyboard() -> [UInt8]? {
    output.flush()
    return Keyboard.line()
  }

  private var compilerOptions: Compiler.Options { Self.compilerOptions(options) }

  static func compilerOptions(_ options: Options) -> Compiler.Options {
    var own = Compiler.Options()
    (own.extra, own.isSanitized, own.isTrusted) = (options.compilerOptions, options.isSanitized, options.trusts)
    if options.isUnicode { own.isUnicode = true }
    return own
  }

  func complain(_ error: CompileError) -> Int32 {
    Output.complain(error.message + (error.hint.map { "; " + $0 } ?? ""))
    if !error.output.isEmpty {
      let complaints = Output(descriptor: 2)
      complaints.bytes += PlainText.visible(error.output)
      complaints.flush()
    }
    return 2
  }

  private func shown(_ session: Session, _ notices: Notices) -> Int32 {
    let lines = LineRun(session: session, transcript: program.transcript(program.textOptions), output: output)
    lines.runPrograms(pause: {
      notices.tellNew()
      if program.isTerminal { output.flush() } else { output.flushIfLarge() }
    })
    if output.isBroken { return 1 }
    if let step = session.programsWait() { lines.write(step) }
    return session.exitStatus
  }

  /// What the programs print, byte for byte; of several each line behind its program's name.
  private func quiet(_ session: Session, isAlone: Bool) -> Int32 {
    let complaints = Output(descriptor: 2)
    var lines = PrintedLines()
    while let step = session.nextProgramStep() {
      switch step.body {
      case .printed(let pieces):
        for piece in pieces {
          let to = piece.isError ? complaints : output
          to.bytes += isAlone ? piece.bytes.values : lines.take(piece)
          to.flush()
        }
      case .text(let texts) where session.programsFailed:
        // A crash, a bound: what ended it is said where errors are.
        for text in texts { Output.complain(text.text) }
      default: break
      }
      if output.isBroken { return 1 }
    }
    output.bytes += lines.rest()
    output.flush()
    if let step = session.programsWait(), case .text(let texts) = step.body {
      for text in texts { Output.complain(text.text) }
    }
    return session.exitStatus
  }
}

/// Lines of several programs, each behind its program's name.
struct PrintedLines {
  private var open: [(program: String, bytes: [UInt8])] = []

  /// The lines that a piece completes.
  mutating func take(_ piece: PrintedText) -> [UInt8] {
    var whole: [UInt8] = []
    let place: Int
    if let known = open.firstIndex(where: { $0.program == piece.program }) {
      place = known
    } else {
      open.append((piece.program, []))
      place = open.count - 1
    }
    open[place].bytes += piece.bytes.values
    while let end = open[place].bytes.firstIndex(of: 0x0A) {
      whole += Array((piece.program + ": ").utf8) + open[place].bytes[...end]
      open[place].bytes.removeSubrange(...end)
    }
    return whole
  }

  /// What has no newline behind it at the end.
  mutating func rest() -> [UInt8] {
    var bytes: [UInt8] = []
    for (program, text) in open where !text.isEmpty { bytes += Array((program + ": ").utf8) + text + [0x0A] }
    open = []
    return bytes
  }
}
