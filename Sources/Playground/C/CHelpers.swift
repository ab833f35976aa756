import Calls
import Language
import LinuxSockets
import Steps
import Winsock

// Functions of C that are no calls of Winsock's layer: of the C library, macros of the headers, byte order.

extension CEvaluator {
  /// Whether a function is evaluated where it stands, and is no call that makes a step.
  static func isHelper(_ name: String) -> Bool { helpers.contains(name) || quiet.contains { $0.name == name } }

  private static let helpers: Set<String> = [
    "memset", "ZeroMemory", "SecureZeroMemory", "RtlZeroMemory", "FillMemory", "memcpy", "CopyMemory", "memmove",
    "strlen",
    "lstrlen", "lstrlenA", "strcpy", "strcpy_s", "strncpy", "FD_ZERO", "FD_SET", "FD_CLR", "FD_ISSET", "MAKEWORD",
    "MAKELONG", "LOBYTE", "HIBYTE", "LOWORD", "HIWORD", "_countof", "ARRAYSIZE", "min", "max", "CONTAINING_RECORD",
    "HasOverlappedIoCompleted", "WSA_CMSG_SPACE", "WSA_CMSG_LEN", "WSA_CMSG_FIRSTHDR", "WSA_CMSG_NXTHDR",
    "WSA_CMSG_DATA", "GetCurrentProcessId", "malloc", "calloc", "GlobalAlloc", "LocalAlloc", "HeapAlloc",
    "GetProcessHeap",
  ]

  /// Names of functions, for suggestions.
  private static let known = CallCatalogue.all.map(\.name) + helpers.sorted()

  func function(_ name: Range<Int>, _ arguments: [CExpression], _ expression: CExpression) throws(UsageError) -> CValue
  {
    let word = text(name)
    switch word {
    case "CONTAINING_RECORD": return try record(arguments, expression)
    case "_countof", "ARRAYSIZE":
      guard arguments.count == 1, case .array(_, let count) = try place(arguments[0]).type else {
        throw wrong("\(word) takes an array", expression)
      }
      return CValue(Int64(count))
    default: break
    }
    if let wild = session.wildCall(name, bytes) { throw wild }
    guard Self.isHelper(word) else {
      if let type = types.find(word), arguments.count == 1 { return try value(arguments[0]).converted(to: type) }
      let isCall = Catalogue.find(bytes, name).map { !$0.call.isEmpty } ?? false
      throw UsageError(
        isCall
          ? "one call is made in a statement"
          : "there is no function \(ByteText.quoted(bytes, name)) here\(Spelling.suggestion(word, Self.known))",
        at: name,
        hint: isCall
          ? "give what it returns a name first"
          : Catalogue.known(word) ?? "functions of a program's own are for a compiler"
      )
    }
    var values: [CValue] = []
    for argument in arguments { values.append(try value(argument)) }
    return try helper(word, values, expression)
  }

  private func need(_ count: Int, _ values: [CValue], _ word: String, _ expression: CExpression) throws(UsageError) {
    guard values.count == count else {
      throw wrong("\(word) takes \(count) \(count == 1 ? "argument" : "arguments"), not \(values.count)", expression)
    }
  }

  private func helper(_ word: String, _ v: [CValue], _ expression: CExpression) throws(UsageError) -> CValue {
    if let value = try call(word, v, expression) { return value }
    switch word {
    case "MAKEWORD", "MAKELONG":
      try need(2, v, word, expression)
      let bits: Int64 = word == "MAKEWORD" ? 8 : 16
      let mask: Int64 = 1 << bits - 1
      return CValue(CTypeTable.dword, v[0].number & mask | (v[1].number & mask) << bits)
    case "LOBYTE", "HIBYTE", "LOWORD", "HIWORD":
      try need(1, v, word, expression)
      return part(word, v[0].number)
    case "strlen", "lstrlen", "lstrlenA":
      try need(1, v, word, expression)
      return CValue(word == "strlen" ? CTypeTable.size : CTypeTable.int, Int64(try string(v[0], expression).count))
    case "malloc", "calloc", "GlobalAlloc", "LocalAlloc", "HeapAlloc": return try allocated(word, v, expression)
    case "GetProcessHeap": return CValue(CTypeTable.handle, 0x10000)
    case "GetCurrentProcessId": return CValue(CTypeTable.dword, Int64(WinsockLayer.processID))
    case "min", "max":
      try need(2, v, word, expression)
      return word == "min" ? (v[0].number < v[1].number ? v[0] : v[1]) : (v[0].number > v[1].number ? v[0] : v[1])
    case "HasOverlappedIoCompleted":
      try need(1, v, word, expression)
      guard let field = session.load(v[0].address, 8) else { throw wrong("this is no WSAOVERLAPPED", expression) }
      return CValue(CValue.number(field, signed: false) == 259 ? 0 : 1)
    case "WSA_CMSG_SPACE", "WSA_CMSG_LEN", "WSA_CMSG_FIRSTHDR", "WSA_CMSG_NXTHDR", "WSA_CMSG_DATA":
      try need(word == "WSA_CMSG_NXTHDR" ? 2 : 1, v, word, expression)
      return try control(word, v, expression)
    case "FD_ZERO", "FD_SET", "FD_CLR", "FD_ISSET": return try set(word, v, expression)
    default: return try memory(word, v, expression)
    }
  }

  /// A call that a statement may make among other things, and that has no effect: byte order, the last error, an address
  /// out of its text.
  private func call(_ word: String, _ v: [CValue], _ expression: CExpression) throws(UsageError) -> CValue? {
    guard let descriptor = Self.quiet.first(where: { $0.name == word }) else { return nil }
    if descriptor.action == .getLastError {
      return CValue(CTypeTable.int, Int64(session.winsock.lastError(thread).rawValue))
    }
    try need(1, v, word, expression)
    guard descriptor.action == .swapBytes, case .swapped(let digits) = descriptor.returns else {
      return CValue(CTypeTable.ulong, Int64(Self.internetAddress(try string(v[0], expression)) ?? 0xffff_ffff))
    }
    if digits <= 4 { return CValue(CTypeTable.ushort, Int64(UInt16(truncatingIfNeeded: v[0].number).byteSwapped)) }
    return CValue(CTypeTable.ulong, Int64(UInt32(truncatingIfNeeded: v[0].number).byteSwapped))
  }

  private static let quiet: [CallDescriptor] = [
    .htons, .htonl, .ntohs, .ntohl, .inet_addr, .WSAGetLastError, .GetLastError,
  ]

  private func part(_ word: String, _ n: Int64) -> CValue {
    switch word {
    case "LOBYTE": CValue(n & 0xff)
    case "HIBYTE": CValue(n >> 8 & 0xff)
    case "LOWORD": CValue(n & 0xffff)
    default: CValue(n >> 16 & 0xffff)
    }
  }

  /// An IPv4 address as memory has it, out of its text; nil when it is none.
  static func internetAddress(_ text: [UInt8]) -> UInt32? {
    SocketAddress.parseInetAddr(text)?.byteSwapped
  }

  /// The text at a pointer, up to its zero.
  func string(_ pointer: CValue, _ expression: CExpression) throws(UsageError) -> [UInt8] {
    var out: [UInt8] = []
    while out.count < 1 << 20 {
      guard let byte = session.load(pointer.address &+ UInt64(out.count), 1) else {
        throw wrong("no zero ends the text before its memory does", expression)
      }
      if byte[0] == 0 { return out }
      out.append(byte[0])
    }
    throw wrong("the text is too long", expression)
  }

  // MARK: - Memory

  private func memory(_ word: String, _ v: [CValue], _ expression: CExpression) throws(UsageError) -> CValue {
    var data: [UInt8]
    switch word {
    case "memset", "FillMemory":
      try need(3, v, word, expression)
      let (byte, count) = word == "memset" ? (v[1].number, v[2].number) : (v[2].number, v[1].number)
      data = [UInt8](repeating: UInt8(truncatingIfNeeded: byte), count: try length(count, expression))
    case "ZeroMemory", "SecureZeroMemory", "RtlZeroMemory":
      try need(2, v, word, expression)
      data = [UInt8](repeating: 0, count: try length(v[1].number, expression))
    case "memcpy", "memmove", "CopyMemory":
      try need(3, v, word, expression)
      guard let bytes = session.load(v[1].address, try length(v[2].number, expression)) else { throw reach(expression) }
      data = bytes
    case "strcpy":
      try need(2, v, word, expression)
      data = try string(v[1], expression) + [0]
    case "strcpy_s":
      try need(3, v, word, expression)
      data = try string(v[2], expression) + [0]
    default:  // strncpy
      try need(3, v, word, expression)
      let count = try length(v[2].number, expression)
      data = Array((try string(v[1], expression) + [UInt8](repeating: 0, count: count)).prefix(count))
    }
    guard data.isEmpty || session.store(v[0].address, data) else { throw reach(expression) }
    noteStore(v[0].address)
    return v[0]
  }

  private func length(_ count: Int64, _ expression: CExpression) throws(UsageError) -> Int {
    guard count >= 0, count <= Int64(CVariable.maximum) else { throw reach(expression) }
    return Int(count)
  }

  private func reach(_ expression: CExpression) -> UsageError {
    wrong("that reaches past the memory: on Windows the program would end with an access violation", expression)
  }

  /// The structure that a member is in: CONTAINING_RECORD(pointer, TYPE, member).
  private func record(_ arguments: [CExpression], _ expression: CExpression) throws(UsageError) -> CValue {
    guard arguments.count == 3, let type = types.find(text(arguments[1].range)), case .structure(let structure) = type,
      let member = structure.member(text(arguments[2].range))
    else {
      throw wrong("CONTAINING_RECORD takes a pointer, a structure's type and one of its members", expression)
    }
    return CValue(.pointer(type), try value(arguments[0]).number &- Int64(member.offset))
  }

  // MARK: - fd_set

  /// The macros of winsock2.h: a count and an array of sockets.
  private func set(_ word: String, _ v: [CValue], _ expression: CExpression) throws(UsageError) -> CValue {
    try need(word == "FD_ZERO" ? 1 : 2, v, word, expression)
    let address = v[word == "FD_ZERO" ? 0 : 1].address
    if word == "FD_ZERO" {
      guard session.store(address, [0, 0, 0, 0]) else { throw reach(expression) }
      noteStore(address)
      return CValue(0)
    }
    guard let head = session.load(address, 8) else { throw reach(expression) }
    let count = min(Int(UInt32(truncatingIfNeeded: CValue.number(Array(head[..<4]), signed: false))), 64)
    var list: [Int64] = []
    for i in 0..<count {
      guard let raw = session.load(address &+ 8 &+ UInt64(i) * 8, 8) else { throw reach(expression) }
      list.append(CValue.number(raw, signed: false))
    }
    let socket = v[0].number
    switch word {
    case "FD_ISSET": return CValue(list.contains(socket) ? 1 : 0)
    case "FD_SET": if !list.contains(socket), list.count < 64 { list.append(socket) }
    default: list.removeAll { $0 == socket }
    }
    session.storeSet(list, at: address)
    noteStore(address)
    return CValue(0)
  }
}

extension Session {
  /// Writes an fd_set: the count, and as many sockets.
  func storeSet(_ list: [Int64], at address: UInt64) {
    _ = store(address, CValue.bytes(Int64(list.count), 4))
    for (i, socket) in list.enumerated() { _ = store(address &+ 8 &+ UInt64(i) * 8, CValue.bytes(socket, 8)) }
  }
}
