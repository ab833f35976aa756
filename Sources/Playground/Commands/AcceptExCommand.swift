import Calls
import Language
import Steps
import Winsock

extension Command {
  static let acceptex = CommandOf(
    "acceptex", call: .AcceptEx,
    c: "AcceptEx({l}, {a}, {buffer}, {data}, {local}, {remote}, &bytes, {overlapped})",
    arguments: ["l a buffer data local remote >bytes overlapped"],
    topic: .extensions,
    summary: "Starts accepting a connection into a socket made beforehand, with its first data if asked for.",
    tasks: ["accept", "asynchronous", "server"], HandleParameter("L", "a listening socket", .socket, label: "l"),
    HandleParameter("A", "the socket to accept into", .socket, label: "a"), BufferParameter(usage: "BUF"),
    OverlappedParameter(), ReceiveLengthParameter()
  ) { call, listener, accepting, output, overlapped, lengths throws(UsageError) in
    let usual: UInt32 = call.session.family(listener.handle) == .inet6 ? 44 : 32
    let (local, remote) = (lengths.local ?? usual, lengths.remote ?? usual)
    output.addressLengths = (local, remote)
    call.session.watchFirstData(lengths.receive)
    let posting = Posting(socket: listener.handle, thread: call.thread, accepting: accepting.handle)
    return call.post([output], overlapped, posting) { _ in
      call.winsock.AcceptEx(
        call.thread, listener.handle, accepting.handle,
        output.native(output.size), receiveLength: lengths.receive, addressLength: local, remoteLength: remote,
        overlapped: overlapped.pointer)
    }
  }

  static let getacceptexsockaddrs = CommandOf(
    "getacceptexsockaddrs", call: .GetAcceptExSockaddrs,
    c: "GetAcceptExSockaddrs({buffer}, {data}, {local}, {remote}, &local, &locallen, &remote, &remotelen)",
    arguments: ["buffer data local remote >localAddress >localLength >remoteAddress >remoteLength"],
    topic: .extensions, summary: "Reads both addresses out of the buffer that AcceptEx filled.",
    tasks: ["address", "peer"],
    BufferParameter(usage: "BUF"), ReceiveLengthParameter()
  ) { call, output, lengths throws(UsageError) in
    let (first, second) = output.addressLengths
    let local = lengths.local ?? (first == 0 ? 32 : first)
    return .call(
      call.winsock.GetAcceptExSockaddrs(
        call.thread, output.native(output.size),
        receiveLength: lengths.receive, addressLength: local,
        remoteLength: lengths.remote ?? (second == 0 ? local : second)), .nothing)
  }
}

/// `data=N`: how many bytes of first data AcceptEx waits for. The two address lengths that the calls take follow from
/// the listening socket's family; C says them.
struct ReceiveLengthParameter: Parameter {
  /// The three lengths; nil for those of the addresses means what the family needs.
  struct Value {
    let data: NumberParameter.Argument
    var local: UInt32?
    var remote: UInt32?
    /// The first length of the two.
    var receive: UInt32 { data.uint32 }
  }

  var info: ParameterInfo {
    ParameterInfo(label: "data", usage: "[data=N]", about: "room for first data", key: "data")
  }

  private var number: NumberParameter {
    NumberParameter("data=N", "room for first data", label: "data", key: "data", absent: (0, "0"))
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value { Value(data: try number.read(&words)) }

  func read(_ c: CReader) throws(UsageError) -> Value {
    Value(data: try number.read(c), local: try length("local", c), remote: try length("remote", c))
  }

  private func length(_ label: String, _ c: CReader) throws(UsageError) -> UInt32? {
    try c.number(label).map { UInt32(truncatingIfNeeded: $0.number) }
  }

  func describe(_ value: Value, _ text: inout CText) {
    text.put("data", String(value.receive))
    text.put("local", Self.told(value.local))
    text.put("remote", Self.told(value.remote))
  }

  private static func told(_ length: UInt32?) -> String {
    length == nil || length == 32 ? "sizeof(SOCKADDR_IN) + 16" : String(length ?? 0)
  }

  func write(_ value: Value, _ text: inout ShortText) { number.write(value.data, &text) }
}
