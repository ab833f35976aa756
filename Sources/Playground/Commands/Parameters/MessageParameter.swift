import Language
import LinuxSockets
import Steps
import Winsock

/// A WSAMSG of 64-bit Windows as memory holds it. Source: ws2def.h.
private struct MessageBytes {
  static let size = 56
  let address: UInt64
  let bytes: [UInt8]

  /// The structure that the argument points to; nil when it leads nowhere: the call fails then.
  init?(_ c: CReader) throws(UsageError) {
    guard let argument = c.first("msg"), let value = try c.value(argument) else { throw Self.missing(c) }
    guard value.number != 0, let bytes = c.session.load(value.address, Self.size) else {
      c.c.fault = .WSAEFAULT
      return nil
    }
    (address, self.bytes) = (value.address, bytes)
    // A length without memory. Source: MS docs, LPFN_WSARECVMSG and WSASendMsg (WSAEFAULT).
    if name == 0 && nameLength != 0 || control == 0 && controlLength != 0 { c.c.fault = .WSAEFAULT }
  }

  static func missing(_ c: CReader) -> UsageError {
    UsageError(
      "a WSAMSG is missing", at: c.first("msg")?.range ?? c.end..<c.end, hint: "declare one: WSAMSG msg; and give &msg")
  }

  var name: UInt64 { pointer(0) }
  var nameLength: Int64 { CValue.number(Array(bytes[8..<12]), signed: true) }
  var control: UInt64 { pointer(40) }
  var controlLength: UInt32 { UInt32(truncatingIfNeeded: CValue.number(Array(bytes[32..<36]), signed: false)) }
  var flags: UInt32 { UInt32(truncatingIfNeeded: CValue.number(Array(bytes[48..<52]), signed: false)) }

  /// lpBuffers and dwBufferCount.
  func buffers(_ c: CReader) -> [BufferParameter.Value] {
    let count = CValue.number(Array(bytes[24..<28]), signed: false)
    guard count <= Int64(BufferListParameter.maximum) else {
      c.c.fault = .WSAEFAULT
      return []
    }
    return BufferListParameter.list(at: pointer(16), Int(count), c)
  }

  private func pointer(_ at: Int) -> UInt64 {
    UInt64(bitPattern: CValue.number(Array(bytes[at..<at + 8]), signed: false))
  }
}

/// What WSARecvMsg gets: WSABUFs, MSG_PEEK, and room for control data.
struct ReceivedMessageParameter: Parameter {
  struct Value {
    var buffers: [BufferParameter.Value] = []
    var flags = FlagsParameter.Argument.none
    /// As a WSAMSG of C says it; the short form has room enough.
    var room = ReceivedMessage.controlLength(.inet6)
    /// Where C has its WSAMSG; nil in the short form.
    var typed: Range<Int>?
  }

  struct Argument {
    let buffers: [Buffer]
    let flags: UInt32
    let room: UInt32
    let value: Value
  }

  private let list = BufferListParameter()
  private let flags = FlagsParameter(usage: "flags=F", about: "MSG_PEEK", family: .message)

  var info: ParameterInfo {
    ParameterInfo(
      label: "msg", usage: "BUF,… [flags=F]", about: "WSABUFs by name, or a LENGTH to make one of; MSG_PEEK",
      completes: .nameList([.buffer]), key: "flags")
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    Value(buffers: try list.read(&words), flags: try flags.read(&words))
  }

  func read(_ c: CReader) throws(UsageError) -> Value {
    if let elements = MessageText.elements(c) {
      var value = Value()
      for range in elements {
        if let flags = try? FlagsParameter.flags(c.scope, range, .message), !Integer.isLike(c.bytes, range) {
          value.flags = FlagsParameter.Argument(value: flags, range: range)
        } else {
          value.buffers.append(try BufferParameter.value(c.scope, range))
        }
      }
      return value
    }
    guard let message = try MessageBytes(c) else { return Value() }
    func output(_ label: String, _ type: CType, _ address: UInt64) {
      c.c.outputs.append(CCall.Output(label: label, place: CPlace(type: type, address: address)))
    }
    func memory(_ length: Int64) -> CType { .array(CTypeTable.char, count: Int(min(max(length, 0), 1 << 16))) }
    if message.name != 0 {
      output("length", CTypeTable.int, message.address &+ 8)
      output("address", memory(message.nameLength), message.name)
    }
    if message.control != 0 {
      output("control", memory(Int64(message.controlLength)), message.control)
      output("controlLength", CTypeTable.dword, message.address &+ 32)
    }
    output("messageFlags", CTypeTable.dword, message.address &+ 48)
    return Value(
      buffers: message.buffers(c), flags: FlagsParameter.Argument(value: message.flags, range: 0..<0),
      room: message.controlLength, typed: c.first("msg")?.range)
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> Argument {
    Argument(
      buffers: try list.resolve(value.buffers, call), flags: value.flags.value, room: value.room, value: value)
  }

  func describe(_ argument: Argument, _ text: inout CText) {
    if let typed = argument.value.typed { return text.put("msg", typed: typed) }
    let flags = argument.flags == 0 ? "" : ", " + text.joined(argument.value.flags.range).uppercased()
    text.put("msg", MessageText.buffers(argument.buffers, text) + flags + "}")
  }

  func write(_ value: Value, _ text: inout ShortText) {
    list.write(value.buffers, &text)
    flags.write(value.flags, &text)
  }
}

/// What WSASendMsg gets: WSABUFs, where to, and from which address of this machine's.
struct SentMessageParameter: Parameter {
  struct Value {
    var buffers: [BufferParameter.Value] = []
    /// Of no family: the peer.
    var peer = AddressParameter.Value(.none)
    /// The IPv4 address to send from, in host order; 0 is the system's choice.
    var source: UInt32 = 0
    /// Where C has its WSAMSG; nil in the short form.
    var typed: Range<Int>?
  }

  struct Argument {
    let buffers: [Buffer]
    let peer: SocketAddress
    let source: UInt32
    let typed: Range<Int>?
  }

  private let list = BufferListParameter()
  private let address = AddressParameter(isDestination: true)

  var info: ParameterInfo {
    ParameterInfo(
      label: "msg", usage: "BUF,… [to=ADDR]", about: "WSABUFs by name, or a LENGTH or DATA to make one of",
      completes: .nameList([.buffer]), key: "to")
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    var value = Value(buffers: try list.read(&words))
    if let range = words.take(key: "to") { value.peer = try address.value(words.scope, range) }
    return value
  }

  func read(_ c: CReader) throws(UsageError) -> Value {
    if let elements = MessageText.elements(c) {
      var value = Value()
      for range in elements {
        if let peer = SocketAddress.parse(c.bytes[range]) {
          value.peer = AddressParameter.Value(peer, range)
        } else {
          value.buffers.append(try BufferParameter.value(c.scope, range))
        }
      }
      return value
    }
    guard let message = try MessageBytes(c), c.c.fault == nil else { return Value() }
    var value = Value(buffers: message.buffers(c), typed: c.first("msg")?.range)
    if message.name != 0 {
      guard message.nameLength >= 16, let bytes = c.session.load(message.name, Int(min(message.nameLength, 28))) else {
        c.c.fault = .WSAEFAULT
        return Value()
      }
      let peer = bytes.withUnsafeBytes { SockaddrBytes.decode($0) }
      if peer.family == .unspecified { c.c.fault = .WSAEAFNOSUPPORT }
      value.peer = AddressParameter.Value(peer)
    }
    value.source = source(message, c)
    return value
  }

  /// The address of the in_pktinfo among the control data. What is none is WSAEINVAL (inferred: a value that is not valid).
  private func source(_ message: MessageBytes, _ c: CReader) -> UInt32 {
    guard message.control != 0, message.controlLength > 0 else { return 0 }
    let length = UInt64(ReceivedMessage.controlLength(.inet))
    guard message.controlLength >= length, let bytes = c.session.load(message.control, Int(length)) else {
      c.c.fault = message.controlLength >= length ? .WSAEFAULT : .WSAEINVAL
      return 0
    }
    func number(_ range: Range<Int>) -> Int64 { CValue.number(Array(bytes[range]), signed: false) }
    guard number(0..<8) == Int64(length), number(8..<12) == SocketOption.IP_PKTINFO.level,
      number(12..<16) == Int64(SocketOption.IP_PKTINFO.number)
    else {
      c.c.fault = .WSAEINVAL
      return 0
    }
    return UInt32(truncatingIfNeeded: number(16..<20)).byteSwapped
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> Argument {
    Argument(
      buffers: try list.resolve(value.buffers, call), peer: value.peer.address, source: value.source, typed: value.typed
    )
  }

  func describe(_ argument: Argument, _ text: inout CText) {
    if let typed = argument.typed { return text.put("msg", typed: typed) }
    let name = argument.peer.family == .unspecified ? "" : ", \(argument.peer)"
    text.put("msg", MessageText.buffers(argument.buffers, text) + name + "}")
  }

  func write(_ value: Value, _ text: inout ShortText) {
    list.write(value.buffers, &text)
    guard value.peer.address.family != .unspecified else { return }
    text.put(typed: value.peer.range, key: "to", or: value.peer.address.description)
  }
}

/// A WSAMSG as calls are printed: `{b, b2, 127.0.0.1:7000}`, its buffers, and its name or its flags.
private enum MessageText {
  /// The text without its end.
  static func buffers(_ buffers: [Buffer], _ text: borrowing CText) -> String {
    "{" + buffers.prefix(8).map { text.name(of: $0) }.joined(separator: ", ") + (buffers.count > 8 ? ", …" : "")
  }

  /// The places of its parts; nil when the argument is another.
  static func elements(_ c: CReader) -> [Range<Int>]? {
    guard let argument = c.first("msg"), case .list = argument.kind else { return nil }
    return argument.elements.map { $0.operand(c.bytes).range }
  }
}
