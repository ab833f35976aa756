import Steps

// Calls that ask for something, and tell what they were told.
extension CppCall {
  private var arguments: [String] { call.arguments }

  func askedOption() -> [String]? {
    guard arguments.count == 3, let s = value(arguments[0]) else { return nil }
    if arguments[2] == "SO_LINGER" {
      return [
        "linger value = {};", "int length = sizeof value;",
        "int result = getsockopt(\(s), \(arguments[1]), SO_LINGER, (char *)&value, &length);",
        done("result", "result == SOCKET_ERROR"),
      ]
    }
    return [
      "DWORD value = 0;", "int length = sizeof value;",
      "int result = getsockopt(\(s), \(arguments[1]), \(arguments[2]), (char *)&value, &length);",
      done("result", "result == SOCKET_ERROR", "\"\\\"value\\\":\" + std::to_string(value)"),
    ]
  }

  /// `WSAPoll({a:POLLIN|POLLOUT}, 1, 0)`
  func polling() -> [String]? {
    guard arguments.count == 3 else { return nil }
    var entries: [String] = []
    for part in arguments[0].filter({ !"{} ".contains($0) }).split(separator: ",") {
      let halves = part.split(separator: ":")
      guard halves.count == 2, let s = value(String(halves[0])), let events = value(String(halves[1])) else {
        return nil
      }
      entries.append("{\(s), static_cast<SHORT>(\(events)), 0}")
    }
    let time = arguments[2] == "INFINITE" ? "-1" : arguments[2]
    return [
      "WSAPOLLFD list[] = {\(entries.joined(separator: ", "))};",
      "int result = WSAPoll(list, \(arguments[1]), \(time));",
      done("result", "result == SOCKET_ERROR"),
    ]
  }

  /// `WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &guid /* WSAID_CONNECTEX */, …)`, `WSAIoctl(a, FIONREAD, NULL, 0,
  /// &value, …)`
  func controlling() -> [String]? {
    guard arguments.count >= 3, let s = value(arguments[0]) else { return nil }
    if arguments[1] == "SIO_GET_EXTENSION_FUNCTION_POINTER" {
      guard let id = arguments[2].split(separator: " ").first(where: { $0.hasPrefix("WSAID_") }) else { return nil }
      return [
        "GUID guid = \(id);", "void *function = nullptr;", "DWORD bytes = 0;",
        "int result = WSAIoctl(\(s), SIO_GET_EXTENSION_FUNCTION_POINTER, &guid, sizeof guid, &function, sizeof function,",
        "                      &bytes, nullptr, nullptr);", done("result", "result == SOCKET_ERROR"),
      ]
    }
    guard arguments[1] == "FIONREAD" else { return nil }
    return [
      "u_long value = 0;", "DWORD bytes = 0;",
      "int result = WSAIoctl(\(s), FIONREAD, nullptr, 0, &value, sizeof value, &bytes, nullptr, nullptr);",
      done("result", "result == SOCKET_ERROR", "\"\\\"value\\\":\" + std::to_string(value)"),
    ]
  }

  func dequeuingSeveral() -> [String]? {
    guard arguments.count == 6, let port = value(arguments[0]), let most = Int(arguments[2]), most > 0 else {
      return nil
    }
    return [
      "OVERLAPPED_ENTRY entries[\(most)] = {};", "ULONG removed = 0;",
      "BOOL result = GetQueuedCompletionStatusEx(\(port), entries, \(most), &removed, \(arguments[4]), \(arguments[5]));",
      done("result", "!result"),
    ]
  }

  func acceptedAddresses() -> [String]? {
    guard arguments.count == 8, arguments[0].hasSuffix(".buf"),
      let buffer = objects.variable(String(arguments[0].dropLast(4)))
    else { return nil }
    return [
      "sockaddr *local = nullptr, *remote = nullptr;", "int locallen = 0, remotelen = 0;",
      "GetAcceptExSockaddrs(\(buffer).buf, \(arguments[1]), \(arguments[2]), \(arguments[3]), &local, &locallen, &remote,",
      "                     &remotelen);", done("std::string(\"null\")", "false"),
    ]
  }

  /// The byte orders: of 16 bits and of 32.
  func ordering() -> [String]? {
    guard arguments.count == 1, let given = value(arguments[0]) else { return nil }
    let type = descriptor?.returns == .swapped(digits: 4) ? "u_short" : "u_long"
    return [
      "\(type) result = \(call.name)(static_cast<\(type)>(\(given)));", done("static_cast<long long>(result)", "false"),
    ]
  }

  func addressOfText() -> [String]? {
    guard arguments.count == 3, let text = CppText.data(arguments[1]) else { return nil }
    return [
      "char bytes[16] = {};", "int result = inet_pton(\(arguments[0]), \(text).c_str(), bytes);",
      done("result", "result == -1"),
    ]
  }

  func textOfAddress() -> [String]? {
    guard arguments.count == 4, let bytes = CppText.data(arguments[1]) else { return nil }
    return [
      "std::string bytes = \(bytes);", "char shown[INET6_ADDRSTRLEN] = \"\";",
      "PCSTR result = inet_ntop(\(arguments[0]), &bytes[0], shown, sizeof shown);",
      done("std::string(result ? \"\\\"\" + std::string(shown) + \"\\\"\" : \"null\")", "!result"),
    ]
  }

  func hostName() -> [String]? {
    [
      "char name[256] = \"\";", "int result = gethostname(name, sizeof name);",
      done("result", "result == SOCKET_ERROR"),
    ]
  }

  func resolving() -> [String]? {
    guard arguments.count == 4 else { return nil }
    let names = arguments[..<2].map { $0 == "NULL" ? "nullptr" : CppText.data($0).map { $0 + ".c_str()" } }
    guard let host = names[0], let service = names[1] else { return nil }
    return [
      "addrinfo hints = {}, *found = nullptr;", "int result = getaddrinfo(\(host), \(service), &hints, &found);",
      done("result", "false"), "if (found) freeaddrinfo(found);",
    ]
  }

  func settingError() -> [String]? {
    arguments.first.map {
      [
        "WSASetLastError(\($0));", "int result = WSAGetLastError();", done("std::string(\"null\")", "false"),
        "WSASetLastError(result);",
      ]
    }
  }
}
