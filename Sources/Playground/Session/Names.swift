import Language
import LinuxSockets
import Steps
import Winsock

extension Session {
  private static let reserved: [StaticString] = ["NULL", "INVALID_SOCKET", "INVALID_HANDLE_VALUE"]
  private static let maximumLength = 200

  /// Checks that `range` can be a name.
  func checkedName(_ bytes: [UInt8], _ range: Range<Int>) throws(UsageError) -> Range<Int> {
    guard ByteText.isName(bytes, range) else {
      throw UsageError(
        "\(ByteText.quoted(bytes, range)) is not a name", at: range,
        hint: "a name is a letter, then letters, digits and _")
    }
    guard range.count <= Self.maximumLength else {
      throw UsageError("a name has \(Self.maximumLength) letters at most", at: range)
    }
    for word in Self.reserved where ByteText.equalsExactly(bytes, range, word) {
      throw UsageError("\(word) cannot be a name", at: range)
    }
    guard objects.names.count < NameTable.maximum else { throw tooMany(at: range) }
    return range
  }

  private func tooMany(at range: Range<Int>?) -> UsageError {
    UsageError("this session has \(NameTable.maximum) names: no more can be made", at: range)
  }

  /// Bounds what calls that make handles can make: a script cannot exhaust the machine.
  func checkHandles() throws(UsageError) {
    guard objects.names.count < NameTable.maximum, objects.handles.objects.count < 4 * NameTable.maximum else {
      throw tooMany(at: nil)
    }
  }

  /// The place of a name, made when it is new.
  func newName(_ bytes: [UInt8], _ range: Range<Int>) throws(UsageError) -> Int32 {
    objects.names.intern(bytes, try checkedName(bytes, range))
  }

  /// The place of the name that a declaration gives, or of the first free one.
  func declaredName(_ given: ResultName?, _ letter: Unicode.Scalar) throws(UsageError) -> Int32 {
    if let given { return try newName(given.bytes, given.range) }
    guard objects.names.count < NameTable.maximum else { throw tooMany(at: nil) }
    return objects.names.automatic(UInt8(ascii: letter))
  }

  /// Names what was made on the fly among a line's arguments: by the first free name.
  func nameMade(_ bound: Bound, _ letter: Unicode.Scalar) throws(UsageError) {
    guard objects.names.count < NameTable.maximum else { throw tooMany(at: nil) }
    let name = objects.names.automatic(UInt8(ascii: letter))
    if case .buffer(let buffer) = bound { buffer.name = name }
    bindMade(name, bound)
  }

  /// Binds a name that a line's arguments made; it is taken back when the line turns out wrong.
  func bindMade(_ name: Int32, _ bound: Bound) {
    objects.names.bind(name, bound)
    current.call.made.append(name)
  }

  /// Memory for a WSABUF.
  func makeBuffer(size: Int, len: UInt32? = nil, at range: Range<Int>) throws(UsageError) -> Buffer {
    guard memory.meter.bytes + max(size, Int(len ?? 0)) <= MemoryMeter.maximum else {
      throw UsageError(
        "the WSABUFs of this session hold 1 GiB: no more can be made", at: range, hint: "free NAME gives memory back")
    }
    return Buffer(size: size, len: len ?? UInt32(truncatingIfNeeded: size), meter: memory.meter)
  }

  /// Memory for DATA to send: the same again and again, unless an operation still holds it.
  func sendBuffer(_ count: Int, at range: Range<Int>) throws(UsageError) -> Buffer {
    if count <= 1 << 16, let buffer = memory.send {
      memory.send = nil
      var buffer = buffer
      let isFree = isKnownUniquelyReferenced(&buffer)
      memory.send = buffer
      if isFree { return buffer }
    }
    let buffer = try makeBuffer(size: max(count, count <= 1 << 16 ? 1 << 16 : 0), at: range)
    if count <= 1 << 16 { memory.send = buffer }
    return buffer
  }

  /// The family of the socket that a handle is; inet for anything else.
  func family(_ handle: Handle) -> SocketAddress.Family {
    objects.handles.place(handle).map { objects.handles[$0].family } ?? .inet
  }

  /// Names bound to objects of these types, in the order in which they were given; of all types when none is said.
  func liveNames(_ types: [ObjectType]) -> [String] {
    var list: [String] = []
    objects.names.forEachBound { name, bound in
      guard program(owning: bound) == nil, let type = type(bound), types.isEmpty || types.contains(type), isLive(bound)
      else { return }
      list.append(name)
    }
    return list
  }

  /// The program that an object belongs to; nil for what a line made.
  func program(owning bound: Bound) -> Program? {
    switch bound {
    case .none, .program, .variable: nil
    case .handle(let place): objects.handles[place].program
    case .buffer(let buffer): buffer.program
    case .overlapped(let place): objects.overlappeds[place].program
    case .routine(let place): objects.routines[Int(place)].program
    }
  }

  private func isLive(_ bound: Bound) -> Bool {
    if case .handle(let place) = bound { return objects.handles[place].isOpen }
    return true
  }

  func type(_ bound: Bound) -> ObjectType? {
    switch bound {
    case .none: return nil
    case .handle(let place): return objects.handles[place].type
    case .buffer: return .buffer
    case .overlapped: return .overlapped
    case .routine: return .routine
    case .program: return .program
    case .variable: return .variable
    }
  }
}
