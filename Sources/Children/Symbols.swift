import CLinuxShims
import Glibc

/// Lines of source for addresses of a program, by a symbolizer that goes on running.
public final class Symbols {
  /// A place in a source.
  public struct Place: Sendable, Hashable {
    /// The file's name, without its folder.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1; 0 where it is not known.
    public let column: Int
    /// The function.
    public let function: String
  }

  private var known: [UInt64: Place?] = [:]
  private var child: Child?
  private var input: Int32 = -1
  private var output: Int32 = -1
  private var root = ""
  private let program: CompiledProgram
  private let base: UInt64

  /// For a program that stands at a base in its process.
  public init(_ program: CompiledProgram, base: UInt64) { (self.program, self.base) = (program, base) }

  /// Whether lines can be told at all.
  public var isThere: Bool { program.symbolizer != nil }

  /// The place of the call that returns to an address; nil where it is in no source.
  public func place(returningTo address: UInt64) -> Place? { place(at: address &- 1) }

  /// The place of an address by where it stands in the program's file.
  public func place(atOffset offset: UInt64) -> Place? { place(at: base &+ offset) }

  /// The place of an address.
  public func place(at address: UInt64) -> Place? {
    if let found = known[address] { return found }
    let found = ask(address)
    known[address] = .some(found)
    return found
  }

  private func ask(_ address: UInt64) -> Place? {
    let lines = answer(to: "CODE", address)
    guard lines.count >= 2, let (file, line, column) = Self.place(lines[1]) else { return nil }
    return Place(file: file, line: line, column: column, function: lines[0])
  }

  private static func place(_ text: String) -> (file: String, line: Int, column: Int)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, let line = Int(parts[parts.count - 2]), line > 0 else { return nil }
    let path = parts[..<(parts.count - 2)].joined(separator: ":")
    return (path.split(separator: "/").last.map(String.init) ?? path, line, Int(parts[parts.count - 1]) ?? 0)
  }

  /// A variable of a function, by where it stands in the function's frame.
  public struct Local: Sendable {
    /// Its name, and that of the function.
    public let name: String
    /// The function's name.
    public let function: String
    /// Where it begins from the frame's base, and its size in bytes.
    public let offset: Int64
    /// Its size.
    public let size: UInt64
  }

  private var knownLocals: [UInt64: [Local]] = [:]

  /// The variables of the function that has an address in it.
  public func locals(at address: UInt64) -> [Local] {
    if let known = knownLocals[address] { return known }
    // Four lines each: the function, the variable, its place, and offset, size and tag.
    let lines = answer(to: "FRAME", address)
    var locals: [Local] = []
    for start in stride(from: 0, to: lines.count - 3, by: 4) {
      let numbers = lines[start + 3].split(separator: " ")
      guard numbers.count >= 2, let offset = Int64(numbers[0]), let size = UInt64(numbers[1]) else { continue }
      locals.append(Local(name: lines[start + 1], function: lines[start], offset: offset, size: size))
    }
    knownLocals[address] = locals
    return locals
  }

  /// The variable outside of functions that an address stands in, and where it begins; nil where none does.
  public func variable(at address: UInt64) -> (name: String, start: UInt64, size: UInt64)? {
    let lines = answer(to: "DATA", address)
    guard lines.count >= 2, lines[0] != "??" else { return nil }
    let numbers = lines[1].split(separator: " ")
    guard numbers.count == 2, let start = UInt64(numbers[0]), let size = UInt64(numbers[1]), size > 0 else {
      return nil
    }
    return (lines[0], base &+ start, size)
  }

  /// The lines that the symbolizer answers with; none where it has no answer.
  private func answer(to question: String, _ address: UInt64) -> [String] {
    guard address >= base, address - base < 1 << 32, start() else { return [] }
    let question = Array("\(question) 0x\(String(address - base, radix: 16))\n".utf8)
    guard write(input, question, question.count) == question.count else { return [] }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    // An empty line ends an answer.
    while !answer.suffix(2).elementsEqual([0x0A, 0x0A]) && answer != [0x0A] {
      var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 10_000) > 0 else { return [] }
      let count = read(output, &chunk, chunk.count)
      guard count > 0 else { return [] }
      answer += chunk[..<count]
    }
    return answer.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }

  private func start() -> Bool {
    guard child == nil else { return output >= 0 }
    guard let path = program.symbolizer, let to = CapturedChild.pipe(), let from = CapturedChild.pipe(),
      let root = Disk.temporary(in: Disk.cache)
    else { return false }
    let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(null) }
    self.root = root
    let order = Child.Order(
      path: path, arguments: ["--obj=" + program.executable, "--no-inlines", "--functions=short"], input: to.read,
      output: from.write, complaint: null, environment: ["LANG=C.UTF-8"], root: root,
      seen: program.folders + [Folder.of(program.executable)])
    child = try? Child.start(order, mayRunOutside: true).child
    close(to.read)
    close(from.write)
    (input, output) = (to.write, child == nil ? -1 : from.read)
    return child != nil
  }

  deinit {
    child?.kill()
    for end in [input, output] where end >= 0 { close(end) }
    if !root.isEmpty { Disk.remove(root) }
  }
}
