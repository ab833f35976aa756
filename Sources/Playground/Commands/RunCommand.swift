import Children
import Language
import Steps
import Storage

extension Command {
  static let run = CommandOf(
    "run", topic: .playground,
    summary: "Runs the lines of a .wsa script, or compiles C and C++ programs and runs them beside your lines.",
    tasks: ["script", "file", "replay", "program", "compile"],
    needs: "a file; a program needs clang++ or g++", undoneBy: "undo; stop NAME ends a program",
    needsThread: false, isSaved: false,
    WordsParameter(
      usage: "FILE [FILE …] [as NAME] [on HOST] [paused] [args WORD …]",
      about: "a .wsa script, or sources: a.cpp, a.c, a.cpp+b.cpp for one program, a folder", completes: .files)
  ) { call, words throws(UsageError) in
    guard let first = words.first else { throw UsageError("which file?", hint: "run server.cpp, run script.wsa") }
    let name = try call.session.text(call.bytes, first)
    guard !ProgramSources.areNamed(name), call.session.caller.given[name] == nil,
      call.session.caller.exercises[name] == nil
    else { return .body(try call.session.runPrograms(call.bytes, words)) }
    guard name.hasSuffix(".wsa") else {
      throw UsageError(
        "a session runs .wsa scripts and C and C++ programs", at: first,
        hint: name.hasSuffix(".md") ? "a lesson is replayed by: wsalab run \(name)" : "run FILE.wsa, run FILE.cpp")
    }
    if words.count > 1 { throw UsageError("a script takes nothing more", at: words[1], hint: "run \(name)") }
    let lines = try call.session.queue(script: name, at: first)
    return .body(.text([TextLine(.prose, "\(name): \(lines) \(lines == 1 ? "line" : "lines") to run")]))
  }
}

extension Session {
  /// A word, or what stands between its quotes.
  func text(_ bytes: [UInt8], _ range: Range<Int>) throws(UsageError) -> String {
    guard bytes[range.lowerBound] == UInt8(ascii: "\"") else { return ByteText.string(bytes, range) }
    var data: [UInt8] = []
    try DataLiteral.read(bytes, range, into: &data)
    return String(decoding: data, as: UTF8.self)
  }

  /// Compiles the programs that words name, and begins them one after the other.
  func runPrograms(_ bytes: [UInt8], _ words: [Range<Int>]) throws(UsageError) -> StepBody {
    guard current.depth == 0 else { throw UsageError("a completion routine cannot begin a program") }
    var sources: [(text: String, range: Range<Int>)] = []
    var (arguments, isPaused, host): ([String], Bool, Int32) = ([], false, winsock.host(of: threads[0].id))
    var name: String?
    var place = 0
    while place < words.count {
      let word = words[place]
      let text = try text(bytes, word)
      place += 1
      switch text {
      case "paused": isPaused = true
      case "as":
        guard place < words.count else { throw UsageError("as what?", at: word, hint: "run echo.cpp as server") }
        name = try self.text(bytes, try checkedName(bytes, words[place]))
        place += 1
      case "on":
        guard place < words.count else { throw UsageError("on which host?", at: word, hint: "run server.cpp on b") }
        let name = TextParameter.Argument(text: ByteText.string(bytes, words[place]), range: words[place])
        host = Int32(try self.host(name).id.number)
        place += 1
      case "args":
        for word in words[place...] { arguments.append(try self.text(bytes, word)) }
        place = words.count
      default:
        guard ProgramSources.areNamed(text) else {
          throw UsageError(
            "\(ByteText.quoted(bytes, word)) is not a source", at: word,
            hint: "a source ends in .cpp or .c; what the program gets in argv stands behind args")
        }
        sources.append((text, word))
      }
    }
    var compiled: [CompiledProgram] = []
    for source in sources {
      do throws(CompileError) {
        compiled.append(try compile(source.text))
      } catch {
        guard !error.output.isEmpty else { throw UsageError(error.message, at: source.range, hint: error.hint) }
        exitStatus = 2
        return .text(Self.lines(of: error, source.text))
      }
    }
    native.areBeside = true
    beginNativeLine()
    current.savesLine = true
    var lines: [TextLine] = []
    for one in compiled {
      let program = begin(one, named: name ?? Self.programName(one.name), host: host, arguments: arguments)
      if isPaused { program.stop = .any }
      let names = one.sources.list.map(\.name).joined(separator: " and ")
      lines.append(TextLine(.prose, "\(program.name): \(names) runs\(one.isSanitized ? " with AddressSanitizer" : "")"))
    }
    return .text(lines)
  }

  /// Compiles a program, or takes the one that the same line had before going back.
  private func compile(_ word: String) throws(CompileError) -> CompiledProgram {
    if history.isReplaying, caller.exercises[word] == nil, let known = history.compiled[word] { return known }
    let paths = ProgramSources.isSource(word) ? word.split(separator: "+").map(String.init) : [word]
    if paths.count == 1, let folder = caller.exercises[paths[0]] {
      // What the learner has made of it by now.
      return try compile(word, isOwn: false) { compiler throws(CompileError) in
        try compiler.compile(paths, through: FileDoor(reads: .below(folder: folder), writes: .nothing))
      }
    }
    let (given, files) = (caller.given, current.files)
    let isGiven = paths.allSatisfy { given[$0] != nil }
    let compiled = try compile(word, isOwn: !isGiven && files == .person) { compiler throws(CompileError) in
      isGiven ? try compiler.compile(paths, given: given) : try compiler.compile(paths, through: files)
    }
    history.compiled[word] = compiled
    return compiled
  }

  private func compile(
    _ word: String, isOwn: Bool, _ body: (Compiler) throws(CompileError) -> CompiledProgram
  ) throws(CompileError) -> CompiledProgram {
    var compiled = try behindWalls(word, isOwn: isOwn) { isTrusted throws(CompileError) in
      var options = caller.compilerOptions
      options.isTrusted = isTrusted
      return try body(Compiler(options))
    }
    compiled.isOwn = isOwn
    return compiled
  }

  /// What the compiler says, in its own words.
  private static func lines(of error: CompileError, _ word: String) -> [TextLine] {
    let output = error.output.split(separator: 0x0A)
    let most = 40
    var lines = [TextLine(.prose, "\(word): \(error.message)")]
    lines += output.prefix(most).map { TextLine(.code, SourceTabs.spread(Array($0))) }
    if output.count > most { lines.append(TextLine(.item, "\(output.count - most) more lines")) }
    if let hint = error.hint { lines.append(TextLine(.item, hint)) }
    return lines
  }
}
