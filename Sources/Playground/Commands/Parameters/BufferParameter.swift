import Language
import Steps
import Winsock

/// A WSABUF by its name, or made on the fly out of a LENGTH or DATA with the next free name.
final class BufferParameter: Parameter {
  let usage: String
  let label: String
  private let lengthLabel: String
  private let addressLabel: String

  init(usage: String = "LENGTH|BUF", label: String = "buffer") {
    (self.usage, self.label, lengthLabel, addressLabel) = (usage, label, label + ".len", "&" + label)
  }

  /// What a line says of a WSABUF, and where.
  struct Value {
    enum Kind {
      /// The WSABUF of a name's place.
      case name(Int32)
      /// One that is made, of so many zero bytes.
      case length(Int)
      /// One that is made, of DATA.
      case data
      /// Memory of C, by its address.
      case memory(UInt64, len: UInt32)
    }

    let kind: Kind
    /// Where it was typed; empty when nobody did.
    var range = 0..<0

    init(_ kind: Kind, _ range: Range<Int> = 0..<0) { (self.kind, self.range) = (kind, range) }
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: usage, about: "a WSABUF's name, or a LENGTH or DATA to make one of",
      completes: .names([.buffer]))
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    guard let range = words.take() else { throw words.missing("a WSABUF or a LENGTH") }
    return try Self.value(words.scope, range)
  }

  /// Memory by the name of its WSABUF, all of it; memory that is not declared is made, as long as its length says.
  func read(_ c: CReader) throws(UsageError) -> Value {
    if let memory = try c.memory(label, length: lengthLabel) {
      return Self.memory(memory.address, memory.count, c.session)
    }
    let operand = try c.required(label, "a WSABUF or a LENGTH")
    guard let companion = c.first(lengthLabel), let length = companion.number(c.bytes) else {
      return try Self.value(c.scope, operand.range)
    }
    switch c.scope.session.objects.names.find(c.bytes, operand.range) {
    case .buffer(let buffer) where Int64(buffer.len) != length:
      throw UsageError(
        "the len of \(ByteText.quoted(c.bytes, operand.range)) is \(buffer.len), and all of it is given here",
        at: companion.range)
    case .none where !Integer.isLike(c.bytes, operand.range): return try Self.value(c.scope, companion.range)
    default: return try Self.value(c.scope, operand.range)
    }
  }

  /// Memory of C: a WSABUF's own, when it is all of it.
  static func memory(_ address: UInt64, _ count: Int64, _ session: Session) -> Value {
    // An int below zero is a large length to Winsock.
    let len = UInt32(truncatingIfNeeded: count)
    if session.current.native == nil, let (region, offset) = session.objects.c.space.find(address), offset == 0,
      case .memory(let buffer) = region.target,
      buffer.name >= 0, case .buffer(let named) = session.objects.names.bound(buffer.name), named === buffer,
      buffer.len == len
    {
      return Value(.name(buffer.name))
    }
    return Value(.memory(address, len: len))
  }

  /// What stands at `range`.
  static func value(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> Value {
    if Integer.isLike(scope.bytes, range) { return Value(.length(try length(scope, range)), range) }
    if DataLiteral.isLike(scope.bytes, range) { return Value(.data, range) }
    guard let place = scope.session.objects.names.place(scope.bytes, range) else {
      throw scope.unknown(range, [.buffer])
    }
    switch scope.session.objects.names.bound(place) {
    case .buffer: return Value(.name(place), range)
    case .none: throw scope.unknown(range, [.buffer])
    default: throw scope.wrong(range, "is not a WSABUF")
    }
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> Buffer { try Self.buffer(value, call) }

  /// The WSABUF that is meant, made if need be.
  static func buffer(_ value: Value, _ call: Call) throws(UsageError) -> Buffer {
    let made: Buffer
    switch value.kind {
    case .name(let place): return try named(place, value.range, call)
    case .length(let size): made = try call.session.makeBuffer(size: size, at: value.range)
    case .memory(let address, let len): return call.session.window(to: address, len: len)
    case .data:
      var data: [UInt8] = []
      try DataLiteral.read(call.bytes, value.range, into: &data)
      made = try call.session.makeBuffer(size: data.count, at: value.range)
      made.fill(data)
    }
    made.isImplicit = true
    try call.session.nameMade(.buffer(made), "b")
    return made
  }

  /// The WSABUF of a name.
  static func named(_ place: Int32, _ range: Range<Int>, _ call: Call) throws(UsageError) -> Buffer {
    if case .buffer(let buffer) = call.session.objects.names.bound(place) { return buffer }
    throw UsageError("\"\(call.session.objects.names.text(place))\" is not a WSABUF", at: range)
  }

  /// A length in bytes that a WSABUF can have here.
  static func length(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> Int {
    let value = try NumberParameter.number(scope, range)
    guard value >= 0, value <= Int64(DataLiteral.maximum) else {
      throw scope.wrong(range, "is not a valid length", hint: "a length is from 0 to \(DataLiteral.maximum) bytes")
    }
    return Int(value)
  }

  func describe(_ value: Buffer, _ text: inout CText) {
    let name = text.name(of: value)
    text.put(label, value.name >= 0 ? name + ".buf" : name)
    text.put(lengthLabel, number: Int(value.len))
    text.put(addressLabel, "&" + name)
  }

  func write(_ value: Value, _ text: inout ShortText) { text.put(Self.word(value, text)) }

  /// The word of a WSABUF.
  static func word(_ value: Value, _ text: ShortText) -> String {
    if !value.range.isEmpty { return text.typed(value.range) }
    switch value.kind {
    case .name(let place): return text.session.objects.names.text(place)
    case .length(let size): return String(size)
    case .data: return "\"\""
    case .memory(_, let len): return String(len)
    }
  }
}

/// WSABUFs with commas between.
struct BufferListParameter: Parameter {
  static let maximum = 1024

  var info: ParameterInfo {
    ParameterInfo(
      label: "buffers", usage: "BUF,…", about: "WSABUFs by name, or a LENGTH or DATA to make one of",
      completes: .nameList([.buffer]))
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> [BufferParameter.Value] {
    guard let range = words.take() else { throw words.missing("a WSABUF") }
    var list: [BufferParameter.Value] = []
    try Lexer.forEachPart(words.scope.bytes, range) { (part) throws(UsageError) in
      try add(part, to: &list, words.scope)
    }
    return list
  }

  func read(_ c: CReader) throws(UsageError) -> [BufferParameter.Value] {
    if let list = try cList(c) { return list }
    var list: [BufferParameter.Value] = []
    for element in try c.required("buffers", "a WSABUF").elements {
      try add(element.operand(c.bytes).range, to: &list, c.scope)
    }
    return list
  }

  /// As many WSABUFs as the count says, from the one on that the pointer points to; nil when the argument is none of C.
  private func cList(_ c: CReader) throws(UsageError) -> [BufferParameter.Value]? {
    guard let argument = c.first("buffers"), let value = try c.value(argument) else { return nil }
    guard value.number != 0 else {
      // Nothing at all is no buffer; something that is nowhere cannot be read.
      c.c.fault = try c.number("buffers.count")?.number == 0 ? .WSAEINVAL : .WSAEFAULT
      return []
    }
    guard value.type.element != nil, let given = try c.number("buffers.count")?.number else { return nil }
    let count = CInteger.int.cut(given)
    guard count > 0, count <= Int64(Self.maximum) else {
      // No buffer at all, and more than there can be: winsock2's WSARecv and WSASend give WSAEINVAL for none.
      c.c.fault = count == 0 ? .WSAEINVAL : .WSAEFAULT
      return []
    }
    return Self.list(at: value.address, Int(count), c, typed: count == 1 ? argument.operand(c.bytes).range : 0..<0)
  }

  /// So many WSABUF structures of C, one behind the other; none when they lead nowhere, and the call fails then.
  static func list(at start: UInt64, _ count: Int, _ c: CReader, typed: Range<Int> = 0..<0) -> [BufferParameter.Value] {
    var list: [BufferParameter.Value] = []
    for i in 0..<UInt64(count) {
      let address = start &+ i * 16
      if let named = c.session.buffer(at: address) {
        c.watchBuffer(named)
        list.append(BufferParameter.Value(.name(named), typed))
        continue
      }
      guard let bytes = c.session.load(address, 16) else {
        c.c.fault = .WSAEFAULT
        return []
      }
      let len = CValue.number(Array(bytes[..<4]), signed: false)
      let pointer = UInt64(bitPattern: CValue.number(Array(bytes[8...]), signed: false))
      list.append(BufferParameter.memory(pointer, len, c.session))
    }
    return list
  }

  private func add(_ part: Range<Int>, to list: inout [BufferParameter.Value], _ scope: Scope) throws(UsageError) {
    guard list.count < Self.maximum else {
      throw scope.wrong(part, "is one too many: \(Self.maximum) WSABUFs are the most")
    }
    list.append(try BufferParameter.value(scope, part))
  }

  func resolve(_ value: [BufferParameter.Value], _ call: Call) throws(UsageError) -> [Buffer] {
    var list: [Buffer] = []
    list.reserveCapacity(value.count)
    for one in value { list.append(try BufferParameter.buffer(one, call)) }
    return list
  }

  func describe(_ value: [Buffer], _ text: inout CText) {
    let names = value.prefix(8).map { text.name(of: $0) }
    text.put(
      "buffers",
      value.count == 1 ? "&" + names[0] : "{" + names.joined(separator: ", ") + (value.count > 8 ? ", …}" : "}"))
    text.put("buffers.count", String(value.count))
  }

  func write(_ value: [BufferParameter.Value], _ text: inout ShortText) {
    text.put(value.map { BufferParameter.word($0, text) }.joined(separator: ","))
  }
}

extension [Buffer] {
  /// Calls `body` with the structures, for the time of the call only: Winsock copies them.
  func withNative<Result>(_ body: (UnsafeBufferPointer<WSABUF>) -> Result) -> Result {
    if count == 1 {
      var one = self[0].native
      return withUnsafePointer(to: &one) { body(UnsafeBufferPointer(start: $0, count: 1)) }
    }
    return map(\.native).withUnsafeBufferPointer(body)
  }
}
