import Calls
import Steps
import Winsock

extension Command {
  static let setsockopt = Command(
    "setsockopt", call: .setsockopt,
    c: "setsockopt({s}, {level}, {option}, {value})",
    arguments: ["s _ option option _", "s _ option option"], topic: .sockets, summary: "Sets an option of a socket.",
    tasks: ["option", "time limit", "linger", "nagle", "keep-alive", "buffer size"],
    HandleParameter("S", "a socket", .socket), OptionSettingParameter()
  ) { call, s, setting throws(UsageError) in
    call.session.watchSetting(s.handle, setting.option, setting.value)
    let result = call.winsock.setsockopt(call.thread, s.handle, setting.option, setting.value)
    if result.error == .success { call.session.noteSetting(s.handle, setting.option, setting.value) }
    return .call(result)
  }

  static let getsockopt = Command(
    "getsockopt", call: .getsockopt,
    c: "getsockopt({s}, {level}, {option})", arguments: ["s _ option _ _", "s _ option"], topic: .sockets,
    summary: "Gives an option of a socket.",
    tasks: ["option", "error"], HandleParameter("S", "a socket", .socket), OptionParameter()
  ) { call, s, option throws(UsageError) in
    .call(call.winsock.getsockopt(call.thread, s.handle, option), .number, .option(option.shape))
  }
}

/// A socket option by its C name.
private struct OptionParameter: Parameter {
  private static let names = SocketOption.allCases.map(\.rawValue)
  private static let table = WordTable(names)

  var info: ParameterInfo {
    ParameterInfo(label: "option", usage: "OPTION", about: "an option by its C name", completes: .words(Self.names))
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> SocketOption {
    guard let range = reader.take() else { throw reader.missing("the option") }
    guard let index = Self.table.find(reader.line.bytes, range) else {
      let near = Spelling.suggestion(ByteText.string(reader.line.bytes, range), Self.names)
      throw reader.wrong(range, "is no option of a socket here\(near)")
    }
    return SocketOption.allCases[index]
  }

  func describe(_ value: SocketOption, _ text: inout CText) {
    text.put("level", value.isOfTCP ? "IPPROTO_TCP" : "SOL_SOCKET")
    text.put("option", value.rawValue)
  }
}

/// An option and the value that belongs to it.
private struct OptionSettingParameter: Parameter {
  struct Argument {
    let option: SocketOption
    let value: OptionValue
    let range: Range<Int>
  }

  var info: ParameterInfo {
    var info = OptionParameter().info
    info.usage = "OPTION VALUE"
    info.dropsNull = true
    info.about = "an option and its value: a number, on,SECONDS or off (SO_LINGER), a socket (SO_UPDATE_ACCEPT_CONTEXT)"
    return info
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Argument {
    let option = try OptionParameter().read(&reader)
    if case .nothing = option.shape {
      // It takes no value; one that is given is not looked at.
      return Argument(option: option, value: .nothing, range: reader.take() ?? 0..<0)
    }
    guard let range = reader.take() else { throw reader.missing("the value of \(option.rawValue)") }
    switch option.shape {
    case .linger: return Argument(option: option, value: try linger(reader, range), range: range)
    case .socket:
      let handle = try HandleParameter.handle(reader, range, [.socket])
      return Argument(option: option, value: .socket(handle), range: range)
    default:
      return Argument(option: option, value: .number(try NumberParameter.number(reader, range)), range: range)
    }
  }

  private func linger(_ reader: ArgumentReader, _ range: Range<Int>) throws(UsageError) -> OptionValue {
    let bytes = reader.line.bytes
    let comma = bytes[range].firstIndex(of: UInt8(ascii: ",")) ?? range.upperBound
    if ByteText.equals(bytes, range, "off") { return .linger(on: false, seconds: 0) }
    guard ByteText.equals(bytes, range.lowerBound..<comma, "on") else {
      throw reader.wrong(range, "is no value of SO_LINGER", hint: "SO_LINGER is on,SECONDS or off")
    }
    guard comma < range.upperBound else { return .linger(on: true, seconds: 0) }
    let seconds = try NumberParameter.number(reader, comma + 1..<range.upperBound)
    return .linger(on: true, seconds: UInt16(truncatingIfNeeded: seconds))
  }

  func describe(_ value: Argument, _ text: inout CText) {
    OptionParameter().describe(value.option, &text)
    text.put("value", value.range.isEmpty ? "NULL, 0" : text.typed(value.range))
  }
}
