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

  /// The place of an address.
  public func place(at address: UInt64) -> Place? {
    if let found = known[address] { return found }
    let found = ask(address)
    known[address] = .some(found)
    return found
  }

  private func ask(_ address: UInt64) -> Place? {
    guard address >= base, start() else { return nil }
    let question = Array("0x\(String(address - base, radix: 16))\n".utf8)
    guard write(input, question, question.count) == question.count else { return nil }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    // A function and its place in lines, an empty line behind them.
    while !answer.suffix(2).elementsEqual([0x0A, 0x0A]) {
      var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 10_000) > 0 else { return nil }
      let count = read(output, &chunk, chunk.count)
      guard count > 0 else { return nil }
      answer += chunk[..<count]
    }
    let lines = answer.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    guard lines.count >= 2 else { return nil }
    let parts = lines[1].split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, let line = Int(parts[parts.count - 2]), line > 0 else { return nil }
    let path = parts[..<(parts.count - 2)].joined(separator: ":")
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return Place(file: file, line: line, column: Int(parts[parts.count - 1]) ?? 0, function: lines[0])
  }

  private func start() -> Bool {
    guard child == nil else { return output >= 0 }
    guard let path = program.symbolizer, let to = CapturedChild.pipe(), let from = CapturedChild.pipe(),
      let root = Disk.temporary(in: Disk.cache)
    else { return false }
    let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(null) }
    self.root = root
    var order = Child.Order(
      path: path, arguments: ["--obj=" + program.executable, "--no-inlines", "--functions=short"], input: to.read,
      output: from.write, complaint: null, environment: ["LANG=C.UTF-8"], root: root,
      seen: program.folders + [Folder.of(program.executable)])
    if let made = try? Child(order) {
      child = made
    } else {
      order.isShutIn = false
      child = try? Child(order)
    }
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
