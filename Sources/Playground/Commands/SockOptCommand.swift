import Language
import Calls
import LinuxSockets
import Steps
import Winsock

extension Command {
  static let setsockopt = CommandOf(
    "setsockopt", call: .setsockopt,
    c: "setsockopt({s}, {level}, {option}, {value})",
    arguments: ["s level option value length", "s level option value"], topic: .sockets,
    summary: "Sets an option of a socket.",
    tasks: ["option", "time limit", "linger", "nagle", "keep-alive", "buffer size"],
    HandleParameter("S", "a socket", .socket), OptionSettingParameter()
  ) { call, s, setting throws(UsageError) in
    call.session.watchSetting(s.handle, setting.option, setting.value)
    let result = call.winsock.setsockopt(call.thread, s.handle, setting.option, setting.value)
    if result.error == .success { call.session.noteSetting(s.handle, setting.option, setting.value) }
    return .call(result)
  }

  static let getsockopt = CommandOf(
    "getsockopt", call: .getsockopt,
    c: "getsockopt({s}, {level}, {option})", arguments: ["s level option >value! *>length!", "s level option"],
    topic: .sockets,
    summary: "Gives an option of a socket.",
    tasks: ["option", "error"], HandleParameter("S", "a socket", .socket), OptionParameter()
  ) { call, s, option throws(UsageError) in
    .call(call.winsock.getsockopt(call.thread, s.handle, option), .number, .option(option.shape))
  }
}

/// A socket option by its C name.
struct OptionParameter: Parameter {
  private static let names = SocketOption.allCases.map(\.rawValue)
  private static let table = WordTable(names)

  var info: ParameterInfo {
    ParameterInfo(label: "option", usage: "OPTION", about: "an option by its C name", completes: .words(Self.names))
  }

  /// An option, and where it was typed.
  struct Value {
    let option: SocketOption
    let range: Range<Int>
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    guard let range = words.take() else { throw words.missing("the option") }
    return Value(option: try Self.option(words.scope, range), range: range)
  }

  /// The option by its name, or by the level and the number.
  func read(_ c: CReader) throws(UsageError) -> Value {
    let value = try named(c)
    // getsockopt looks at how much room there is.
    if c.isPointer("length"), let length = try c.number("length")?.number {
      let room = Int(CInteger.int.cut(length))
      if room < value.option.leastLength { c.c.fault = .WSAEFAULT }
      c.c.written = value.option.writtenLength(room: room)
    }
    return value
  }

  private func named(_ c: CReader) throws(UsageError) -> Value {
    let range = try c.required("option", "the option").range
    let level = try c.number("level")?.number
    if let index = Self.table.find(c.bytes, range), !c.isVariable(range) {
      let option = SocketOption.allCases[index]
      if let level, level != option.level {
        // A level that there is has no such option, and there are no others. Source: MS docs, setsockopt (errors).
        c.c.fault = [0xffff, 6, 0, 41, 17].contains(level) ? .WSAENOPROTOOPT : .WSAEINVAL
      }
      return Value(option: option, range: range)
    }
    guard let number = try c.number("option")?.number else {
      return Value(option: try Self.option(c.scope, range), range: range)
    }
    let bits = Int32(truncatingIfNeeded: number)
    guard let option = SocketOption.allCases.first(where: { $0.level == level && $0.number == bits }) else {
      // What no header has is unknown to Winsock too; what it has and the playground has not is said to be so.
      guard !Self.isOfHeaders(level ?? 0, number), let any = SocketOption.allCases.first else {
        throw c.scope.wrong(range, "is not a socket option here")
      }
      c.c.fault = [0xffff, 6, 0, 41, 17].contains(level ?? 0) ? .WSAENOPROTOOPT : .WSAEINVAL
      return Value(option: any, range: range)
    }
    return Value(option: option, range: range)
  }

  /// Whether winsock2.h, ws2ipdef.h or mswsock.h may have an option of this number that the playground does not have.
  private static func isOfHeaders(_ level: Int64, _ number: Int64) -> Bool {
    guard level == 0xffff else { return [0, 6, 17, 41].contains(level) && (0...80).contains(number) }
    let known: Set<Int64> = [
      0x40, 0x1003, 0x1004, 0x1009, 0x2001, 0x2002, 0x2004, 0x2005, 0x2006, 0x3001, 0x3003, 0x3004, 0x3005, 0x3006,
      0x3007, 0x7000, 0x7001, 0x7002, 0x7003, 0x7004, 0x7005, 0x7008, 0x7009, 0x700A, 0x700D,
    ]
    return known.contains(number)
  }

  private static func option(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> SocketOption {
    guard let index = table.find(scope.bytes, range) else {
      let near = Spelling.suggestion(ByteText.string(scope.bytes, range), names)
      throw scope.wrong(range, "is not a socket option here\(near)")
    }
    return SocketOption.allCases[index]
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> SocketOption { value.option }

  func describe(_ value: SocketOption, _ text: inout CText) {
    text.put("level", value.levelName)
    text.put("option", value.rawValue)
  }

  func write(_ value: Value, _ text: inout ShortText) { text.put(text.typed(value.range)) }
}

/// An option and the value that belongs to it.
struct OptionSettingParameter: Parameter {
  struct Argument {
    let name: OptionParameter.Value
    let value: OptionValue
    /// Where the value was typed.
    let range: Range<Int>
    var option: SocketOption { name.option }
  }

  var info: ParameterInfo {
    var info = OptionParameter().info
    info.usage = "OPTION VALUE"
    info.about =
      "an option and its value: a number, on,SECONDS or off (SO_LINGER), a socket (SO_UPDATE_ACCEPT_CONTEXT), "
      + "GROUP[,INTERFACE] (IP_ADD_MEMBERSHIP)"
    return info
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Argument {
    let name = try OptionParameter().read(&words)
    // One that takes no value does not look at one that is given.
    guard let range = words.take() else {
      if case .nothing = name.option.shape { return Argument(name: name, value: .nothing, range: 0..<0) }
      throw words.missing("the value of \(name.option.rawValue)")
    }
    return Argument(name: name, value: try value(of: name.option, words.scope, range), range: range)
  }

  func read(_ c: CReader) throws(UsageError) -> Argument {
    let name = try OptionParameter().read(c)
    if let value = try value(of: name.option, c) { return Argument(name: name, value: value, range: 0..<0) }
    guard c.c.fault == nil else { return Argument(name: name, value: .nothing, range: 0..<0) }
    let operands = c.all("value").map { $0.operand(c.bytes) }
    guard let operand = operands.first, !operand.isNull(c.bytes) else {
      if case .nothing = name.option.shape { return Argument(name: name, value: .nothing, range: 0..<0) }
      throw c.missing("the value of \(name.option.rawValue)")
    }
    let range = withSeconds(operand.range, c)
    return Argument(name: name, value: try value(of: name.option, c.scope, range), range: range)
  }

  /// The value that a pointer leads to; nil when it is none of C.
  private func value(of option: SocketOption, _ c: CReader) throws(UsageError) -> OptionValue? {
    guard let pointer = try c.value("value"), let length = try c.number("length")?.number else { return nil }
    if case .nothing = option.shape { return .nothing }
    let size = pointer.number == 0 ? 0 : CInteger.int.cut(length)
    guard size >= option.leastLength, let bytes = c.session.load(pointer.address, Int(min(size, 8))) else {
      // Too little for the option's value. Source: MS docs, setsockopt (WSAEFAULT).
      c.c.fault = .WSAEFAULT
      return nil
    }
    // What is shorter than an int has one byte.
    let number = CValue.number(Array(bytes.prefix(size < 4 ? 1 : 4)), signed: true)
    switch option.shape {
    case .nothing: return .nothing
    case .socket: return .socket(Handle(rawValue: UInt64(bitPattern: CValue.number(bytes, signed: false))))
    case .address: return .address(UInt32(truncatingIfNeeded: number).byteSwapped)
    case .membership:
      let interface = CValue.number(Array(bytes[4..<8]), signed: false)
      return .membership(
        Membership(
          group: UInt32(truncatingIfNeeded: number).byteSwapped,
          interface: UInt32(truncatingIfNeeded: interface).byteSwapped))
    case .linger:
      return .linger(
        on: bytes[0] | bytes[1] != 0,
        seconds: UInt16(truncatingIfNeeded: CValue.number(Array(bytes[2..<4]), signed: false)))
    default: return .number(number)
    }
  }

  /// SO_LINGER's value reads `on,5` here, which is two arguments of C.
  private func withSeconds(_ range: Range<Int>, _ c: CReader) -> Range<Int> {
    guard ByteText.equals(c.bytes, range, "on"), let next = c.first("length"), case .number = next.kind,
      next.range.lowerBound == range.upperBound + 1
    else { return range }
    return range.lowerBound..<next.range.upperBound
  }

  private func value(of option: SocketOption, _ scope: Scope, _ range: Range<Int>) throws(UsageError) -> OptionValue {
    switch option.shape {
    case .nothing: .nothing
    case .linger: try linger(scope, range)
    case .socket: .socket(try HandleParameter.handle(scope, range, [.socket]))
    case .address: .address(try address(scope, range))
    case .membership: .membership(try membership(scope, range))
    default: .number(try NumberParameter.number(scope, range))
    }
  }

  /// `GROUP` or `GROUP,INTERFACE`.
  private func membership(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> Membership {
    let comma = scope.bytes[range].firstIndex(of: UInt8(ascii: ",")) ?? range.upperBound
    let group = try address(scope, range.lowerBound..<comma)
    guard comma < range.upperBound else { return Membership(group: group, interface: 0) }
    return Membership(group: group, interface: try address(scope, comma + 1..<range.upperBound))
  }

  /// An IPv4 address, or `*`.
  private func address(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> UInt32 {
    if ByteText.equals(scope.bytes, range, "*") || ByteText.equalsExactly(scope.bytes, range, "INADDR_ANY") { return 0 }
    guard let address = SocketAddress.parseInet(scope.bytes[range]) else {
      throw scope.wrong(
        range, "is not an IPv4 address",
        hint: "IP_ADD_MEMBERSHIP is GROUP or GROUP,INTERFACE, as 239.1.2.3 or 239.1.2.3,127.0.0.1")
    }
    return address
  }

  private func linger(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> OptionValue {
    let bytes = scope.bytes
    let comma = bytes[range].firstIndex(of: UInt8(ascii: ",")) ?? range.upperBound
    if ByteText.equals(bytes, range, "off") { return .linger(on: false, seconds: 0) }
    guard ByteText.equals(bytes, range.lowerBound..<comma, "on") else {
      throw scope.wrong(range, "is not a value of SO_LINGER", hint: "SO_LINGER is on,SECONDS or off")
    }
    guard comma < range.upperBound else { return .linger(on: true, seconds: 0) }
    let seconds = try NumberParameter.number(scope, comma + 1..<range.upperBound)
    return .linger(on: true, seconds: UInt16(truncatingIfNeeded: seconds))
  }

  func describe(_ value: Argument, _ text: inout CText) {
    OptionParameter().describe(value.option, &text)
    text.put("value", value.range.isEmpty ? Self.told(value.value, text.session) : text.typed(value.range))
  }

  /// A value that nobody typed, as the short form has it.
  private static func told(_ value: OptionValue, _ session: Session) -> String {
    switch value {
    case .number(let number): String(number)
    case .linger(let on, let seconds): on ? "on,\(seconds)" : "off"
    case .socket(let handle): session.name(handle) ?? session.handle(handle.rawValue, "SOCKET")
    case .address(let address): text(address)
    case .membership(let membership):
      text(membership.group) + (membership.interface == 0 ? "" : "," + text(membership.interface))
    case .nothing: "NULL, 0"
    }
  }

  private static func text(_ address: UInt32) -> String { Address(SocketAddress(inet: address, port: 0)).host }

  func write(_ value: Argument, _ text: inout ShortText) {
    OptionParameter().write(value.name, &text)
    if !value.range.isEmpty {
      text.put(text.typed(value.range))
    } else if case .nothing = value.value {
      return
    } else {
      text.put(Self.told(value.value, text.session))
    }
  }
}
