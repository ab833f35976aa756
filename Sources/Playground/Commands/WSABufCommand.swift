import Language
import Steps
import Winsock

extension Command {
  static let wsabuf = CommandOf(
    "wsabuf", topic: .memory, summary: "Declares a WSABUF over memory of its own: zero bytes, or DATA's.",
    tasks: ["memory", "buffer"], makes: .buffer, ContentsParameter(),
    NumberParameter(
      "len=N", "what its len says, the memory's size when left out", label: "len", key: "len", absent: (-1, ""))
  ) { call, contents, len throws(UsageError) in
    let size = contents.data?.count ?? contents.size
    guard !len.wasGiven || (len.value >= 0 && len.value <= Int64(DataLiteral.maximum)) else {
      throw UsageError("that is not a valid length: 0 to \(DataLiteral.maximum) bytes", at: len.range)
    }
    let buffer = try call.session.makeBuffer(size: size, len: len.wasGiven ? len.uint32 : nil, at: contents.range)
    if let data = contents.data { buffer.fill(data) }
    let name = try call.session.declaredName(call.invocation.name, "b")
    call.session.watchLoss(of: call.session.objects.names.bound(name), "declared again")
    call.session.objects.names.bind(name, .buffer(buffer))
    buffer.name = name
    buffer.told = call.session.snapshot(buffer)
    let record = ObjectRecord(
      name: call.session.objects.names.text(name), state: buffer.state)
    return .body(.objects([record], declared: true))
  }
}

/// A LENGTH or DATA.
struct ContentsParameter: PlaygroundParameter {
  struct Argument {
    var size = 0
    var data: [UInt8]?
    let range: Range<Int>
  }

  var info: ParameterInfo {
    ParameterInfo(label: "contents", usage: "LENGTH|DATA", about: "how many zero bytes, or which bytes")
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Argument {
    guard let range = reader.take() else { throw reader.missing("a LENGTH or DATA") }
    if DataLiteral.isLike(reader.scope.bytes, range) {
      var data: [UInt8] = []
      try DataLiteral.read(reader.scope.bytes, range, into: &data)
      return Argument(data: data, range: range)
    }
    return Argument(size: try BufferParameter.length(reader.scope, range), range: range)
  }

  func write(_ value: Argument, _ text: inout ShortText) { text.put(text.typed(value.range)) }
}
