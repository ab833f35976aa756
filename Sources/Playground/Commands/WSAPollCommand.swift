import Calls
import Steps
import Winsock

extension Command {
  static let wsapoll = Command(
    "wsapoll", call: .WSAPoll,
    c: "WSAPoll({entries}, {entries.count}, {timeout})", topic: .models,
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
private struct PollListParameter: Parameter {
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
    let bytes = reader.line.bytes
    try Lexer.forEachPart(bytes, range) { (part) throws(UsageError) in
      guard list.count < HandleListParameter.maximum else { throw reader.wrong(part, "is one socket too many") }
      let colon = bytes[part].firstIndex(of: UInt8(ascii: ":")) ?? part.upperBound
      let name = part.lowerBound..<colon
      let handle = try HandleParameter.handle(reader, name, [.socket])
      let flags = colon < part.upperBound ? try FlagsParameter.flags(reader, colon + 1..<part.upperBound, .poll) : 0
      list.append(
        Entry(
          socket: NamedHandle(name: ByteText.string(bytes, name), handle: handle),
          events: UInt16(truncatingIfNeeded: flags), range: part))
    }
    return list
  }

  func describe(_ value: [Entry], _ text: inout CText) {
    text.put(
      "entries",
      "{" + value.prefix(8).map { text.typed($0.range) }.joined(separator: ", ") + (value.count > 8 ? ", …}" : "}"))
    text.put("entries.count", String(value.count))
  }
}
