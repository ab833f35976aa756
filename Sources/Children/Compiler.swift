import Glibc
import Storage

/// Makes a program of sources, as they stand.
public struct Compiler {
  /// What a learner asks for beside the sources.
  public struct Options: Sendable, Hashable {
    /// Given to the compiler as they are.
    public var extra: [String] = []
    /// Text functions are the wide ones; nil for by the name of the entry.
    public var isUnicode: Bool?
    /// With AddressSanitizer.
    public var isSanitized = false
    /// Whether it may run without being shut in, where this machine has no way to.
    public var isTrusted = false
    /// Nothing but the sources.
    public init() {}
  }

  private let toolchain: Toolchain
  private let options: Options
  private let base: String

  /// A compiler of this machine, with its cache.
  /// - Throws: when there is none.
  public init(_ options: Options = Options()) throws(CompileError) {
    guard let toolchain = Toolchain.find() else {
      throw CompileError("there is no C++ compiler here, and a program needs one", hint: Toolchain.advice)
    }
    (self.toolchain, self.options) = (toolchain, options)
    var print = Fingerprint()
    ProgramFiles.add(to: &print)
    print.add(toolchain.version)
    base = Disk.cache + "/" + String(print.text.prefix(16))
  }

  /// Makes a program of one or more sources, or finds the one that it made of the same before.
  public func compile(_ paths: [String], through door: FileDoor = .person) throws(CompileError) -> CompiledProgram {
    let sources = try ProgramSources(paths, through: door)
    try prepare()
    let isUnicode = options.isUnicode ?? sources.isUnicode
    var print = Fingerprint()
    for source in sources.list + sources.headers {
      print.add(source.name)
      print.add(source.bytes)
    }
    print.add("\(options.extra) \(isUnicode) \(options.isSanitized)")
    let folder = base + "/" + print.text
    let program = folder + "/program"
    let made = CompiledProgram(
      executable: program, sources: sources, symbolizer: Toolchain.symbolizer(beside: toolchain),
      isSanitized: options.isSanitized, folders: toolchain.folders)
    if Disk.isExecutable(program) { return made }
    Disk.sweep(base)
    // Made elsewhere and put there in one step: another wsalab may compile the same, or run it already.
    guard let making = Disk.temporary(in: base) else { throw CompileError("\(base) cannot be written to") }
    do throws(CompileError) {
      try build(sources, in: making, isUnicode: isUnicode)
    } catch {
      Disk.remove(making)
      throw error
    }
    if rename(making, folder) != 0 { Disk.remove(making) }
    return made
  }

  /// The same of sources that are in no file: `names` of those that are given, with the others beside them.
  public func compile(_ names: [String], given: [String: [UInt8]]) throws(CompileError) -> CompiledProgram {
    try prepare()
    var print = Fingerprint()
    for (name, bytes) in given.sorted(by: { $0.key < $1.key }) {
      print.add(name)
      print.add(bytes)
    }
    let folder = base + "/given-" + print.text
    if !Disk.isThere(folder) {
      guard let making = Disk.temporary(in: base) else { throw CompileError("\(base) cannot be written to") }
      for (name, bytes) in given where !name.contains("/") { try write(bytes, to: making + "/" + name) }
      if rename(making, folder) != 0 { Disk.remove(making) }
    }
    return try compile(names, through: FileDoor(reads: .below(folder: folder), writes: .nothing))
  }

  // MARK: - What all programs share

  private var shim: String { base + (options.isSanitized ? "/shim-sanitized.o" : "/shim.o") }
  private var prelude: String { base + (options.isSanitized ? "/prelude-sanitized.h" : "/prelude.h") }

  /// Unpacks the headers, and compiles what is the same for all programs, once for each compiler.
  private func prepare() throws(CompileError) {
    if Disk.isThere(shim), !toolchain.isClang || Disk.isThere(prelude + ".pch") { return }
    // Another wsalab may do the same at this moment.
    Disk.makeFolder(base)
    let lock = Disk.lock(base + "/lock")
    defer { Disk.unlock(lock) }
    if Disk.isThere(base + "/unpacked") == false {
      for file in ProgramFiles.all() {
        let path = base + "/" + file.path
        Disk.makeFolder(FileDoor.folder(of: path))
        try write(file.text, to: path)
      }
      try write([], to: base + "/unpacked")
    }
    if !Disk.isThere(shim) {
      let made = shim + ".\(getpid())"
      try run(
        c + ["-std=gnu17", "-O2", "-fno-builtin", "-g1", "-w", "-c", base + "/shim.c", "-o", made]
          + (options.isSanitized ? ["-DWSALAB_SANITIZED=1"] : []), in: base, sees: [])
      rename(made, shim)
    }
    guard toolchain.isClang, !Disk.isThere(prelude + ".pch") else { return }
    let headers = [
      "iostream", "string", "vector", "list", "queue", "map", "set", "unordered_map", "memory", "functional",
      "algorithm", "atomic", "thread", "mutex", "condition_variable", "future", "chrono", "sstream", "iomanip",
      "cstdio", "cstdlib", "cstring", "cstdint", "cassert", "ctime",
    ]
    let prelude = prelude
    try write(Array(headers.map { "#include <\($0)>\n" }.joined().utf8), to: prelude)
    let made = prelude + ".pch.\(getpid())"
    try run([toolchain.path] + cxxFlags + ["-x", "c++-header", prelude, "-o", made], in: base, sees: [])
    rename(made, prelude + ".pch")
  }

  private var c: [String] { [toolchain.path, "-x", "c"] }

  private var common: [String] {
    var flags = ["-w", "-O0", "-g", "-fno-omit-frame-pointer", "-D_DEBUG=1", "-fsanitize-coverage=trace-pc"]
    // What a program does not initialise is the same in every run, and not by chance what it needs: as in Visual Studio's
    // debug builds, whose bytes are others.
    flags.append("-ftrivial-auto-var-init=pattern")
    if toolchain.isClang {
      // Loads and stores are looked at while an operation uses memory.
      flags += ["-fms-extensions", "-gdwarf-4", "-fsanitize-coverage=trace-loads,trace-stores,no-prune"]
    }
    if options.isSanitized { flags += ["-fsanitize=address"] }
    return flags
  }
  private var cxxFlags: [String] { ["-std=gnu++20"] + common }

  // MARK: - One program

  private func build(_ sources: ProgramSources, in folder: String, isUnicode: Bool) throws(CompileError) {
    let aliases = folder + "/include"
    Disk.makeFolder(aliases)
    try writeAliases(sources, in: aliases)
    for header in sources.headers {
      guard header.name.contains("/") == false else { continue }
      try write(header.text, to: aliases + "/" + header.name)
    }
    var objects: [String] = []
    for (place, source) in sources.list.enumerated() {
      let suffix = source.isC ? ".c" : ".cpp"
      let path = folder + "/\(place)\(suffix)"
      let object = folder + "/\(place).o"
      objects.append(object)
      try compile(source, SourceText.withWindowsSizes(source.text), path, object, aliases, isUnicode, sources.folder)
    }
    var link = [toolchain.path] + objects + [shim, "-rdynamic", "-lpthread", "-ldl", "-o", folder + "/program"]
    if toolchain.hasLLD { link += ["-fuse-ld=lld", "-Wl,--no-dependent-libraries"] }
    if options.isSanitized { link.append("-fsanitize=address") }
    do throws(CompileError) { try run(link, in: folder, sees: []) } catch { throw error.ofLinking }
  }

  private func compile(
    _ source: ProgramSources.Source, _ text: [UInt8], _ path: String, _ object: String, _ aliases: String,
    _ isUnicode: Bool, _ own: String
  ) throws(CompileError) {
    // Diagnostics and lines are the learner's file's.
    var text = Array("#line 1 \"\(source.name)\"\n".utf8) + text
    if isUnicode, source.beginsWide { text += Self.wideEntry }
    try write(text, to: path)
    var flags = source.isC ? ["-x", "c", "-std=gnu17"] + common : ["-x", "c++"] + cxxFlags
    if !source.isC, toolchain.isClang { flags += ["-include-pch", prelude + ".pch"] }
    if isUnicode { flags += ["-DUNICODE=1", "-D_UNICODE=1"] }
    flags += ["-iquote", own, "-isystem", aliases, "-isystem", base + "/include"]
    try run([toolchain.path] + flags + options.extra + ["-c", path, "-o", object], in: own, sees: [own])
  }

  /// The entry of a program whose own has wide arguments.
  private static let wideEntry = Array(
    """

    #line 1 "wsalab"
    static int wsalab_begin(int (*f)(), int, wchar_t **) { return f(); }
    static int wsalab_begin(int (*f)(int, wchar_t **), int n, wchar_t **a) { return f(n, a); }
    int main(int n, char **v) {
      static wchar_t words[16][256], *list[17];
      for (int i = 0; i < n && i < 16; i++) { mbstowcs(words[i], v[i], 255); list[i] = words[i]; }
      return wsalab_begin(wmain, n < 16 ? n : 16, list);
    }

    """.utf8)

  /// Header names as the sources spell them: Windows has one case.
  private func writeAliases(_ sources: ProgramSources, in folder: String) throws(CompileError) {
    let known = Set(ProgramFiles.headers())
    let own = Set(sources.headers.map { $0.name.lowercased() })
    for source in sources.list + sources.headers {
      for name in SourceText.includes(source.text) where !name.contains("/") && !name.contains("\\") {
        let lower = name.lowercased()
        if ["pch.h", "stdafx.h", "precompile.h"].contains(lower), !own.contains(lower) {
          try write(Array("#include <wsalab_default_pch.h>\n".utf8), to: folder + "/" + name)
        } else if name != lower, known.contains(lower) {
          try write(Array("#include <\(lower)>\n".utf8), to: folder + "/" + name)
        }
      }
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(CompileError) {
    do throws(FileError) { try FileWriter.write(bytes, to: path, replacing: true) } catch {
      throw CompileError("\(error.path) \(error.message)")
    }
  }

  /// Runs the compiler, shut in: a source may name any file in an #include.
  private func run(_ words: [String], in folder: String, sees: [String]) throws(CompileError) {
    guard let root = Disk.temporary(in: base) else { throw CompileError("\(base) cannot be written to") }
    defer { Disk.remove(root) }
    let own = words.dropFirst()
    let output = CapturedChild.run(
      Child.Order(
        path: words[0], arguments: Array(own), folder: folder, output: -1, complaint: -1,
        environment: ["PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TMPDIR=/tmp", "HOME=/tmp"], root: root,
        seen: toolchain.folders + sees, written: [base], memory: 0, seconds: 120),
      mayRunOutside: options.isTrusted)
    switch output {
    case .failure(let failure): throw CompileError("the compiler could not be run", failure)
    case .success(let output):
      guard output.status != 0 else { return }
      throw CompileError(output: output.complaint.isEmpty ? output.output : output.complaint)
    }
  }
}

/// What is wrong with a program before it runs.
public struct CompileError: Error {
  /// One sentence; the compiler's own words where it was the compiler.
  public let message: String
  /// What would be right; nil where the sentence says it.
  public var hint: String?
  /// What the compiler wrote, as it is: bytes from outside.
  public var output: [UInt8] = []
  /// Whether it is that this machine has no way to shut a program in.
  public private(set) var hasNoWalls = false

  init(_ message: String, hint: String? = nil) { (self.message, self.hint) = (message, hint) }
  init(_ doing: String, _ failure: Child.Failure) {
    message = "\(doing): \(failure.sentence)"
    hasNoWalls = failure.hasNoWalls
    if hasNoWalls { hint = "--trust lets programs run with your own rights" }
  }
  init(output: [UInt8]) { (message, self.output) = ("the program does not compile", output) }

  /// The same of the linker, whose words a learner knows less.
  var ofLinking: CompileError {
    let text = String(decoding: output, as: UTF8.self)
    if text.contains("undefined symbol: main") || text.contains("undefined reference to `main'") {
      return CompileError(
        "there is no main in it", hint: "a program begins at int main(), or at wmain or _tmain")
    }
    if text.contains("duplicate symbol: main") || text.contains("multiple definition of `main'") {
      return CompileError(
        "there is more than one main in it",
        hint:
          "two programs are two words: wsalab run server.cpp client.cpp; one of several files is server.cpp+util.cpp")
    }
    var error = self
    error.output = output
    return error
  }
}
