import Language
import LinuxSockets
import Steps
import Winsock

/// Hands the arguments of a call as C writes it to the parameters of its command.
///
/// An argument of C has the value that C gives it. What is none of C, such as an address in its text or a socket that
/// stands for the address it is bound to, is read as a word of the short form.
struct CReader {
  let scope: Scope
  /// The parameters in the order of the arguments.
  let shape: [CSlot]
  let arguments: [CExpression]
  /// Where the line's text ends.
  let end: Int
  /// What the parameters have no value for.
  let c: CCall
  let thread: ThreadID

  var bytes: [UInt8] { scope.bytes }
  var session: Session { scope.session }

  private var evaluator: CEvaluator {
    var evaluator = CEvaluator(session: session, thread: thread, bytes: bytes)
    evaluator.made = c.earlier
    return evaluator
  }

  private func place(_ label: String) -> Int? { shape.firstIndex { $0.label == label } }

  /// The arguments that belong to a parameter, in their order.
  func all(_ label: String) -> [CExpression] {
    var list: [CExpression] = []
    for (i, own) in shape.enumerated() where own.label == label { list.append(arguments[i]) }
    return list
  }

  /// The first argument that belongs to a parameter; nil when there is none.
  func first(_ label: String) -> CExpression? { place(label).map { arguments[$0] } }

  /// The same of a parameter that may be left out: NULL, and the address of a variable that the playground does not have,
  /// are as if nothing had been given.
  func given(_ label: String) -> CExpression? {
    guard let argument = first(label) else { return nil }
    let operand = argument.operand(bytes)
    if operand.isNull(bytes) || argument.isAddress && !Integer.isLike(bytes, operand.range) { return nil }
    return operand
  }

  /// The argument of a parameter with a key, whose NULL is as if it had not been given.
  func keyed(_ label: String) -> CExpression? {
    guard let operand = first(label)?.operand(bytes), !operand.isNull(bytes) else { return nil }
    return operand
  }

  /// What is meant by the argument of a parameter that cannot be left out.
  func required(_ label: String, _ about: String) throws(UsageError) -> CExpression {
    guard let argument = first(label) else { throw missing(about) }
    return argument.operand(bytes)
  }

  /// An argument that has to be there is not.
  func missing(_ what: String) -> UsageError {
    UsageError("\(what) is missing", at: end..<end, hint: scope.command.usage)
  }

  // MARK: - Values of C

  /// The value of an argument; nil when it is none of C.
  func value(_ label: String) throws(UsageError) -> CValue? {
    guard let place = place(label) else { return nil }
    return try value(arguments[place])
  }

  /// The value of an expression; nil when it is none of C.
  func value(_ argument: CExpression) throws(UsageError) -> CValue? {
    isC(argument) ? try evaluator.value(argument) : nil
  }

  /// The number of an argument, or that which it points to where its slot says so; nil when it is none of C, and when it
  /// points nowhere: the call fails then.
  func number(_ label: String) throws(UsageError) -> CValue? {
    guard let i = place(label), let value = try value(arguments[i]) else { return nil }
    guard shape[i].isPointer else { return value }
    // A number where C wants a pointer to one stands for what it would point to.
    if case .integer = value.type, value.number != 0 { return value }
    guard let target = try target(arguments[i], value, shape[i]) else { return nil }
    guard let bytes = session.load(target.address, target.type.isScalar ? target.type.size : 4) else {
      c.fault = .WSAEFAULT
      return nil
    }
    if bytes.count > 1 { watch(bytes, arguments[i]) }
    return CValue(target.type, CValue.number(bytes, signed: false))
  }

  /// Warns of memory that the call reads and that nobody has initialised.
  private func watch(_ read: [UInt8], _ argument: CExpression) {
    guard read.allSatisfy({ $0 == CVariable.garbage }) else { return }
    session.watchGarbage(ByteText.string(bytes, argument.operand(bytes).range))
  }

  /// Whether an argument points to its value.
  func isPointer(_ label: String) -> Bool { place(label).map { shape[$0].isPointer } ?? false }

  /// What a pointer points to; nil for NULL.
  private func target(_ argument: CExpression, _ value: CValue, _ slot: CSlot) throws(UsageError) -> CPlace? {
    if value.number == 0 {
      if slot.null == .fault || slot.null == .faultAlone && isSynchronous { c.fault = .WSAEFAULT }
      return nil
    }
    switch value.type {
    case .pointer(let element): return CPlace(type: element, address: value.address)
    case .integer: return CPlace(type: CTypeTable.dword, address: value.address)
    default: throw UsageError("this is no pointer", at: argument.range, hint: "&NAME points to a variable")
    }
  }

  private var isSynchronous: Bool {
    guard let i = place("overlapped") else { return true }
    return arguments[i].isNull(bytes) || ByteText.equals(bytes, arguments[i].withoutCasts.range, "0")
  }

  /// Notes what the call writes through, and checks the pointers: a variable that was never declared stands for memory
  /// that is there.
  func noteOutputs() throws(UsageError) {
    for (i, slot) in shape.enumerated() where slot.isWritten {
      let argument = arguments[i]
      guard isC(argument) else { continue }
      let value = try evaluator.value(argument)
      if slot.isPointer, case .integer = value.type, value.number != 0 { continue }
      guard let target = try target(argument, value, slot) else { continue }
      guard session.isMemory(target.address) else {
        c.fault = .WSAEFAULT
        continue
      }
      c.outputs.append(CCall.Output(label: slot.label, place: target))
    }
    try checkLength()
  }

  /// An address needs room: sizeof(SOCKADDR_IN) at least. Source: MS docs, accept, getsockname, recvfrom (WSAEFAULT).
  private func checkLength() throws(UsageError) {
    guard c.outputs.contains(where: { $0.label == "address" }),
      let slot = c.outputs.first(where: { $0.label == "length" }), let bytes = session.load(slot.place.address, 4)
    else { return }
    if CValue.number(bytes, signed: true) < 16 { c.fault = .WSAEFAULT }
  }

  /// The same of a WSABUF by its name.
  func watchBuffer(_ name: Int32) {
    guard case .buffer(let buffer) = session.objects.names.bound(name), buffer.len == 0xcccc_cccc else { return }
    session.watchGarbage(session.objects.names.text(name))
  }

  /// Whether an argument is an expression of C whose names are all known: a WSABUF by its name, or a socket, stands for
  /// something else here where C would want a pointer.
  func isC(_ expression: CExpression) -> Bool {
    switch expression.kind {
    case .word, .tagged, .noted, .list: return false
    case .number: return true
    case .name: return isKnown(expression.range)
    case .binary(.multiply, let text, _): if case .text = text.kind { return false }
    case .address(let inner):
      if case .number = inner.withoutCasts.kind { return false }
      if case .name = inner.withoutCasts.kind { return isVariable(inner.withoutCasts.range) }
    case .call where c.earlier.contains(where: { $0.range == expression.range }): return true
    case .call(let name, _):
      guard CEvaluator.isHelper(ByteText.string(bytes, name)) else { return false }
    case .sizeOf(let inner): return isC(inner) || isType(inner)
    case .sizeOfType: return true
    default: break
    }
    return expression.parts.allSatisfy(isC)
  }

  /// Whether a name is that of a variable or an object.
  func isVariable(_ range: Range<Int>) -> Bool {
    switch session.objects.names.find(bytes, range) {
    case .none: CConstants.guids.contains { $0.name == ByteText.string(bytes, range) }
    case .routine, .program: false
    default: true
    }
  }

  private func isType(_ expression: CExpression) -> Bool {
    if case .text = expression.kind { return true }
    return session.objects.c.types.isType(ByteText.string(bytes, expression.range))
  }

  private func isKnown(_ range: Range<Int>) -> Bool {
    switch session.objects.names.find(bytes, range) {
    case .none:
      let word = ByteText.string(bytes, range)
      return CConstants.value(word) != nil || session.objects.c.defines[word] != nil
        || CConstants.guids.contains { $0.name == word }
    case .program: return false
    default: return true
    }
  }

  // MARK: - Memory

  /// The bytes that a pointer and a length describe; nil when the pointer is none of C, or leads nowhere.
  func bytes(at label: String, length: String) throws(UsageError) -> [UInt8]? {
    guard let argument = first(label), let value = try value(argument), value.number != 0,
      let count = try number(length)?.number, count >= 0, count <= 4096
    else { return nil }
    return session.load(value.address, Int(count))
  }

  /// The memory that a pointer and a length describe; nil when the pointer is none of C.
  func memory(_ label: String, length: String) throws(UsageError) -> (address: UInt64, count: Int64)? {
    guard let argument = first(label), let value = try value(argument), value.type.element != nil || value.number == 0
    else { return nil }
    if place(length) == nil {
      // A call that is not told how much there is gets all of it.
      let window = session.window(to: value.address, len: 0)
      if window.wild != nil { c.fault = .WSAEFAULT }
      return (value.address, Int64(window.size))
    }
    guard let count = try number(length)?.number else { return nil }
    return (value.address, CInteger.int.cut(count))
  }

  /// The socket address that a pointer and a length describe; nil when the pointer is none of C, or points to something
  /// else than an address.
  func socketAddress(_ label: String) throws(UsageError) -> SocketAddress? {
    guard let argument = first(label), let value = try value(argument) else { return nil }
    if case .text = argument.kind { return nil }
    if value.number == 0 {
      c.fault = .WSAEFAULT
      return SocketAddress.none
    }
    guard case .pointer(let type) = value.type, type != CTypeTable.socket, addressed(argument) != CTypeTable.socket
    else {
      return nil
    }
    let length = try number("length")?.number ?? 16
    guard length >= 16, let bytes = session.load(value.address, Int(min(length, 28))) ?? session.load(value.address, 16)
    else {
      c.fault = .WSAEFAULT
      return SocketAddress.none
    }
    watch(bytes, argument)
    let address = bytes.withUnsafeBytes { SockaddrBytes.decode($0) }
    guard address.family != .unspecified else {
      // A family that is not the socket's: see bind and connect.
      c.fault = bytes[0] == 23 ? .WSAEFAULT : .WSAEAFNOSUPPORT
      return SocketAddress.none
    }
    return address
  }

  /// The type of what an argument is the address of, whatever it is cast to.
  private func addressed(_ argument: CExpression) -> CType? {
    guard case .address(let inner) = argument.withoutCasts.kind else {
      return (try? evaluator.value(argument.withoutCasts))?.type
    }
    return (try? evaluator.place(inner))?.type
  }
}

extension CInteger {
  /// `int`.
  static let int = {
    if case .integer(let integer) = CTypeTable.int { return integer }
    fatalError("int is an integer")
  }()
}

// Arrays of handles, and sets of sockets.
extension CReader {
  /// The handles of an array, as many as its count says, or those of an fd_set; nil when the argument is none of C.
  func handles(_ label: String, isSet: Bool) throws(UsageError) -> (handles: [NamedHandle], isNull: Bool)? {
    guard let argument = first(label), let value = try value(argument), value.type.element != nil || value.number == 0
    else { return nil }
    if value.number == 0 {
      // How many there are is looked at first.
      if !isSet, let count = try number(label + ".count")?.number, count > 0, count <= 64 { c.fault = .WSAEFAULT }
      return ([], isSet)
    }
    // `&e` of an event, and `&s` of a socket that stands for a set of one, are words of the playground's as well.
    if isSet, value.type.element != .structure(CTypeTable.fdSet) { return nil }
    let start = isSet ? value.address &+ 8 : value.address
    let count: Int64
    if isSet {
      guard let head = session.load(value.address, 4) else { return fault() }
      count = min(CValue.number(head, signed: false), 64)
    } else {
      guard let given = try number(label + ".count")?.number else { return nil }
      count = CInteger.int.cut(given)
    }
    guard count >= 0, count <= Int64(HandleListParameter.maximum) else { return nil }
    var list: [NamedHandle] = []
    for i in 0..<UInt64(count) {
      guard let raw = session.load(start &+ i * 8, 8) else {
        // Past the array stands what is no handle; a wait refuses more than it takes before it looks.
        guard count > 64 else {
          c.fault = .WSA_INVALID_HANDLE
          return (list, false)
        }
        list += repeatElement(list.last ?? NamedHandle(name: "?", handle: .null), count: Int(count) - list.count)
        break
      }
      let handle = Handle(rawValue: UInt64(bitPattern: CValue.number(raw, signed: false)))
      list.append(NamedHandle(name: session.name(handle) ?? session.handle(handle.rawValue, "HANDLE"), handle: handle))
    }
    return (list, false)
  }

  private func fault() -> ([NamedHandle], Bool) {
    c.fault = .WSAEFAULT
    return ([], false)
  }
}

// Texts and times.
extension CReader {
  /// The text that an argument points to, where it is one of C and no literal; NULL is the word itself.
  func string(_ label: String) throws(UsageError) -> (text: String, range: Range<Int>)? {
    guard let argument = first(label) else { return nil }
    if case .text = argument.withoutCasts.kind {
      let range = argument.withoutCasts.range
      return (String(decoding: try CTextLiteral.bytes(bytes, range), as: UTF8.self), range)
    }
    guard let value = try value(argument), value.number != 0, value.type.element != nil else { return nil }
    let text = try CEvaluator(session: session, thread: thread, bytes: bytes).string(value, argument)
    return (String(decoding: text, as: UTF8.self), argument.range)
  }

  /// The milliseconds of a TIMEVAL that an argument points to; INFINITE for NULL. Nil when it points to no such.
  func timeval(_ label: String) throws(UsageError) -> Int64? {
    guard let i = shape.firstIndex(where: { $0.label == label }), shape[i].isPointer else { return nil }
    let argument = arguments[i]
    guard let value = try value(argument) else { return nil }
    if argument.isNull(bytes) { return Int64(INFINITE) }
    guard value.type == .pointer(.structure(CTypeTable.timeval)), let memory = session.load(value.address, 8) else {
      return nil
    }
    let seconds = CValue.number(Array(memory[..<4]), signed: true)
    let microseconds = CValue.number(Array(memory[4...]), signed: true)
    // Source: MS docs, select (WSAEINVAL: the time-out value is not valid).
    if seconds < 0 || microseconds < 0 { c.fault = .WSAEINVAL }
    // Part of a millisecond is waited as a whole one.
    return max(0, seconds) * 1000 + (max(0, microseconds) + 999) / 1000
  }
}
