import Steps
import Winsock

/// DATA to send.
struct DataParameter: Parameter {
  var usage = "DATA"
  var label = "data"

  struct Argument {
    let buffer: Buffer
    let count: Int
    let range: Range<Int>
    /// The bytes as a call takes them.
    var native: WSABUF { WSABUF(len: UInt32(truncatingIfNeeded: count), buf: buffer.memory) }
  }

  var info: ParameterInfo {
    ParameterInfo(label: label, usage: usage, about: "\"text\", \"text\"*COUNT or hex:48656c6c6f", c: .data)
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Argument {
    guard let range = reader.take() else { throw reader.missing("DATA") }
    return try Self.data(reader, range)
  }

  /// The data at `range`, in memory that outlives the line if the call blocks.
  static func data(_ reader: ArgumentReader, _ range: Range<Int>) throws(UsageError) -> Argument {
    let session = reader.session
    if session.isProgramCalling, case .buffer(let buffer) = session.names.find(reader.line.bytes, range) {
      return Argument(buffer: buffer, count: Int(buffer.len), range: range)
    }
    session.scratch.removeAll(keepingCapacity: session.scratch.capacity <= 1 << 20)
    let count = try DataLiteral.readOnce(reader.line.bytes, range, into: &session.scratch)
    let buffer = try session.sendBuffer(count, at: range)
    buffer.fill(session.scratch, count: count)
    return Argument(buffer: buffer, count: count, range: range)
  }

  func describe(_ value: Argument, _ text: inout CText) {
    text.put(label, typed: value.range)
    text.put(label, ".len", number: value.count)
  }
}

/// A WSABUF by its name, or made on the fly out of a LENGTH or DATA with the next free name.
struct BufferParameter: Parameter {
  var usage = "LENGTH|BUF"
  var label = "buffer"

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: usage, about: "a WSABUF's name, or a LENGTH or DATA to make one of",
      completes: .names([.buffer]), c: .memory)
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Buffer {
    guard let range = reader.take() else { throw reader.missing("a WSABUF or a LENGTH") }
    return try Self.buffer(reader, range)
  }

  static func buffer(_ reader: ArgumentReader, _ range: Range<Int>) throws(UsageError) -> Buffer {
    let bytes = reader.line.bytes
    if Integer.isLike(bytes, range) {
      let buffer = try reader.session.makeBuffer(size: length(reader, range), at: range)
      buffer.isImplicit = true
      try reader.session.nameMade(.buffer(buffer), "b")
      return buffer
    }
    if DataLiteral.isLike(bytes, range) {
      var data: [UInt8] = []
      try DataLiteral.read(bytes, range, into: &data)
      let buffer = try reader.session.makeBuffer(size: data.count, at: range)
      buffer.fill(data)
      buffer.isImplicit = true
      try reader.session.nameMade(.buffer(buffer), "b")
      return buffer
    }
    switch reader.session.names.find(bytes, range) {
    case .buffer(let buffer): return buffer
    case .none:
      let near = Spelling.suggestion(ByteText.string(bytes, range), reader.session.liveNames([.buffer]))
      throw UsageError("there is no \(ByteText.quoted(bytes, range))\(near)", at: range, hint: reader.command.usage)
    default: throw reader.wrong(range, "is not a WSABUF")
    }
  }

  /// A length in bytes that a WSABUF can have here.
  static func length(_ reader: ArgumentReader, _ range: Range<Int>) throws(UsageError) -> Int {
    let value = try NumberParameter.number(reader, range)
    guard value >= 0, value <= Int64(DataLiteral.maximum) else {
      throw reader.wrong(range, "is no length", hint: "a length is from 0 to \(DataLiteral.maximum) bytes")
    }
    return Int(value)
  }

  func describe(_ value: Buffer, _ text: inout CText) {
    let name = text.session.names.text(value.name)
    text.put(label, name + ".buf")
    text.put(label, ".len", number: Int(value.len))
    text.put("&" + label, "&" + name)
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

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> [Buffer] {
    guard let range = reader.take() else { throw reader.missing("a WSABUF") }
    var list: [Buffer] = []
    try Lexer.forEachPart(reader.line.bytes, range) { (part) throws(UsageError) in
      guard list.count < Self.maximum else {
        throw reader.wrong(part, "is one too many: \(Self.maximum) WSABUFs are the most")
      }
      list.append(try BufferParameter.buffer(reader, part))
    }
    return list
  }

  func describe(_ value: [Buffer], _ text: inout CText) {
    let names = value.prefix(8).map { text.session.names.text($0.name) }
    text.put(
      "buffers",
      value.count == 1 ? "&" + names[0] : "{" + names.joined(separator: ", ") + (value.count > 8 ? ", …}" : "}"))
    text.put("buffers.count", String(value.count))
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
