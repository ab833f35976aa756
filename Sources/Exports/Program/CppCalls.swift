import Calls
import Steps

/// A call as C++: lines that make it and tell of it.
struct CppCall {
  let step: Int
  let call: PrintedCall
  let record: CallRecord?
  /// The objects of the session.
  let objects: CppObjects

  /// What is known of the call; nil for one that is not known.
  var descriptor: CallDescriptor? { CallCatalogue.find(call.name) }

  private typealias Form = @Sendable (CppCall) -> [String]?

  /// Calls that need more than their arguments as they are printed.
  private static let forms: [ObjectIdentifier: Form] = {
    let list: [([CallDescriptor], Form)] = [
      ([.send, .recv], { $0.transfer() }), ([.sendto, .recvfrom], { $0.datagram() }),
      ([.socket, .WSASocketW, .accept, .WSACreateEvent, .CreateIoCompletionPort], { $0.making() }),
      ([.bind, .connect], { $0.addressed() }),
      ([.WSARecv, .WSASend, .WSARecvFrom, .WSASendTo], { $0.vectored() }),
      ([.WSAWaitForMultipleEvents], { $0.waiting() }), ([.GetQueuedCompletionStatus], { $0.dequeuing() }),
      ([.AcceptEx], { $0.accepting() }), ([.ConnectEx], { $0.connecting() }), ([.DisconnectEx], { $0.disconnecting() }),
      ([.setsockopt], { $0.option() }), ([.ioctlsocket], { $0.control() }), ([.select], { $0.selecting() }),
      ([.WSAGetOverlappedResult], { $0.outcome() }), ([.getsockname, .getpeername], { $0.naming() }),
      ([.WSAStartup], { $0.startup() }), ([.WSAEnumNetworkEvents], { $0.networkEvents() }),
      ([.getsockopt], { $0.askedOption() }), ([.WSAPoll], { $0.polling() }), ([.WSAIoctl], { $0.controlling() }),
      ([.GetQueuedCompletionStatusEx], { $0.dequeuingSeveral() }),
      ([.GetAcceptExSockaddrs], { $0.acceptedAddresses() }), ([.inet_pton], { $0.addressOfText() }),
      ([.inet_ntop], { $0.textOfAddress() }), ([.gethostname], { $0.hostName() }),
      ([.getaddrinfo], { $0.resolving() }), ([.WSASetLastError], { $0.settingError() }),
      ([.htons, .ntohs, .htonl, .ntohl], { $0.ordering() }),
    ]
    var forms: [ObjectIdentifier: Form] = [:]
    for (calls, form) in list { for call in calls { forms[ObjectIdentifier(call)] = form } }
    return forms
  }()

  /// The statements of a call; nil where it cannot be carried over.
  func statements() -> [String]? {
    guard let descriptor else { return nil }
    return Self.forms[ObjectIdentifier(descriptor)].map { $0(self) } ?? plain()
  }

  // MARK: - Pieces

  private var arguments: [String] { call.arguments }

  /// What tells of the call: its value, whether it has failed, and what it stored.
  func done(_ value: String, _ failed: String, _ out: String? = nil) -> String {
    "done(\(step), \"\(call.name)\", \(value), \(failed)" + (out.map { ", " + $0 } ?? "") + ");"
  }

  /// An object's variable, a constant or a number; nil for what is not known.
  func value(_ argument: String) -> String? {
    if let known = objects.variable(argument) { return known }
    if argument.hasPrefix("&"), let known = objects.variable(String(argument.dropFirst())) { return "&" + known }
    if argument.hasPrefix("(HANDLE)"), let known = value(String(argument.dropFirst(8))) { return "(HANDLE)\(known)" }
    if argument == "NULL" { return "nullptr" }
    let isPlain = argument.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_ |+()".contains($0)) }
    let words = argument.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    // Constants are written in capitals, numbers begin with a digit.
    let isConstant = words.allSatisfy { word in
      word.first?.isNumber == true || word == "sizeof" || !word.contains { $0.isLowercase }
    }
    return isPlain && isConstant && !words.isEmpty ? argument : nil
  }

  /// `127.0.0.1:7777` as the definition of a variable.
  private func address(_ printed: String, as variable: String) -> String? {
    guard let end = Address(printed) else { return nil }
    if let chosen = objects.variable(of: end) { return "Address \(variable) = \(chosen);" }
    return "Address \(variable) = address(\(CppText.literal(end.host.utf8)), \(end.port));"
  }

  // MARK: - Calls

  private func transfer() -> [String]? {
    let isSend = descriptor?.action == .send
    guard arguments.count == 4, let s = value(arguments[0]), let flags = value(arguments[3]) else { return nil }
    if isSend {
      if let buffer = bufferMemory(arguments[1]) {
        return [
          "int result = send(\(s), \(buffer), \(arguments[2]), \(flags));", done("result", "result == SOCKET_ERROR"),
        ]
      }
      guard let data = CppText.data(arguments[1]) else { return nil }
      return [
        "std::string data = \(data);",
        "int result = send(\(s), data.data(), \(arguments[2]), \(flags));", done("result", "result == SOCKET_ERROR"),
      ]
    }
    guard let buffer = bufferMemory(arguments[1]) else { return nil }
    return [
      "int result = recv(\(s), \(buffer), \(arguments[2]), \(flags));",
      done(
        "result", "result == SOCKET_ERROR", "\"\\\"data\\\":\\\"\" + hex(\(buffer), result > 0 ? result : 0) + \"\\\"\""
      ),
    ]
  }

  /// `b1.buf`
  private func bufferMemory(_ argument: String) -> String? {
    guard argument.hasSuffix(".buf") else { return nil }
    return objects.variable(String(argument.dropLast(4))).map { $0 + ".buf" }
  }

  private func datagram() -> [String]? {
    guard arguments.count >= 5, let s = value(arguments[0]), let flags = value(arguments[3]) else { return nil }
    if descriptor?.action == .send {
      guard let data = CppText.data(arguments[1]), let to = address(arguments[4], as: "to") else { return nil }
      return [
        "std::string data = \(data);", to,
        "int result = sendto(\(s), data.data(), \(arguments[2]), \(flags), to.get(), to.length);",
        done("result", "result == SOCKET_ERROR"),
      ]
    }
    guard let buffer = bufferMemory(arguments[1]) else { return nil }
    return [
      "Address from = {};", "from.length = sizeof from.storage;",
      "int result = recvfrom(\(s), \(buffer), \(arguments[2]), \(flags), from.get(), &from.length);",
      done(
        "result", "result == SOCKET_ERROR",
        "\"\\\"data\\\":\\\"\" + hex(\(buffer), result > 0 ? result : 0) + \"\\\",\\\"from\\\":\\\"\" + text(from) + \"\\\"\""
      ),
    ]
  }

  private func making() -> [String]? {
    let values = arguments.map { value($0) }
    guard !values.contains(nil) else { return nil }
    var list = values.compactMap { $0 }
    var name = ""
    if case .text(let text)? = record?.returned { name = text }
    let variable = name.isEmpty ? nil : objects.variable(name)
    let isSocket = descriptor?.returns == .socket
    let isPort = descriptor?.returns == .port
    if descriptor?.action == .accept { list += ["nullptr", "nullptr"] }
    // A socket is given to a port as a handle.
    if isPort, list.first != "INVALID_HANDLE_VALUE",
      list.first?.hasPrefix("(HANDLE)") == false
    {
      list[0] = "(HANDLE)" + list[0]
    }
    if isPort, list.count > 1, list[1] == "NULL" { list[1] = "nullptr" }
    let type = isSocket ? "SOCKET" : isPort ? "HANDLE" : "WSAEVENT"
    let invalid = isSocket ? "INVALID_SOCKET" : isPort ? "nullptr" : "WSA_INVALID_EVENT"
    var lines = ["\(type) made = \(call.name)(\(list.joined(separator: ", ")));"]
    if let variable { lines.append("\(variable) = made;") }
    let told = "made == \(invalid) ? \"\(isSocket ? "\\\"INVALID_SOCKET\\\"" : "null")\" : \"\\\"\(name)\\\"\""
    lines.append(done("std::string(\(told))", "made == \(invalid)"))
    return lines
  }

  private func addressed() -> [String]? {
    guard arguments.count == 2, let s = value(arguments[0]) else { return nil }
    var line = address(arguments[1], as: "name")
    // The system is asked for a port again, where it was.
    if descriptor?.action == .bind, let end = Address(arguments[1]), end.port == 0 {
      line = "Address name = address(\(CppText.literal(end.host.utf8)), 0);"
    }
    guard let line else { return nil }
    return [
      line, "int result = \(call.name)(\(s), name.get(), name.length);", done("result", "result == SOCKET_ERROR"),
    ]
  }

  /// The definition of `list`, the WSABUFs that an argument names.
  private func buffers(_ argument: String) -> String? {
    let names = argument.filter { !"{}& ".contains($0) }.split(separator: ",").map { objects.variable(String($0)) }
    guard !names.isEmpty, !names.contains(nil) else { return nil }
    return "WSABUF list[] = {\(names.compactMap { $0 }.joined(separator: ", "))};"
  }

  private func vectored() -> [String]? {
    guard arguments.count >= 7, let s = value(arguments[0]), let list = buffers(arguments[1]) else { return nil }
    let (isReceive, hasAddress) = (descriptor?.action == .receive, descriptor?.isForDatagrams == true)
    guard let o = value(arguments[arguments.count - 2]), let routine = value(arguments[arguments.count - 1]) else {
      return nil
    }
    let count = arguments[3] == "NULL" ? "nullptr" : "&bytes"
    var lines = count == "nullptr" ? [list] : [list, "DWORD bytes = 0;"]
    var parts = [s, "list", arguments[2], count]
    var out = "\"\\\"bytes\\\":\" + std::to_string(bytes)"
    if isReceive {
      lines.append("DWORD flags = \(given(arguments[4]));")
      parts.append("&flags")
      out += " + \",\\\"flags\\\":\" + std::to_string(flags)"
    } else {
      parts.append(value(arguments[4]) ?? "0")
    }
    if hasAddress, isReceive {
      // An operation under way stores the address after the call has returned.
      lines += ["static Address from = {};", "from.length = sizeof from.storage;"]
      parts += ["from.get()", "&from.length"]
      out += " + \",\\\"from\\\":\\\"\" + text(from) + \"\\\"\""
    } else if hasAddress {
      guard let to = address(arguments[5], as: "to") else { return nil }
      lines.append(to)
      parts += ["to.get()", "to.length"]
    }
    parts += [o, routine]
    lines.append("int result = \(call.name)(\(parts.joined(separator: ", ")));")
    return lines + [done("result", "result == SOCKET_ERROR", count == "nullptr" ? nil : out)]
  }

  /// `&flags /* MSG_PEEK */`
  private func given(_ argument: String) -> String {
    guard let start = argument.firstRange(of: "/*"), let stop = argument.firstRange(of: "*/") else { return "0" }
    return argument[start.upperBound..<stop.lowerBound].filter { $0 != " " }.isEmpty
      ? "0" : String(argument[start.upperBound..<stop.lowerBound])
  }

  private func waiting() -> [String]? {
    guard arguments.count == 5 else { return nil }
    let names = arguments[1].filter { !"{} ".contains($0) }.split(separator: ",").map { value(String($0)) }
    guard !names.isEmpty, !names.contains(nil) else { return nil }
    return [
      "WSAEVENT list[] = {\(names.compactMap { $0 }.joined(separator: ", "))};",
      "DWORD result = WSAWaitForMultipleEvents(\(arguments[0]), list, \(arguments[2]), \(arguments[3]), \(arguments[4]));",
      done("static_cast<long long>(result)", "result == WSA_WAIT_FAILED"),
    ]
  }

  private func dequeuing() -> [String]? {
    guard arguments.count == 5, let port = value(arguments[0]) else { return nil }
    let out =
      "\"\\\"bytes\\\":\" + std::to_string(bytes) + \",\\\"key\\\":\" + std::to_string(key) + \",\\\"overlapped\\\":\" + nameOf(overlapped)"
    return [
      "DWORD bytes = 0;", "ULONG_PTR key = 0;", "OVERLAPPED *overlapped = nullptr;",
      "BOOL result = GetQueuedCompletionStatus(\(port), &bytes, &key, &overlapped, \(arguments[4]));",
      done("result", "!result", out),
    ]
  }

  private func accepting() -> [String]? {
    let values = arguments.map { value($0) }
    guard arguments.count == 8, let s = values[0], let x = values[1], let buffer = bufferMemory(arguments[2]),
      let o = values[7]
    else { return nil }
    return [
      "static DWORD bytes = 0;",
      "BOOL result = AcceptEx(\(s), \(x), \(buffer), \(arguments[3]), \(arguments[4]), \(arguments[5]), &bytes, \(o));",
      done("result", "!result"),
    ]
  }

  private func connecting() -> [String]? {
    guard arguments.count == 6, let s = value(arguments[0]), let to = address(arguments[1], as: "to"),
      let o = value(arguments[5])
    else { return nil }
    let data = CppText.data(arguments[2])
    let pointer = data == nil ? "nullptr" : "&data[0]"
    return [
      to, "static std::string data = \(data ?? "std::string()");", "static DWORD bytes = 0;",
      "LPFN_CONNECTEX function = extension<LPFN_CONNECTEX>(\(s), WSAID_CONNECTEX);",
      "BOOL result = function(\(s), to.get(), to.length, \(pointer), \(arguments[3]), &bytes, \(o));",
      done("result", "!result"),
    ]
  }

  private func disconnecting() -> [String]? {
    guard arguments.count == 4, let s = value(arguments[0]), let o = value(arguments[1]) else { return nil }
    return [
      "LPFN_DISCONNECTEX function = extension<LPFN_DISCONNECTEX>(\(s), WSAID_DISCONNECTEX);",
      "BOOL result = function(\(s), \(o), \(arguments[2]), \(arguments[3]));", done("result", "!result"),
    ]
  }

  private func startup() -> [String]? {
    ["WSADATA data;", "int result = WSAStartup(MAKEWORD(2, 2), &data);", done("result", "result != 0")]
  }

  private func option() -> [String]? {
    guard arguments.count >= 4, let s = value(arguments[0]) else { return nil }
    let given = arguments[3...].joined(separator: ",")
    var line = "int value = \(given);"
    if arguments[2] == "SO_LINGER" {
      let parts = given.split(separator: ",")
      line = "linger value = {\(parts.first == "on" ? 1 : 0), \(parts.count > 1 ? parts[1] : "0")};"
    } else if let socket = objects.variable(given) {
      line = "SOCKET value = \(socket);"
    } else if Int(given) == nil {
      return nil
    }
    return [
      line, "int result = setsockopt(\(s), \(arguments[1]), \(arguments[2]), (const char *)&value, sizeof value);",
      done("result", "result == SOCKET_ERROR"),
    ]
  }

  private func control() -> [String]? {
    guard arguments.count == 3, let s = value(arguments[0]) else { return nil }
    let asks = arguments[2] == "&value"
    return [
      "u_long value = \(asks ? "0" : arguments[2]);", "int result = ioctlsocket(\(s), \(arguments[1]), &value);",
      done("result", "result == SOCKET_ERROR", asks ? "\"\\\"value\\\":\" + std::to_string(value)" : nil),
    ]
  }

  private func selecting() -> [String]? {
    guard arguments.count == 5 else { return nil }
    var lines: [String] = []
    var parts = ["0"]
    for (i, set) in ["readers", "writers", "others"].enumerated() {
      let argument = arguments[i + 1]
      if argument == "NULL" {
        parts.append("nullptr")
        continue
      }
      lines += ["fd_set \(set);", "FD_ZERO(&\(set));"]
      for name in argument.filter({ !"{} ".contains($0) }).split(separator: ",") {
        guard let s = value(String(name)) else { return nil }
        lines.append("FD_SET(\(s), &\(set));")
      }
      parts.append("&" + set)
    }
    if arguments[4] == "INFINITE" {
      parts.append("nullptr")
    } else {
      guard let time = Int(arguments[4]) else { return nil }
      lines.append("timeval timeout = {\(time / 1000), \(time % 1000 * 1000)};")
      parts.append("&timeout")
    }
    return lines + [
      "int result = select(\(parts.joined(separator: ", ")));", done("result", "result == SOCKET_ERROR"),
    ]
  }

  private func outcome() -> [String]? {
    guard arguments.count == 5, let s = value(arguments[0]), let o = value(arguments[1]) else { return nil }
    return [
      "DWORD bytes = 0, flags = 0;",
      "BOOL result = WSAGetOverlappedResult(\(s == "nullptr" ? "INVALID_SOCKET" : s), \(o), &bytes, \(arguments[3]), &flags);",
      done(
        "result", "!result", "\"\\\"bytes\\\":\" + std::to_string(bytes) + \",\\\"flags\\\":\" + std::to_string(flags)"),
    ]
  }

  private func naming() -> [String]? {
    guard let s = arguments.first.flatMap(value) else { return nil }
    return [
      "Address from = {};", "from.length = sizeof from.storage;",
      "int result = \(call.name)(\(s), from.get(), &from.length);",
      done("result", "result == SOCKET_ERROR", "\"\\\"addr\\\":\\\"\" + text(from) + \"\\\"\""),
    ]
  }

  private func networkEvents() -> [String]? {
    guard arguments.count == 3, let s = value(arguments[0]), let event = value(arguments[1]) else { return nil }
    return [
      "WSANETWORKEVENTS events = {};", "int result = WSAEnumNetworkEvents(\(s), \(event), &events);",
      done("result", "result == SOCKET_ERROR"),
    ]
  }

  /// How a call that is made as it is printed keeps its value, and tells by it that it has failed.
  private static func kept(_ returns: ReturnFamily) -> (type: String, failed: String)? {
    switch returns {
    case .status: ("int", "result == SOCKET_ERROR")
    case .bool: ("BOOL", "!result")
    case .sleep: ("DWORD", "false")
    case .lastError: ("int", "false")
    default: nil
    }
  }

  /// A call whose arguments are what they print. What cancels, or sets a socket's modes, takes it as a handle.
  private func plain() -> [String]? {
    guard let descriptor, let known = Self.kept(descriptor.returns) else { return nil }
    var values = arguments.map { value($0) }
    guard !values.contains(nil) else { return nil }
    if descriptor.action == .cancel || descriptor.action == .setModes, let s = values.first ?? nil, s != "nullptr" {
      values[0] = "(HANDLE)" + s
    }
    return [
      "\(known.type) result = \(call.name)(\(values.compactMap { $0 }.joined(separator: ", ")));",
      done("static_cast<long long>(result)", known.failed),
    ]
  }
}
