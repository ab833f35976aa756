import Calls
import LinuxSockets
import Steps
import Winsock

extension Command {
  static let inet_pton = CommandOf(
    "inet_pton", call: .inet_pton,
    c: "inet_pton({family}, {text}, &address)", arguments: ["family text >internet!"], topic: .addresses,
    summary: "Reads an address from its text.",
    tasks: ["parse", "address", "binary"],
    NumberParameter("inet|inet6", "the family", label: "family", family: .address),
    TextParameter(usage: "TEXT", about: "the address's text")
  ) { call, family, text throws(UsageError) in
    let bytes: [UInt8]
    switch family.int32 {
    case 2:
      bytes = SocketAddress.parseInet(text.text.utf8).map { SocketAddress(inet: $0, port: 0).addressBytes } ?? []
    case 23:
      bytes =
        SocketAddress.parseInet6(text.text.utf8).map {
          SocketAddress(family: .inet6, high: $0.high, low: $0.low, port: 0).addressBytes
        } ?? []
    default: return .call(call.failed(-1, .WSAEAFNOSUPPORT))
    }
    return .call(
      Return(bytes.isEmpty ? 0 : 1), .number, bytes.isEmpty ? .none : .fields([OutField("bytes", .bytes(Bytes(bytes)))])
    )
  }

  static let inet_ntop = CommandOf(
    "inet_ntop", call: .inet_ntop,
    c: "inet_ntop({family}, {data}, text, sizeof text)", arguments: ["family data >text _"], topic: .addresses,
    summary: "Writes an address as text.",
    tasks: ["print", "address", "text"], NumberParameter("inet|inet6", "the family", label: "family", family: .address),
    DataParameter(usage: "hex:…", label: "data")
  ) { call, family, data throws(UsageError) in
    let given = data.buffer.bytes(data.count)
    let bytes = given + [UInt8](repeating: 0, count: max(0, 16 - given.count))
    func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
    var host: [UInt8] = []
    switch family.int32 {
    case 2: SocketAddress(inet: UInt32(truncatingIfNeeded: number(0..<4)), port: 0).writeHost(to: &host)
    case 23: SocketAddress(family: .inet6, high: number(0..<8), low: number(8..<16), port: 0).writeHost(to: &host)
    default: return .call(call.failed(0, .WSAEAFNOSUPPORT), .nothing)
    }
    let text = String(decoding: host, as: UTF8.self)
    return .call(Return(1), .text(text), .fields([OutField("text", .text(text))]))
  }
}
