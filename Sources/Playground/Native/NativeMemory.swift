import Language
import Steps
import Winsock

/// What the session has of a program's memory: windows to it that calls use, and its WSAOVERLAPPEDs.
struct NativeMemory {
  /// An operation under way that uses memory.
  struct User {
    /// `the buffer line`, `the WSAOVERLAPPED over`.
    let what: String
    let overlapped: Int32
    let call: String
    let place: SourcePlace?
    /// Counts the operations of the program.
    let number: Int
    let size: Int
    let isOverlapped: Bool
    let sends: Bool
    /// The thread that posted it, the frame of the function whose variable the memory is (nil for other memory), that
    /// function, and where it returns to.
    var thread: UInt32 = 0
    var frame: NativeFrame?
    var function = ""
    var caller: UInt64 = 0
    /// Whether the memory is gone, and that was told.
    var isGone = false
  }

  /// The same memory may be used in several lengths.
  private struct Place: Hashable {
    let address: UInt64
    let length: Int
  }

  /// Windows by their places.
  private var windows: [Place: Buffer] = [:]
  /// The places of WSAOVERLAPPEDs by their addresses.
  var overlappeds: [UInt64: Int32] = [:]
  /// What the arguments of the call that is being made are called, by their values.
  var labels: [UInt64: String] = [:]
  /// How many bytes stand at an address where the call does not say it next to it.
  var rooms: [UInt64: Int] = [:]
  /// The windows of the call that is being made.
  var ofCall: [Buffer] = []
  /// Who uses memory: the operation, by the addresses that it uses.
  var users: [UInt64: User] = [:]
  /// Whether any of it is a variable of a function.
  var hasLocals = false
  /// Counts operations.
  var operations = 0
  /// What was warned of.
  var told: Set<String> = []
  /// WSAOVERLAPPEDs whose operations are under way.
  var inFlight: [Int32] = []

  private static let mostWindows = 4096

  mutating func window(_ address: UInt64, _ length: Int) -> Buffer? {
    windows[Place(address: address, length: length)]
  }

  /// What the window at an address is called, without the program's name; nil where there is none.
  func label(of address: UInt64) -> String? { names[address] }
  /// Names of windows, without the program's.
  var names: [UInt64: String] = [:]

  mutating func keep(_ buffer: Buffer, at address: UInt64) {
    if windows.count >= Self.mostWindows { windows.removeAll() }
    windows[Place(address: address, length: buffer.size)] = buffer
  }

  /// Memory that was given back is nobody's.
  mutating func forget(from start: UInt64, to end: UInt64) {
    guard end - start < 1 << 40 else { return }
    for place in windows.keys where place.address >= start && place.address < end { windows[place] = nil }
  }
}

/// Where a window's bytes stand in a program, and what they were when they were compared last.
final class NativeShadow {
  unowned let program: NativeProgram
  let address: UInt64
  var bytes: [UInt8]

  init(_ program: NativeProgram, _ address: UInt64, _ bytes: [UInt8]) {
    (self.program, self.address, self.bytes) = (program, address, bytes)
  }
}

extension Session {
  /// Does something in the memory of a program, or in the script's own.
  func inMemory<Result>(of program: NativeProgram?, _ body: () -> Result) -> Result {
    let kept = current.native
    current.native = program
    defer { current.native = kept }
    return body()
  }

  /// What a pointer and a length describe in a program.
  func nativeWindow(_ program: NativeProgram, _ address: UInt64, _ length: UInt32) -> Buffer {
    let count = length == 0 ? program.memory.rooms[address] ?? 0 : Int(length)
    guard let bytes = program.load(address, count), memory.meter.bytes + count <= MemoryMeter.maximum else {
      return Buffer(wild: address, len: length, meter: memory.meter)
    }
    if let known = program.memory.window(address, count), known.shadow?.program === program {
      known.fill(bytes)
      known.shadow?.bytes = bytes
      known.told = bytes
      known.len = length
      program.memory.ofCall.append(known)
      return known
    }
    let buffer = Buffer(size: count, len: length, meter: memory.meter)
    buffer.fill(bytes)
    buffer.shadow = NativeShadow(program, address, bytes)
    // What stood there before the call is the program's own: changes of the call alone are told.
    buffer.told = bytes
    let label = label(program, address)
    program.memory.names[address] = label
    let name =
      label.hasPrefix("\"")
      ? label : freeNativeName(program, label) { if case .buffer = $0 { true } else { false } }
    let text = Array(name.utf8)
    buffer.name = objects.names.intern(text, 0..<text.count)
    objects.names.bind(buffer.name, .buffer(buffer))
    program.memory.keep(buffer, at: address)
    program.memory.ofCall.append(buffer)
    return buffer
  }

  /// What memory of a program is called: the variable that it is, or else what the source calls it.
  private func label(_ program: NativeProgram, _ address: UInt64, or other: String = "memory") -> String {
    if program.memory.names.count > 4096 { program.memory.names.removeAll() }
    if !native.areSilent, let message = program.calling,
      let variable = variable(program, at: address, in: frames(program, message.frame, message.pc)),
      !variable.name.isEmpty
    {
      // A member of a variable is called as the source does.
      let label = program.memory.labels[address] ?? variable.name
      return label.contains(".") || label.contains("[") || label.contains(">") ? label : variable.name
    }
    return program.memory.labels[address] ?? other
  }

  /// A name for something of a program: the source's own, unless something of another kind, or that is still in use, has it.
  func freeNativeName(_ program: NativeProgram, _ label: String, isFree: (Bound) -> Bool) -> String {
    var number = 1
    while true {
      let name = program.named(number == 1 ? label : "\(label)#\(number)")
      let bytes = Array(name.utf8)
      guard let place = objects.names.place(bytes, 0..<bytes.count) else { return name }
      let bound = objects.names.bound(place)
      if case .none = bound { return name }
      if isFree(bound) { return name }
      number += 1
    }
  }

  /// Writes what a call or the end of an operation has put into a window to where it belongs.
  func writeBack(_ buffer: Buffer) {
    guard let shadow = buffer.shadow, let running = shadow.program.running, !running.isGone else { return }
    let fresh = buffer.contents
    guard fresh.count == shadow.bytes.count, fresh != shadow.bytes else { return }
    var (first, last) = (0, fresh.count)
    while fresh[first] == shadow.bytes[first] { first += 1 }
    while fresh[last - 1] == shadow.bytes[last - 1] { last -= 1 }
    _ = running.store(shadow.address + UInt64(first), fresh[first..<last])
    shadow.bytes = fresh
  }

  /// The WSAOVERLAPPED at an address of a program; nil when there is no memory.
  func nativeOverlapped(_ program: NativeProgram, at address: UInt64) -> Int32? {
    guard let bytes = program.running?.load(address, 32) else { return nil }
    let place: Int32
    if let known = program.memory.overlappeds[address] {
      place = known
    } else {
      let label = program.memory.labels[address] ?? label(program, address, or: "overlapped")
      let text = Array(freeNativeName(program, label) { _ in false }.utf8)
      let name = objects.names.intern(text, 0..<text.count)
      place = objects.overlappeds.add(name: name)
      objects.overlappeds[place].number = address
      objects.overlappeds[place].native = program
      objects.names.bind(name, .overlapped(place))
      program.memory.overlappeds[address] = place
    }
    bytes.withUnsafeBytes { source in
      guard let base = source.baseAddress else { return }
      UnsafeMutableRawPointer(objects.overlappeds.pointer(place)).copyMemory(from: base, byteCount: 32)
    }
    objects.overlappeds[place].sent = Array(bytes[..<16])
    // What the program has made of it since is its own: changes of the call alone are told.
    objects.overlappeds[place].told = overlappedState(place)
    if !program.memory.inFlight.contains(place) { program.memory.inFlight.append(place) }
    return place
  }

  /// Writes what has become of a WSAOVERLAPPED to where the program has it.
  func writeBack(overlapped place: Int32) {
    guard let program = objects.overlappeds[place].native, let address = objects.overlappeds[place].number,
      let running = program.running, !running.isGone
    else { return }
    let pointer = UnsafeRawPointer(objects.overlappeds.pointer(place))
    let fresh = Array(UnsafeRawBufferPointer(start: pointer, count: 16))
    guard fresh != objects.overlappeds[place].sent else { return }
    _ = running.store(address, fresh)
    objects.overlappeds[place].sent = fresh
  }
}
