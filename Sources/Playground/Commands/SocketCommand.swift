import Language
import Calls
import Steps
import Winsock

extension Command {
  static let socket = CommandOf(
    "socket", call: .socket, c: "socket({kind})",
    arguments: ["kind kind kind"],
    topic: .sockets, summary: "Makes a socket.", tasks: ["create", "open", "tcp", "udp", "ipv6"], makes: .socket,
    traffic: .sockets, SocketKindParameter()
  ) { call, kind throws(UsageError) in
    try call.session.checkHandles()
    return .call(
      call.winsock.socket(call.thread, af: kind.family, type: kind.type, protocol: kind.number),
      .socket(kind.family == 23 ? .inet6 : .inet))
  }

  static let wsasocket = CommandOf(
    "wsasocket", "wsasocketw", call: .WSASocketW,
    c: "WSASocketW({kind}, {from}, 0, {overlapped})", arguments: ["kind kind kind from _ overlapped"], topic: .sockets,
    summary: "Makes a socket, said to be for overlapped I/O or not; or another handle of one that was duplicated.",
    tasks: ["create", "open", "overlapped", "duplicate"], makes: .socket, traffic: .sockets, SocketKindParameter(),
    ProtocolInfoParameter(key: "from"), OverlappedFlagParameter()
  ) { call, kind, from, overlapped throws(UsageError) in
    try call.session.checkHandles()
    if let info = from.flatMap({ call.session.protocolInfo(at: $0.address) }) {
      return .call(
        call.winsock.WSASocketW(call.thread, from: info, overlapped: overlapped),
        .socket(info.family == 23 ? .inet6 : .inet), overlapped ? .none : .synchronous)
    }
    return .call(
      call.winsock.WSASocketW(
        call.thread, af: kind.family, type: kind.type, protocol: kind.number, overlapped: overlapped),
      .socket(kind.family == 23 ? .inet6 : .inet), overlapped ? .none : .synchronous)
  }
}

/// `overlapped=yes|no`, yes when left out.
struct OverlappedFlagParameter: Parameter {
  var info: ParameterInfo {
    ParameterInfo(
      label: "overlapped", usage: "[overlapped=yes|no]", about: "WSA_FLAG_OVERLAPPED, yes when left out",
      completes: .words(["yes", "no"]), key: "overlapped")
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Bool {
    guard let range = words.take(key: "overlapped") else { return true }
    if ByteText.equals(words.scope.bytes, range, "yes") { return true }
    if ByteText.equals(words.scope.bytes, range, "no") { return false }
    throw words.wrong(range, "is not yes or no")
  }

  func read(_ c: CReader) throws(UsageError) -> Bool {
    if let value = try c.number("overlapped") { return value.number & 1 != 0 }
    return c.keyed("overlapped").map { !ByteText.equals(c.bytes, $0.range, "0") } ?? true
  }

  func describe(_ value: Bool, _ text: inout CText) { text.put("overlapped", value ? "WSA_FLAG_OVERLAPPED" : "0") }

  func write(_ value: Bool, _ text: inout ShortText) { if !value { text.put("no", key: "overlapped") } }
}
