import Language
import Calls
import Steps
import Winsock

extension Command {
  static let wsaioctl = CommandOf(
    "wsaioctl", call: .WSAIoctl,
    c: "WSAIoctl({s}, {request}{overlapped.behind}{routine.behind})",
    arguments: [
      "s code input input.len >output output.len >bytes~ overlapped routine", "s request request _",
      "s request request _ _ _",
    ], topic: .extensions,
    summary: "Fetches an extension function such as AcceptEx by its GUID; also FIONREAD and FIONBIO.",
    tasks: ["acceptex", "connectex", "guid", "function pointer"], HandleParameter("S", "a socket", .socket),
    RequestParameter(), OverlappedParameter(), RoutineParameter()
  ) { call, s, request, overlapped, routine throws(UsageError) in
    guard let pointer = overlapped.pointer else { return .call(request.perform(call, s.handle), .number, request.keep) }
    return call.post([], overlapped, Posting(socket: s.handle, thread: call.thread, isControl: true)) { _ in
      .returned(
        call.winsock.WSAIoctl(call.thread, s.handle, overlapped: pointer, routine: routine) {
          request.perform(call, s.handle)
        })
    }
  }
}

extension RequestParameter.Argument {
  /// Makes the call.
  fileprivate func perform(_ call: Call, _ s: Handle) -> Return {
    switch self {
    case .function(let function): call.winsock.WSAIoctl(call.thread, s, extension: function)
    case .keepAlive(let on, let time, let interval, _):
      call.winsock.WSAIoctl(call.thread, s, keepAlive: on, time: time, interval: interval)
    case .code(let code, let value, _): call.winsock.WSAIoctl(call.thread, s, code, value: value)
    }
  }

  fileprivate var keep: Keep {
    if case .code(let code, _, _) = self, code == FIONBIO || code == SIO_UDP_CONNRESET { return .silent }
    return .none
  }
}

/// SIO_GET_EXTENSION_FUNCTION_POINTER with a GUID's name, or another code with its value.
struct RequestParameter: Parameter {
  enum Argument {
    case function(ExtensionFunction)
    case code(UInt32, UInt32, Range<Int>)
    /// SIO_KEEPALIVE_VALS: on or off, and two times in milliseconds.
    case keepAlive(on: Bool, time: UInt32, interval: UInt32, Range<Int>)
  }

  /// A request, and where its code and value were typed.
  struct Value {
    let request: Argument
    let code: Range<Int>
    let value: Range<Int>?
  }

  private static let guids = ExtensionFunction.allCases.map { "WSAID_" + $0.rawValue.uppercased() }
  private static let table = WordTable(guids)
  private static let extensionPointer: UInt32 = 0xc800_0006

  var info: ParameterInfo {
    ParameterInfo(
      label: "request", usage: "SIO_GET_EXTENSION_FUNCTION_POINTER WSAID_…|FIONREAD|FIONBIO VALUE",
      about: "what is asked for",
      completes: .words(["SIO_GET_EXTENSION_FUNCTION_POINTER", "FIONREAD", "FIONBIO"] + Self.guids))
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Value {
    guard let range = reader.take() else { throw reader.missing("the code") }
    let code = UInt32(truncatingIfNeeded: try NumberParameter.number(reader.scope, range))
    // These only give something: what follows is a WSAOVERLAPPED.
    let given = code == FIONREAD || code == SIOCATMARK ? nil : reader.take()
    return try request(reader.scope, range, given, missing: reader.missing)
  }

  func read(_ c: CReader) throws(UsageError) -> Value {
    if c.first("code") != nil { return try values(c) }
    let typed = c.all("request").map { $0.operand(c.bytes) }.filter { !$0.isNull(c.bytes) }.map(\.range)
    guard let code = typed.first else { throw c.missing("the code") }
    return try request(c.scope, code, typed.dropFirst().first, missing: c.missing)
  }

  /// The nine arguments of C: the code by its value, the function by the GUID that the pointer leads to.
  private func values(_ c: CReader) throws(UsageError) -> Value {
    let typed = try c.required("code", "the code").range
    guard let code = try c.value("code").map({ UInt32(truncatingIfNeeded: $0.number) }) else {
      return try request(c.scope, typed, c.first("input")?.operand(c.bytes).range, missing: c.missing)
    }
    let input = try c.bytes(at: "input", length: "input.len")
    if code == Self.extensionPointer {
      guard let input, input.count >= 16 else {
        // `&WSAID_ACCEPTEX` is no C, but what it means is plain.
        if let word = c.first("input")?.operand(c.bytes).range, let function = try? function(c.scope, word) {
          return Value(request: .function(function), code: typed, value: word)
        }
        c.c.fault = .WSAEFAULT
        return Value(request: .code(code, 0, typed), code: typed, value: nil)
      }
      let name = CConstants.guids.first { $0.bytes == Array(input.prefix(16)) }?.function
      guard let function = name.flatMap(ExtensionFunction.init) else {
        c.c.fault = .WSAEINVAL
        return Value(request: .code(code, 0, typed), code: typed, value: nil)
      }
      return Value(request: .function(function), code: typed, value: c.first("input")?.operand(c.bytes).range)
    }
    if code == SIO_KEEPALIVE_VALS {
      guard let input, input.count >= 12 else {
        c.c.fault = .WSAEFAULT
        return Value(request: .code(code, 0, typed), code: typed, value: nil)
      }
      func number(_ place: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: CValue.number(Array(input[place..<place + 4]), signed: false))
      }
      return Value(
        request: .keepAlive(on: number(0) != 0, time: number(4), interval: number(8), typed), code: typed, value: nil)
    }
    // What is given and what is taken have four bytes. Source: MS docs, WSAIoctl (WSAEFAULT); recorded on Wine 8.0.
    if code == FIONREAD || code == SIOCATMARK {
      let room = try c.number("output.len")?.number ?? 4
      if try c.value("output")?.number == 0 || room < 4 { c.c.fault = .WSAEFAULT }
    }
    guard code == FIONBIO || code == SIO_UDP_CONNRESET else {
      return Value(request: .code(code, 0, typed), code: typed, value: nil)
    }
    if let input, input.count < 4 { c.c.fault = .WSAEFAULT }
    guard let input else {
      if let word = c.first("input")?.operand(c.bytes), !word.isNull(c.bytes) {
        return try request(c.scope, typed, word.range, missing: c.missing)
      }
      c.c.fault = .WSAEFAULT
      return Value(request: .code(code, 0, typed), code: typed, value: nil)
    }
    let value = UInt32(truncatingIfNeeded: CValue.number(Array(input.prefix(4)), signed: false))
    return Value(request: .code(code, value, typed), code: typed, value: nil)
  }

  private func request(
    _ scope: Scope, _ range: Range<Int>, _ given: Range<Int>?, missing: (String) -> UsageError
  ) throws(UsageError) -> Value {
    let code = UInt32(truncatingIfNeeded: try NumberParameter.number(scope, range))
    if code == Self.extensionPointer {
      guard let given else { throw missing("the function's GUID, such as WSAID_ACCEPTEX,") }
      return Value(request: .function(try function(scope, given)), code: range, value: given)
    }
    if code == SIO_KEEPALIVE_VALS { return try keepAlive(scope, range, given) }
    guard let given else {
      if code == FIONBIO { throw UsageError.missingFIONBIO }
      return Value(request: .code(code, 0, range), code: range, value: nil)
    }
    let value = UInt32(truncatingIfNeeded: try NumberParameter.number(scope, given))
    return Value(request: .code(code, value, range), code: range, value: given)
  }

  /// `on,7200000,1000` or `off`.
  private func keepAlive(_ scope: Scope, _ code: Range<Int>, _ given: Range<Int>?) throws(UsageError) -> Value {
    let hint = "SIO_KEEPALIVE_VALS on,TIME,INTERVAL (in milliseconds) or off"
    guard let given else { throw UsageError("the values are missing", at: code, hint: hint) }
    if ByteText.equals(scope.bytes, given, "off") {
      return Value(request: .keepAlive(on: false, time: 0, interval: 0, code), code: code, value: given)
    }
    var parts: [Range<Int>] = []
    try Lexer.forEachPart(scope.bytes, given) { (part) throws(UsageError) in parts.append(part) }
    guard parts.count == 3, ByteText.equals(scope.bytes, parts[0], "on") else {
      throw scope.wrong(given, "is not a value of SIO_KEEPALIVE_VALS", hint: hint)
    }
    let time = UInt32(truncatingIfNeeded: try NumberParameter.number(scope, parts[1]))
    let interval = UInt32(truncatingIfNeeded: try NumberParameter.number(scope, parts[2]))
    return Value(request: .keepAlive(on: true, time: time, interval: interval, code), code: code, value: given)
  }

  private func function(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> ExtensionFunction {
    guard let index = Self.table.find(scope.bytes, range) else {
      let near = Spelling.suggestion(ByteText.string(scope.bytes, range), Self.guids)
      throw scope.wrong(range, "is not an extension function\(near)")
    }
    return ExtensionFunction.allCases[index]
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> Argument { value.request }

  func write(_ value: Value, _ text: inout ShortText) {
    text.put(text.typed(value.code))
    if let range = value.value { text.put(text.typed(range)) }
  }

  func describe(_ value: Argument, _ text: inout CText) {
    switch value {
    case .function(let function):
      text.put("request", "SIO_GET_EXTENSION_FUNCTION_POINTER, &guid /* WSAID_\(function.rawValue.uppercased()) */, …")
    case .keepAlive(let on, let time, let interval, _):
      text.put("request", "SIO_KEEPALIVE_VALS, &values /* \(on ? "on" : "off"), \(time), \(interval) */, …")
    case .code(let code, let value, let range):
      text.put(
        "request",
        text.typed(range).uppercased()
          + (code == FIONBIO || code == SIO_UDP_CONNRESET ? ", &value /* \(value) */, …" : ", NULL, 0, &value, …"))
    }
  }
}
