import Language
import Steps
import Winsock

/// DATA to send.
final class DataParameter: Parameter {
  let usage: String
  let label: String
  private let lengthLabel: String

  init(usage: String = "DATA", label: String = "data") {
    (self.usage, self.label, lengthLabel) = (usage, label, label + ".len")
  }

  /// DATA, by its place in the line or by the memory that holds it.
  enum Value {
    case literal(Range<Int>)
    /// The WSABUF of a name's place.
    case memory(Int32)
    /// Memory of C, by its address and length.
    case address(UInt64, UInt32)
    /// A text with another length than it has: C sends what stands behind it in memory, too.
    case text(Range<Int>, UInt32)
  }

  struct Argument {
    let buffer: Buffer
    let count: Int
    /// Where it was typed; empty when nobody did.
    let range: Range<Int>
    /// The bytes as a call takes them.
    var native: WSABUF { buffer.native(count) }
  }

  var info: ParameterInfo {
    ParameterInfo(label: label, usage: usage, about: "\"text\", \"text\"*COUNT or hex:48656c6c6f")
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    guard let range = words.take() else { throw words.missing("DATA") }
    // What is no DATA at all is said before what comes after it; the bytes are read when the call is made.
    if !DataLiteral.isLike(words.scope.bytes, range) {
      var nothing: [UInt8] = []
      try DataLiteral.read(words.scope.bytes, range, into: &nothing)
    }
    return .literal(range)
  }

  /// As many bytes from the pointer on as the length says.
  func read(_ c: CReader) throws(UsageError) -> Value {
    let operand = try c.required(label, "DATA")
    let length = try c.number(lengthLabel)?.number
    guard !operand.isValue, DataLiteral.isLike(c.bytes, operand.range) else {
      if let memory = try c.memory(label, length: lengthLabel) {
        return .address(memory.address, UInt32(truncatingIfNeeded: memory.count))
      }
      return .literal(operand.range)
    }
    guard let length else { return .literal(operand.range) }
    var data: [UInt8] = []
    if case .text = operand.kind {
      data = try CTextLiteral.bytes(c.bytes, operand.range)
    } else {
      try DataLiteral.read(c.bytes, operand.range, into: &data)
    }
    var plain: [UInt8] = []
    let isPlain = (try? DataLiteral.read(c.bytes, operand.range, into: &plain)) != nil && plain == data
    return Int64(data.count) == length && isPlain
      ? .literal(operand.range) : .text(operand.range, UInt32(truncatingIfNeeded: length))
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> Argument {
    switch value {
    case .literal(let range): return try Self.data(call, range)
    case .memory(let name):
      let buffer = try BufferParameter.named(name, 0..<0, call)
      return Argument(buffer: buffer, count: Int(buffer.len), range: 0..<0)
    case .address(let address, let count):
      let buffer = call.session.window(to: address, len: count)
      return Argument(buffer: buffer, count: Int(count), range: 0..<0)
    case .text(let range, let count):
      let data = try CTextLiteral.bytes(call.bytes, range)
      let buffer = try call.session.storage(data.count + 1, at: range)
      buffer.fill(data + [0])
      buffer.len = count
      return Argument(buffer: buffer, count: Int(count), range: range)
    }
  }

  /// The data at `range`, in memory that outlives the line if the call blocks.
  static func data(_ call: Call, _ range: Range<Int>) throws(UsageError) -> Argument {
    let session = call.session
    session.memory.scratch.removeAll(keepingCapacity: session.memory.scratch.capacity <= 1 << 20)
    let count = try DataLiteral.readOnce(call.bytes, range, into: &session.memory.scratch)
    let buffer = try session.sendBuffer(count, at: range)
    buffer.fill(session.memory.scratch, count: count)
    return Argument(buffer: buffer, count: count, range: range)
  }

  func describe(_ value: Argument, _ text: inout CText) {
    if value.range.isEmpty {
      text.put(label, value.buffer.name >= 0 ? text.name(value.buffer.name) : text.name(of: value.buffer))
    } else {
      text.put(label, typed: value.range)
    }
    text.put(lengthLabel, number: value.count)
  }

  func write(_ value: Value, _ text: inout ShortText) {
    switch value {
    case .literal(let range): text.put(text.typed(range))
    case .memory(let name): text.put(text.session.objects.names.text(name))
    case .address(_, let count): text.put("\"\"*\(count)")
    case .text(let range, _): text.put(text.typed(range))
    }
  }
}
