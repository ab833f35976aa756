import Language
import Calls
import Steps
import Winsock

extension Command {
  static let wsapoll = CommandOf(
    "wsapoll", call: .WSAPoll,
    c: "WSAPoll({entries}, {entries.count}, {timeout})", arguments: [">entries entries.count timeout"], topic: .models,
    summary: "Waits until one of several sockets is ready.", tasks: ["wait", "ready", "many sockets"],
    PollListParameter(), TimeoutParameter()
  ) { call, entries, timeout throws(UsageError) in
    .call(
      call.winsock.WSAPoll(call.thread, entries.map { ($0.socket.handle, $0.events) }, timeout: timeout.uint32),
      .number,
      .polled(entries.map(\.socket.name)))
  }
}

/// `S:POLLIN|POLLOUT,…`
struct PollListParameter: Parameter {
  struct Entry {
    let socket: NamedHandle
    let events: UInt16
    let range: Range<Int>
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: "entries", usage: "S:POLLIN|POLLOUT,…", about: "sockets with what to wait for",
      completes: .nameList([.socket]))
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> [Entry] {
    guard let range = reader.take() else { throw reader.missing("a socket") }
    var list: [Entry] = []
    let scope = reader.scope
    try Lexer.forEachPart(scope.bytes, range) { (part) throws(UsageError) in
      let colon = scope.bytes[part].firstIndex(of: UInt8(ascii: ":")) ?? part.upperBound
      let flags = colon < part.upperBound ? colon + 1..<part.upperBound : nil
      try add(part, socket: part.lowerBound..<colon, flags, to: &list, scope)
    }
    return list
  }

  func read(_ c: CReader) throws(UsageError) -> [Entry] {
    if let list = try values(c) { return list }
    var list: [Entry] = []
    for element in try c.required("entries", "a socket").elements {
      if case .tagged(let socket, let flags) = element.kind {
        try add(element.range, socket: socket, flags?.range, to: &list, c.scope)
      } else {
        try add(element.range, socket: element.operand(c.bytes).range, nil, to: &list, c.scope)
      }
    }
    return list
  }

  /// The WSAPOLLFDs of an array; nil when the argument is none of C.
  private func values(_ c: CReader) throws(UsageError) -> [Entry]? {
    guard let pointer = try c.value("entries"), pointer.type.element != nil || pointer.number == 0,
      let count = try c.number("entries.count")?.number
    else { return nil }
    var list: [Entry] = []
    // No socket at all is said first. Source: Wine's test_WSAPoll.
    if count == 0 { return list }
    guard pointer.number != 0, count >= 0, count <= Int64(HandleListParameter.maximum) else {
      c.c.fault = .WSAEFAULT
      return list
    }
    for i in 0..<UInt64(count) {
      guard let bytes = c.session.load(pointer.address &+ i * 16, 16) else {
        c.c.fault = .WSAEFAULT
        return list
      }
      let handle = Handle(rawValue: UInt64(bitPattern: CValue.number(Array(bytes[..<8]), signed: false)))
      let events = UInt16(truncatingIfNeeded: CValue.number(Array(bytes[8..<10]), signed: false))
      let name = c.session.handle(handle.rawValue, "SOCKET")
      list.append(Entry(socket: NamedHandle(name: name, handle: handle), events: events, range: 0..<0))
    }
    return list
  }

  private func add(
    _ part: Range<Int>, socket: Range<Int>, _ flags: Range<Int>?, to list: inout [Entry], _ scope: Scope
  ) throws(UsageError) {
    guard list.count < HandleListParameter.maximum else { throw scope.wrong(part, "is one socket too many") }
    let handle = try HandleParameter.handle(scope, socket, [.socket])
    let events = try flags.map { (range) throws(UsageError) in try FlagsParameter.flags(scope, range, .poll) } ?? 0
    list.append(
      Entry(
        socket: NamedHandle(name: ByteText.string(scope.bytes, socket), handle: handle),
        events: UInt16(truncatingIfNeeded: events), range: part))
  }

  func describe(_ value: [Entry], _ text: inout CText) {
    text.put(
      "entries",
      "{" + value.prefix(8).map { Self.told($0, text) }.joined(separator: ", ")
        + (value.count > 8 ? ", …}" : "}"))
    text.put("entries.count", String(value.count))
  }

  private static func told(_ entry: Entry, _ text: borrowing CText) -> String {
    guard entry.range.isEmpty else { return text.typed(entry.range).filter { $0 != " " && $0 != "\t" } }
    return entry.socket.name + ":" + EventBits.pollNames(entry.events).joined(separator: "|")
  }

  func write(_ value: [Entry], _ text: inout ShortText) {
    text.put(value.map { text.typed($0.range) }.joined(separator: ","))
  }
}
