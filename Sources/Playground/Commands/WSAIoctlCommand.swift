import Calls
import Steps
import Winsock

extension Command {
  static let wsaioctl = Command(
    "wsaioctl", call: .WSAIoctl,
    c: "WSAIoctl({s}, {request})",
    arguments: ["s request request _ _ _ _ _ _", "s request request _", "s request request _ _ _"], topic: .extensions,
    summary: "Fetches an extension function such as AcceptEx by its GUID; also FIONREAD and FIONBIO.",
    tasks: ["acceptex", "connectex", "guid", "function pointer"], HandleParameter("S", "a socket", .socket),
    RequestParameter()
  ) { call, s, request throws(UsageError) in
    switch request {
    case .function(let function): return .call(call.winsock.WSAIoctl(call.thread, s.handle, extension: function))
    case .code(let code, let value, _):
      return .call(
        call.winsock.WSAIoctl(call.thread, s.handle, code, value: value), .number, code == FIONBIO ? .silent : .none)
    }
  }
}

/// SIO_GET_EXTENSION_FUNCTION_POINTER with a GUID's name, or another code with its value.
private struct RequestParameter: Parameter {
  enum Argument {
    case function(ExtensionFunction)
    case code(UInt32, UInt32, Range<Int>)
  }

  private static let guids = ExtensionFunction.allCases.map { "WSAID_" + $0.rawValue.uppercased() }
  private static let table = WordTable(guids)
  private static let extensionPointer: UInt32 = 0xc800_0006

  var info: ParameterInfo {
    ParameterInfo(
      label: "request", usage: "SIO_GET_EXTENSION_FUNCTION_POINTER WSAID_…|FIONREAD|FIONBIO VALUE",
      about: "what is asked for",
      completes: .words(["SIO_GET_EXTENSION_FUNCTION_POINTER", "FIONREAD", "FIONBIO"] + Self.guids), dropsNull: true)
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Argument {
    guard let range = reader.take() else { throw reader.missing("the code") }
    let code = UInt32(truncatingIfNeeded: try NumberParameter.number(reader, range))
    if code == Self.extensionPointer { return .function(try function(&reader)) }
    guard let given = reader.take() else {
      if code == FIONBIO { throw UsageError.missingFIONBIO }
      return .code(code, 0, range)
    }
    return .code(code, UInt32(truncatingIfNeeded: try NumberParameter.number(reader, given)), range)
  }

  private func function(_ reader: inout ArgumentReader) throws(UsageError) -> ExtensionFunction {
    guard let range = reader.take() else { throw reader.missing("the function's GUID, such as WSAID_ACCEPTEX,") }
    guard let index = Self.table.find(reader.line.bytes, range) else {
      let near = Spelling.suggestion(ByteText.string(reader.line.bytes, range), Self.guids)
      throw reader.wrong(range, "is no extension function\(near)")
    }
    return ExtensionFunction.allCases[index]
  }

  func describe(_ value: Argument, _ text: inout CText) {
    switch value {
    case .function(let function):
      text.put("request", "SIO_GET_EXTENSION_FUNCTION_POINTER, &guid /* WSAID_\(function.rawValue.uppercased()) */, …")
    case .code(let code, let value, let range):
      text.put(
        "request",
        text.typed(range).uppercased() + (code == FIONBIO ? ", &value /* \(value) */, …" : ", NULL, 0, &value, …"))
    }
  }
}
