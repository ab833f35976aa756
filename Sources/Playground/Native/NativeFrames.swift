import Children
import Language
import Steps

/// A function that a thread of a program is in.
struct NativeFrame: Equatable {
  /// Where its frame begins: its variables lie below, the caller's above.
  let base: UInt64
  /// An address in it: where a call that it makes returns to.
  let pc: UInt64
}

/// A variable of a program in which an address lies.
struct NativeVariable {
  let name: String
  /// The function that it belongs to; empty where it belongs to none.
  let function: String
  /// The frame of that function.
  let frame: NativeFrame?
}

/// Which functions a thread is in, and which of their variables something is. Programs are compiled with frame pointers.
extension Session {
  /// The functions that a thread is in that makes a call, innermost first. `frame` is the base of the shim's own.
  func frames(_ program: NativeProgram, _ frame: UInt64, _ pc: UInt64) -> [NativeFrame] {
    guard let running = program.running, frame != 0, frame & 7 == 0 else { return [] }
    // As far as the stack goes, a page at a time: most of what is asked lies in the first.
    var stack: [UInt8] = []
    var isWhole = false
    func extend(to count: Int) -> Bool {
      while stack.count < count, !isWhole {
        let at = frame + UInt64(stack.count)
        guard stack.count < 1 << 16, let page = running.load(at, Int(4096 - at % 4096)) else {
          isWhole = true
          break
        }
        stack += page
      }
      return stack.count >= count
    }
    func word(_ address: UInt64) -> UInt64? {
      guard address >= frame, address - frame <= 1 << 20 else { return nil }
      let place = Int(address - frame)
      guard extend(to: place + 8) else { return nil }
      return (0..<8).reduce(0) { $0 | UInt64(stack[place + $1]) << (8 * UInt64($1)) }
    }
    var list: [NativeFrame] = []
    var (below, pc) = (frame, pc)
    while list.count < 64, let base = word(below), base > below, base & 7 == 0 {
      list.append(NativeFrame(base: base, pc: pc))
      guard let next = word(base &+ 8) else { break }
      (below, pc) = (base, next)
    }
    return list
  }

  /// The variable in which an address lies, of those that a thread can see that is in these functions, or of the whole
  /// program's.
  func variable(_ program: NativeProgram, at address: UInt64, in frames: [NativeFrame]) -> NativeVariable? {
    guard let symbols = program.symbols else { return nil }
    for frame in frames.prefix(16) where address < frame.base && frame.base - address < 1 << 20 {
      let offset = Int64(bitPattern: address &- frame.base)
      for local in symbols.locals(at: frame.pc &- 1)
      where offset >= local.offset && offset < local.offset + Int64(clamping: local.size) {
        return NativeVariable(name: local.name, function: local.function, frame: frame)
      }
      // It lies in the frame of this function, and is none of its named variables.
      return NativeVariable(name: "", function: symbols.place(at: frame.pc &- 1)?.function ?? "", frame: frame)
    }
    // `main::memory` is a static variable of main.
    return symbols.variable(at: address).map {
      NativeVariable(name: $0.name.split(separator: ":").last.map(String.init) ?? $0.name, function: "", frame: nil)
    }
  }

  /// A report of AddressSanitizer with the lines of the program's sources, and without the shim's and what only a
  /// developer of the sanitizer reads: `(/proc/self/exe+0x1234)` tells where a frame is.
  func withLines(_ bytes: [UInt8], _ program: NativeProgram) -> [UInt8] {
    guard let symbols = program.symbols else { return bytes }
    var lines: [[UInt8]] = []
    var isOver = false
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(2000) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("Shadow bytes around") { isOver = true }
      if text.hasPrefix("==") { isOver = false }
      guard !isOver else { continue }
      guard let start = text.firstRange(of: "exe+0x"),
        let offset = UInt64(text[start.upperBound...].prefix { $0.isHexDigit }, radix: 16),
        let place = symbols.place(atOffset: offset)
      else {
        // Frames of the C library and of the linker say nothing.
        if !text.contains("+0x") { lines.append(Array(line)) }
        continue
      }
      guard program.compiled.sources.find(place.file) != nil else { continue }
      let frame = text[..<start.lowerBound].split(separator: "(").first.map(String.init) ?? ""
      lines.append(Array("\(frame)in \(place.function) \(place.file):\(place.line)".utf8))
    }
    return Array(lines.joined(separator: [0x0A]))
  }
}
