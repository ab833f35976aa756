import Language
import Calls
import Steps
import Winsock

extension Command {
  static let setsockopt = CommandOf(
    "setsockopt", call: .setsockopt,
    c: "setsockopt({s}, {level}, {option}, {value})",
    arguments: ["s _ option option option.len", "s _ option option"], topic: .sockets,
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
    c: "getsockopt({s}, {level}, {option})", arguments: ["s _ option _ _", "s _ option"], topic: .sockets,
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

  func read(_ c: CReader) throws(UsageError) -> Value {
    let range = try c.required("option", "the option").range
    return Value(option: try Self.option(c.scope, range), range: range)
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
    text.put("level", value.isOfTCP ? "IPPROTO_TCP" : "SOL_SOCKET")
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
    info.about = "an option and its value: a number, on,SECONDS or off (SO_LINGER), a socket (SO_UPDATE_ACCEPT_CONTEXT)"
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
    let operands = c.all("option").dropFirst().map { $0.operand(c.bytes) }
    guard let operand = operands.first, !operand.isNull(c.bytes) else {
      if case .nothing = name.option.shape { return Argument(name: name, value: .nothing, range: 0..<0) }
      throw c.missing("the value of \(name.option.rawValue)")
    }
    let range = withSeconds(operand.range, c)
    return Argument(name: name, value: try value(of: name.option, c.scope, range), range: range)
  }

  /// SO_LINGER's value reads `on,5` here, which is two arguments of C.
  private func withSeconds(_ range: Range<Int>, _ c: CReader) -> Range<Int> {
    guard ByteText.equals(c.bytes, range, "on"), let next = c.first("option.len"), case .number = next.kind,
      next.range.lowerBound == range.upperBound + 1
    else { return range }
    return range.lowerBound..<next.range.upperBound
  }

  private func value(of option: SocketOption, _ scope: Scope, _ range: Range<Int>) throws(UsageError) -> OptionValue {
    switch option.shape {
    case .nothing: .nothing
    case .linger: try linger(scope, range)
    case .socket: .socket(try HandleParameter.handle(scope, range, [.socket]))
    default: .number(try NumberParameter.number(scope, range))
    }
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
    text.put("value", value.range.isEmpty ? "NULL, 0" : text.typed(value.range))
  }

  func write(_ value: Argument, _ text: inout ShortText) {
    OptionParameter().write(value.name, &text)
    if !value.range.isEmpty { text.put(text.typed(value.range)) }
  }
}
