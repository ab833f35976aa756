import Calls
import Language
import LinuxSockets
import Steps
import Winsock

extension Command {
  static let wsaduplicatesocket = CommandOf(
    "wsaduplicatesocket", "wsaduplicatesocketw", "wsaduplicatesocketa", call: .WSADuplicateSocketW,
    c: "WSADuplicateSocketW({s}, {process}, {info})", arguments: ["s process info!"], topic: .sockets,
    summary: "Fills a WSAPROTOCOL_INFO, of which wsasocket from=INFO makes a second handle of a socket.",
    tasks: ["duplicate", "share a socket", "second handle"], HandleParameter("S", "a socket", .socket),
    ProtocolInfoParameter(key: nil), ProcessParameter()
  ) { call, s, info, process throws(UsageError) in
    let result = call.winsock.WSADuplicateSocket(call.thread, s.handle, process: process.uint32)
    if let info, case .protocolInfo(let told) = result.out { call.session.store(told, at: info.address) }
    return .call(result)
  }
}

/// The process that is to get the socket: the only one there is when left out.
struct ProcessParameter: Parameter {
  private let number = NumberParameter(
    "PROCESS", "the process that is to get it: this one when left out", label: "process",
    absent: (Int64(WinsockLayer.processID), "GetCurrentProcessId()"))

  var info: ParameterInfo { number.info }
  func read(_ words: inout ArgumentReader) throws(UsageError) -> NumberParameter.Argument { try number.read(&words) }
  func read(_ c: CReader) throws(UsageError) -> NumberParameter.Argument { try number.read(c) }
  func describe(_ value: NumberParameter.Argument, _ text: inout CText) {
    guard value.uint32 != WinsockLayer.processID else { return text.put("process", "GetCurrentProcessId()") }
    number.describe(value, &text)
  }
  func write(_ value: NumberParameter.Argument, _ text: inout ShortText) { number.write(value, &text) }
}

/// A WSAPROTOCOL_INFO: a variable by its name. A name that is not there yet makes one where the call writes it.
struct ProtocolInfoParameter: Parameter {
  /// The key, where the structure is read and may be left out.
  let key: StaticString?

  struct Named {
    /// The variable's address; nil for one that is to be made, or NULL.
    var address: UInt64?
    /// Where it was typed; empty when nobody did.
    var range = 0..<0
    var isNew = false
    /// Whether C has it, which gives its address.
    var isC = false
  }

  struct Target {
    let address: UInt64
    let value: Named
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: key == nil ? "info" : "from", usage: key == nil ? "INFO" : "[from=INFO]",
      about: "a WSAPROTOCOL_INFOW by its name", completes: .names([.variable]), key: key.map { "\($0)" })
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Named? {
    guard let key else {
      guard let range = words.take() else { throw words.missing("a WSAPROTOCOL_INFOW") }
      return try named(words.scope, range)
    }
    guard let range = words.take(key: key) else { return nil }
    return try named(words.scope, range)
  }

  private func named(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> Named {
    switch scope.session.objects.names.find(scope.bytes, range) {
    case .variable(let variable) where Session.isProtocolInfo(variable.type):
      return Named(address: scope.session.objects.c.space.address(of: variable.storage), range: range)
    case .none where key == nil && ByteText.isName(scope.bytes, range): return Named(range: range, isNew: true)
    case .none: throw scope.unknown(range, [.variable])
    default: throw scope.wrong(range, "is not a WSAPROTOCOL_INFOW")
    }
  }

  func read(_ c: CReader) throws(UsageError) -> Named? {
    guard let argument = c.first(info.label) else { return nil }
    // What the short form made is there by its name.
    if key == nil, case .address(let inner) = argument.withoutCasts.kind, case .name = inner.kind,
      case .none = c.session.objects.names.find(c.bytes, inner.range)
    {
      return Named(range: inner.range, isNew: true)
    }
    guard let value = try c.value(argument) else {
      if key == nil { return try named(c.scope, argument.operand(c.bytes).range) }
      return nil
    }
    if value.number == 0 {
      if key == nil { c.c.fault = .WSAEFAULT }
      return nil
    }
    guard case .pointer(.structure) = value.type, c.session.load(value.address, Session.protocolInfoSize) != nil else {
      c.c.fault = .WSAEFAULT
      return nil
    }
    return Named(address: value.address, range: argument.withoutCasts.range, isC: true)
  }

  func resolve(_ value: Named?, _ call: Call) throws(UsageError) -> Target? {
    guard let value else { return nil }
    if let address = value.address { return Target(address: address, value: value) }
    let name = try call.session.newName(call.bytes, value.range)
    let storage = try call.session.storage(CTypeTable.protocolInfo.size, at: value.range)
    storage.name = name
    call.session.bindMade(
      name, .variable(CVariable(name: name, type: .structure(CTypeTable.protocolInfo), storage: storage)))
    return Target(address: call.session.objects.c.space.address(of: storage), value: value)
  }

  func describe(_ argument: Target?, _ text: inout CText) {
    guard let argument else { return text.put(info.label, "NULL") }
    text.put(info.label, (argument.value.isC ? "" : "&") + text.typed(argument.value.range))
  }

  func write(_ value: Named?, _ text: inout ShortText) {
    guard let value, !value.range.isEmpty else { return }
    let typed = text.typed(value.range)
    let name = typed.first == "&" ? String(typed.dropFirst()) : typed
    if let key { text.put(name, key: "\(key)") } else { text.put(name) }
  }
}

extension Session {
  /// Bytes that are read of a WSAPROTOCOL_INFO: to the end of its numbers.
  static let protocolInfoSize = CTypeTable.protocolInfo.member("szProtocol")?.offset ?? 0

  static func isProtocolInfo(_ type: CType) -> Bool {
    if case .structure(let structure) = type { return structure.members.contains { $0.name == "dwProviderReserved" } }
    return false
  }

  /// What a WSAPROTOCOL_INFO in memory says.
  func protocolInfo(at address: UInt64) -> ProtocolInfo? {
    func number(_ member: String) -> Int64? {
      guard let offset = CTypeTable.protocolInfo.member(member)?.offset, let bytes = load(address &+ UInt64(offset), 4)
      else { return nil }
      return CValue.number(bytes, signed: true)
    }
    guard let family = number("iAddressFamily"), let type = number("iSocketType"), let kind = number("iProtocol"),
      let reserved = number("dwProviderReserved")
    else { return nil }
    return ProtocolInfo(
      family: Int32(truncatingIfNeeded: family), type: Int32(truncatingIfNeeded: type),
      number: Int32(truncatingIfNeeded: kind), reserved: UInt32(truncatingIfNeeded: reserved))
  }

  /// Fills a WSAPROTOCOL_INFO. Source for what is no duplicate's own: the entries of WSAEnumProtocols on 64-bit Windows.
  func store(_ info: ProtocolInfo, at address: UInt64) {
    _ = store(address, [UInt8](repeating: 0, count: Self.protocolInfoSize))
    func put(_ member: String, _ number: Int64) {
      guard let offset = CTypeTable.protocolInfo.member(member)?.offset else { return }
      _ = store(address &+ UInt64(offset), CValue.bytes(number, 4))
    }
    let isStream = info.type == 1
    let length: Int64 = info.family == 23 ? 28 : 16
    put("dwServiceFlags1", isStream ? 0x20066 : 0x20609)
    put("dwProviderFlags", 8)
    put("iVersion", 2)
    put("iAddressFamily", Int64(info.family))
    put("iMaxSockAddr", length)
    put("iMinSockAddr", length)
    put("iSocketType", Int64(info.type))
    put("iProtocol", Int64(info.number))
    put("dwMessageSize", isStream ? 0 : 65507)
    put("dwProviderReserved", Int64(info.reserved))
    let name = "MSAFD Tcpip [\(isStream ? "TCP" : "UDP")/IP\(info.family == 23 ? "v6" : "")]"
    _ = store(address &+ UInt64(Self.protocolInfoSize), (name + "\0").utf16.flatMap { CValue.bytes(Int64($0), 2) })
  }
}
