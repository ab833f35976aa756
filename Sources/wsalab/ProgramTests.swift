import Children
import Exports
import Playground
import Steps

/// Holds programs against what is written beside them: `server.cpp` prints what stands in `server.out`.
struct ProgramTests {
  let program: Program

  init(program: Program) { self.program = program }

  /// Runs each program of a folder that has an `.out` beside it; `NAME.server.cpp` and `NAME.client.cpp` run together.
  func run(_ folder: String) -> Int32 {
    let groups = ProgramFolder(folder).groups
    guard !groups.isEmpty else {
      Output.complain("\(folder): no program with an .out beside it; x.out has what x.cpp prints")
      return 2
    }
    var failed = 0
    var results = TestResults(suite: folder)
    for group in groups {
      let result = judge(group)
      results.append(
        TestResults.Case(name: group.name, faults: result.map { [String(decoding: $0, as: UTF8.self)] } ?? []))
      program.output.bytes += Array("\(result == nil ? "agrees" : "differs") \(group.name)\n".utf8)
      if let result {
        failed += 1
        program.output.bytes += PlainText.visible(result)
      }
      program.output.flush()
    }
    program.output.bytes += Array("\(groups.count) programs, \(failed) differ\n".utf8)
    program.output.flush()
    return program.report(results, failed == 0 ? 0 : 1)
  }

  /// Nil when a group prints what it should; else what is otherwise.
  private func judge(_ group: ProgramFolder.Group) -> [UInt8]? {
    var compiled: [CompiledProgram] = []
    do throws(CompileError) {
      var own = Compiler.Options()
      (own.isSanitized, own.isTrusted) = (program.options.isSanitized, program.options.trusts)
      own.extra = program.options.compilerOptions
      let compiler = try Compiler(own)
      for one in group.programs { compiled.append(try compiler.compile([one.source])) }
    } catch {
      return Array((error.message + "\n").utf8) + error.output
    }
    var names: [String] = []
    var printed: [String: [UInt8]] = [:]
    var notes: [UInt8] = []
    _ = program.withSession { session, _ in
      session.caller.trustsPrograms = program.options.trusts
      if let calls = program.options.calls { session.allowProgramCalls(calls) }
      session.hidePrograms()
      session.skipPackets()
      for one in compiled { names.append(session.begin(one)) }
      while let step = session.nextProgramStep() {
        switch step.body {
        case .printed(let pieces):
          for piece in pieces where !piece.isError { printed[piece.program, default: []] += piece.bytes.values }
        case .text(let texts) where session.programsFailed:
          for text in texts { notes += Array((text.text + "\n").utf8) }
        default: break
        }
      }
      session.end()
      return 0
    }
    for (one, name) in zip(group.programs, names) {
      let wanted = one.expected.filter { $0 != 0x0D }
      let got = (printed[name] ?? []).filter { $0 != 0x0D }
      guard wanted != got else { continue }
      return difference(one.source, wanted, got) + notes
    }
    return nil
  }

  /// The first line that is otherwise.
  private func difference(_ name: String, _ wanted: [UInt8], _ got: [UInt8]) -> [UInt8] {
    let (a, b) = (lines(wanted), lines(got))
    var place = 0
    while place < min(a.count, b.count), a[place] == b[place] { place += 1 }
    var text = Array("  \(name): line \(place + 1)\n".utf8)
    text += Array("    wanted: ".utf8) + (place < a.count ? a[place] : Array("(nothing more)".utf8)) + [0x0A]
    text += Array("    printed: ".utf8) + (place < b.count ? b[place] : Array("(nothing more)".utf8)) + [0x0A]
    return text
  }

  private func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
  }
}
