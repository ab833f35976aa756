import Language
import Steps
import Winsock

/// The addresses that C sees. They are the script's own, the same on every run: no address of this process is ever told.
struct CSpace {
  /// What stands at some addresses.
  enum Target {
    /// Memory: of a variable, of a text, or that a WSABUF describes.
    case memory(Buffer)
    /// A WSAOVERLAPPED, by its place.
    case overlapped(Int32)
    /// A variable that is known by its name alone, by that name's place: a SOCKET or a HANDLE (8 bytes), or a WSABUF (16).
    case name(Int32)
  }

  /// A piece of the address space.
  struct Region {
    let base: UInt64
    let size: Int
    let target: Target
  }

  private(set) var regions: [Region] = []
  private var buffers: [ObjectIdentifier: UInt64] = [:]
  private var overlappeds: [Int32: UInt64] = [:]
  private var names: [Int32: UInt64] = [:]
  private var next: UInt64 = 0x10_0000

  /// Functions have addresses, too: those of completion routines and of the extensions.
  static let routines: UInt64 = 0x7ff0_0000_0000
  static let functions: UInt64 = 0x7ff1_0000_0000

  private mutating func add(_ target: Target, size: Int) -> UInt64 {
    let base = next
    regions.append(Region(base: base, size: size, target: target))
    next = (base + UInt64(size) + 0x1fff) & ~0xfff
    return base
  }

  /// The address of memory, of all of it or of a window to it.
  mutating func address(of buffer: Buffer) -> UInt64 {
    let root = buffer.parent ?? buffer
    if let wild = root.wild { return wild }
    let offset = UInt64(buffer.memory - root.memory)
    if let base = buffers[ObjectIdentifier(root)] { return base + offset }
    let base = add(.memory(root), size: root.capacity)
    buffers[ObjectIdentifier(root)] = base
    return base + offset
  }

  /// The address of a WSAOVERLAPPED that stands by itself.
  mutating func address(ofOverlapped place: Int32) -> UInt64 {
    if let base = overlappeds[place] { return base }
    let base = add(.overlapped(place), size: 32)
    overlappeds[place] = base
    return base
  }

  /// The address of the variable of a name.
  mutating func address(ofName name: Int32, size: Int) -> UInt64 {
    if let base = names[name] { return base }
    let base = add(.name(name), size: size)
    names[name] = base
    return base
  }

  /// What stands at an address, and how far into it the address points; nil where nothing does.
  func find(_ address: UInt64) -> (region: Region, offset: Int)? {
    var (low, high) = (0, regions.count)
    while low < high {
      let middle = (low + high) / 2
      if regions[middle].base <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let region = regions[low - 1]
    let offset = Int(clamping: address - region.base)
    return offset < max(region.size, 1) ? (region, offset) : nil
  }
}

extension Session {
  /// Whether anything stands at an address.
  func isMemory(_ address: UInt64) -> Bool {
    if let native = current.native { return native.running?.load(address, 1) != nil }
    return objects.c.space.find(address) != nil
  }

  /// The bytes that stand at an address; nil where C would read what is not there.
  func load(_ address: UInt64, _ count: Int) -> [UInt8]? {
    if let native = current.native { return native.load(address, count) }
    guard count >= 0, let (region, offset) = objects.c.space.find(address), count <= region.size - offset else {
      return nil
    }
    switch region.target {
    case .memory(let buffer):
      return Array(UnsafeRawBufferPointer(start: buffer.memory + offset, count: count))
    case .overlapped(let place):
      let pointer = UnsafeRawPointer(objects.overlappeds.pointer(place))
      return Array(UnsafeRawBufferPointer(start: pointer + offset, count: count))
    case .name(let name): return Array(named(name)[offset..<offset + count])
    }
  }

  /// Writes bytes at an address; false where C would write to what is not there.
  func store(_ address: UInt64, _ bytes: [UInt8]) -> Bool {
    if let native = current.native { return native.running?.store(address, bytes) ?? false }
    guard let (region, offset) = objects.c.space.find(address), offset + bytes.count <= region.size else {
      return false
    }
    switch region.target {
    case .memory(let buffer):
      bytes.withUnsafeBytes { source in
        if let base = source.baseAddress { (buffer.memory + offset).copyMemory(from: base, byteCount: bytes.count) }
      }
    case .overlapped(let place):
      bytes.withUnsafeBytes { source in
        guard let base = source.baseAddress else { return }
        (UnsafeMutableRawPointer(objects.overlappeds.pointer(place)) + offset).copyMemory(
          from: base, byteCount: bytes.count)
      }
      touch(overlapped: place)
    case .name(let name):
      var whole = named(name)
      whole.replaceSubrange(offset..<offset + bytes.count, with: bytes)
      assign(name, whole)
    }
    return true
  }

  /// The bytes of a variable that is known by its name alone.
  private func named(_ name: Int32) -> [UInt8] {
    switch objects.names.bound(name) {
    case .handle(let place): return CValue.bytes(Int64(bitPattern: objects.handles[place].handle.rawValue), 8)
    case .buffer(let buffer):
      let address = objects.c.space.address(of: buffer)
      return CValue.bytes(Int64(buffer.len), 4) + [0, 0, 0, 0] + CValue.bytes(Int64(bitPattern: address), 8)
    default: return [UInt8](repeating: CVariable.garbage, count: 16)
    }
  }

  /// Makes a variable that is known by its name alone hold other bytes.
  private func assign(_ name: Int32, _ bytes: [UInt8]) {
    switch objects.names.bound(name) {
    case .handle(let place):
      let raw = UInt64(bitPattern: CValue.number(Array(bytes[..<8]), signed: false))
      bindHandle(name, Handle(rawValue: raw), objects.handles[place].type)
    case .buffer(let buffer):
      let len = UInt32(truncatingIfNeeded: CValue.number(Array(bytes[..<4]), signed: false))
      let pointer = UInt64(bitPattern: CValue.number(Array(bytes[8..<16]), signed: false))
      if pointer == objects.c.space.address(of: buffer) {
        buffer.len = len
      } else {
        let window = window(to: pointer, len: len)
        (window.name, window.told) = (name, window.contents)
        objects.names.bind(name, .buffer(window))
      }
    default: break
    }
  }

  /// Binds a name to a handle that exists, or to a number that is none.
  func bindHandle(_ name: Int32, _ handle: Handle, _ type: ObjectType) {
    if let place = objects.handles.place(handle) { return objects.names.bind(name, .handle(place)) }
    objects.names.bind(
      name,
      .handle(objects.handles.add(HandleObject(handle: handle, type: type, isOpen: false, name: name))))
  }

  /// What a WSABUF, or a pointer and a length, describe.
  func window(to address: UInt64, len: UInt32) -> Buffer {
    if let native = current.native { return nativeWindow(native, address, len) }
    guard let (region, offset) = objects.c.space.find(address), case .memory(let buffer) = region.target else {
      return Buffer(wild: address, len: len, meter: memory.meter)
    }
    let window = Buffer(windowTo: buffer, at: offset, len: len)
    window.label = label(of: address)
    return window
  }

  /// The name of the WSABUF whose structure stands at an address; nil when that is none of a name's.
  func buffer(at address: UInt64) -> Int32? {
    if current.native != nil { return nil }
    guard let (region, offset) = objects.c.space.find(address), offset == 0, case .name(let name) = region.target,
      case .buffer = objects.names.bound(name)
    else { return nil }
    return name
  }

  /// The place of the WSAOVERLAPPED at an address; nil when there is none. One in memory of the script, such as a member
  /// of a structure, becomes known when it is asked for first.
  func overlapped(at address: UInt64) -> Int32? {
    if let native = current.native { return nativeOverlapped(native, at: address) }
    guard let (region, offset) = objects.c.space.find(address), offset % 8 == 0 else { return nil }
    switch region.target {
    case .overlapped(let place): return offset == 0 ? place : nil
    case .memory(let buffer):
      guard offset + 32 <= buffer.capacity else { return nil }
      let pointer = (buffer.memory + offset).assumingMemoryBound(to: WSAOVERLAPPED.self)
      if let place = objects.overlappeds.knows(pointer) { return place }
      return know(pointer, at: address, in: buffer)
    case .name: return nil
    }
  }

  /// Makes a WSAOVERLAPPED of memory of the script: a member of a structure by its path, other memory by its address.
  private func know(_ pointer: OverlappedPointer, at address: UInt64, in buffer: Buffer) -> Int32 {
    let type = CType.structure(CTypeTable.overlapped)
    var bytes = Array((label(of: address, as: type) ?? "memory").drop { $0 == "&" }.utf8)
    var name = objects.names.intern(bytes, 0..<bytes.count)
    if case .none = objects.names.bound(name) {
    } else {  // what is called so is no WSAOVERLAPPED
      bytes += Array(" as WSAOVERLAPPED".utf8)
      name = objects.names.intern(bytes, 0..<bytes.count)
    }
    let place = objects.overlappeds.add(name: name, at: pointer, in: buffer)
    objects.names.bind(name, .overlapped(place))
    return place
  }

  /// The address by which C knows a WSAOVERLAPPED that Winsock hands back.
  func address(of pointer: OverlappedPointer?) -> UInt64 {
    guard let pointer else { return 0 }
    let place = objects.overlappeds.place(pointer)
    if let number = objects.overlappeds[place].number { return number }
    guard let storage = objects.overlappeds[place].storage else {
      return objects.c.space.address(ofOverlapped: place)
    }
    return objects.c.space.address(of: storage) + UInt64(UnsafeMutableRawPointer(pointer) - storage.memory)
  }

  /// How C would write an address: `&o`, `data + 4`; nil for one where nothing stands. Of a structure and its first
  /// member the one is meant that has the type.
  func label(of address: UInt64, as type: CType? = nil) -> String? {
    if let native = current.native { return native.memory.labels[address] }
    guard let (region, offset) = objects.c.space.find(address) else { return nil }
    switch region.target {
    case .overlapped(let place): return offset == 0 ? "&" + objects.names.text(objects.overlappeds[place].name) : nil
    case .name(let name): return offset == 0 ? "&" + objects.names.text(name) : nil
    case .memory(let buffer): return label(of: buffer, offset, as: type)
    }
  }

  private func label(of buffer: Buffer, _ offset: Int, as type: CType?) -> String? {
    guard buffer.name >= 0 else { return buffer.label.map { offset == 0 ? $0 : "\($0) + \(offset)" } }
    let name = objects.names.text(buffer.name)
    guard case .variable(let variable) = objects.names.bound(buffer.name), variable.storage === buffer else {
      return offset == 0 ? name + ".buf" : "\(name).buf + \(offset)"
    }
    if let type, !type.isScalar, variable.type != type, let path = variable.type.path(to: offset, of: type) {
      return "&" + name + path
    }
    if let path = variable.type.path(to: offset), !path.isEmpty { return "&" + name + path }
    if case .array = variable.type { return offset == 0 ? name : "\(name) + \(offset)" }
    return offset == 0 ? "&" + name : nil
  }
}

extension CType {
  /// The members and elements by which one comes to what begins at `offset`; empty for the value itself.
  func path(to offset: Int) -> String? {
    switch self {
    case .structure(let structure):
      if offset == 0 { return "" }
      for member in structure.members where !member.isAlias {
        guard offset >= member.offset, offset < member.offset + member.type.size,
          let rest = member.type.path(to: offset - member.offset)
        else { continue }
        return (member.name.isEmpty ? "" : "." + member.name) + rest
      }
      return nil
    case .array(let element, let count):
      guard !element.isScalar || element.size > 1 else { return nil }
      if offset == 0 { return "" }
      let index = offset / max(element.size, 1)
      guard index < count, let rest = element.path(to: offset % max(element.size, 1)) else { return nil }
      return "[\(index)]" + rest
    default: return offset == 0 ? "" : nil
    }
  }

  /// The same for what begins there and has a type.
  func path(to offset: Int, of type: CType) -> String? {
    if offset == 0, self == type { return "" }
    switch self {
    case .structure(let structure):
      for member in structure.members where !member.isAlias {
        guard offset >= member.offset, offset < member.offset + member.type.size,
          let rest = member.type.path(to: offset - member.offset, of: type)
        else { continue }
        return (member.name.isEmpty ? "" : "." + member.name) + rest
      }
      return nil
    case .array(let element, let count):
      let (index, rest) = offset.quotientAndRemainder(dividingBy: max(element.size, 1))
      guard index < count, let path = element.path(to: rest, of: type) else { return nil }
      return "[\(index)]" + path
    default: return nil
    }
  }

  /// Whether it is a number, a pointer or a handle.
  var isScalar: Bool {
    switch self {
    case .integer, .pointer, .function: true
    default: false
    }
  }
}
