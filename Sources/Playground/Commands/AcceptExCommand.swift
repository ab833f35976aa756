import Calls
import Steps
import Winsock

extension Command {
  static let acceptex = CommandOf(
    "acceptex", call: .AcceptEx,
    c: "AcceptEx({l}, {a}, {buffer}, {data}, {data.address}, {data.address}, &bytes, {overlapped})",
    topic: .extensions,
    summary: "Starts accepting a connection into a socket made beforehand, with its first data if asked for.",
    tasks: ["accept", "asynchronous", "server"], HandleParameter("L", "a listening socket", .socket, label: "l"),
    HandleParameter("A", "the socket to accept into", .socket, label: "a"), BufferParameter(usage: "BUF"),
    OverlappedParameter(), ReceiveLengthParameter()
  ) { call, listener, accepting, output, overlapped, receive throws(UsageError) in
    output.addressLength = call.session.family(listener.handle) == .inet6 ? 44 : 32
    call.session.watchFirstData(receive)
    let posting = Posting(socket: listener.handle, thread: call.thread, accepting: accepting.handle)
    return call.post([output], overlapped, posting) { _ in
      call.winsock.AcceptEx(
        call.thread, listener.handle, accepting.handle,
        WSABUF(len: UInt32(truncatingIfNeeded: output.capacity), buf: output.memory),
        receiveLength: receive, addressLength: output.addressLength, overlapped: overlapped.pointer)
    }
  }

  static let getacceptexsockaddrs = CommandOf(
    "getacceptexsockaddrs", call: .GetAcceptExSockaddrs,
    c: "GetAcceptExSockaddrs({buffer}, {data}, {data.address}, {data.address}, &local, &locallen, &remote, &remotelen)",
    topic: .extensions, summary: "Reads both addresses out of the buffer that AcceptEx filled.",
    tasks: ["address", "peer"],
    BufferParameter(usage: "BUF"), ReceiveLengthParameter()
  ) { call, output, receive throws(UsageError) in
    if output.addressLength == 0 { output.addressLength = 32 }
    return .call(
      call.winsock.GetAcceptExSockaddrs(
        call.thread, WSABUF(len: UInt32(truncatingIfNeeded: output.capacity), buf: output.memory),
        receiveLength: receive,
        addressLength: output.addressLength), .nothing)
  }
}

/// `data=N`: how many bytes of first data AcceptEx waits for. The two address lengths that the calls take follow from
/// the listening socket's family.
struct ReceiveLengthParameter: Parameter {
  var info: ParameterInfo {
    ParameterInfo(label: "data", usage: "[data=N]", about: "room for first data", key: "data")
  }

  private var number: NumberParameter {
    NumberParameter("data=N", "room for first data", label: "data", key: "data", absent: (0, "0"))
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> NumberParameter.Argument { try number.read(&words) }
  func read(_ c: CReader) throws(UsageError) -> NumberParameter.Argument { try number.read(c) }
  func resolve(_ value: NumberParameter.Argument, _ call: Call) throws(UsageError) -> UInt32 { value.uint32 }

  func describe(_ value: UInt32, _ text: inout CText) {
    text.put("data", String(value))
    text.put("data.address", "sizeof(SOCKADDR_IN) + 16")
  }

  func write(_ value: NumberParameter.Argument, _ text: inout ShortText) { number.write(value, &text) }
}
