import Language
import LinuxSockets
import Steps
import Winsock
import Wire

extension Command {
  static let inject = CommandOf(
    "inject", topic: .hosts,
    summary: "Puts a forged segment on the wire, as if a socket had sent it.",
    tasks: ["blind reset", "forge", "spoof", "stale SYN", "attack"],
    needs:
      "hosts. S is the alleged sender, or both endpoints: 10.0.0.1:49152,10.0.0.2:7777. Sequence numbers are those of the "
      + "ladder; +N and -N count from the number that the receiver expects, which is also the default",
    undoneBy: "undo",
    examples: ["inject c rst", "inject c rst seq=+1000", "inject c ack,psh data=\"x\" seq=-1", "inject c syn"],
    needsThread: false,
    TextParameter(usage: "S", about: "a socket, or two endpoints separated by a comma", label: "s"),
    TextParameter(usage: "FLAGS", about: "syn, ack, psh, fin, rst, urg, separated by commas", label: "flags"),
    KeyTextParameter("seq", "N|+N|-N", "its sequence number"),
    KeyTextParameter("ack", "N|+N|-N", "its acknowledgment number"),
    NumberParameter("win=N", "its window", label: "win", key: "win", absent: (1024, "1024")),
    KeyTextParameter("data", "TEXT", "its payload, 1,000 bytes at most")
  ) { call, socket, flags, seq, ack, win, data throws(UsageError) in
    let session = call.session
    try session.checkWire("inject")
    let (from, to) = try session.ends(of: socket, call.bytes)
    var segment = InjectedSegment(from: from, to: to, flags: try Session.flags(flags))
    if let seq { segment.seq = try Session.number(seq) }
    if let ack {
      segment.ack = try Session.number(ack)
      segment.flags.insert(.ack)
    }
    guard let window = UInt16(exactly: win.value) else {
      throw UsageError("a window is between 0 and 65,535, before it is scaled", at: win.range)
    }
    segment.window = window
    if let data { segment.data = try Session.payload(data, call.bytes) }
    do throws(HostError) {
      try session.network.inject(segment, into: &session.current.packets)
    } catch {
      throw UsageError(error.message, at: socket.range)
    }
    return .body(.text([TextLine(.prose, "a forged segment, as if from \(from) to \(to)")]))
  }
}

extension Session {
  /// The ends of a connection, by its socket or as they stand.
  fileprivate func ends(
    of argument: TextParameter.Argument, _ bytes: [UInt8]
  ) throws(UsageError) -> (from: SocketAddress, to: SocketAddress) {
    let parts = argument.text.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 2, let from = SocketAddress.parse(Array(parts[0].utf8)),
      let to = SocketAddress.parse(Array(parts[1].utf8)), from.port > 0, to.port > 0
    {
      return (from, to)
    }
    guard case .handle(let place) = objects.names.find(bytes, argument.range), objects.handles[place].type == .socket
    else {
      let near = Spelling.suggestion(argument.text, liveNames([]))
      throw UsageError(
        "\"\(argument.text)\" is not a socket or a pair of endpoints\(near)", at: argument.range,
        hint: "inject c rst, or inject 10.0.0.1:49152,10.0.0.2:7777 rst")
    }
    guard let about = winsock.describe(objects.handles[place].handle), let local = about.local, let peer = about.peer,
      about.isStream
    else {
      throw UsageError(
        "\(argument.text) is not connected", at: argument.range,
        hint: "or give both endpoints: 10.0.0.1:49152,10.0.0.2:7777")
    }
    return (local, peer)
  }

  fileprivate static func flags(_ argument: TextParameter.Argument) throws(UsageError) -> TCPFlags {
    // Records number the bits as the wire's trace does.
    let names = SegmentFlags.names.map { ("\($0.name)".lowercased(), TCPFlags(rawValue: $0.flag.rawValue)) }
    var flags: TCPFlags = []
    for word in argument.text.lowercased().split(whereSeparator: { $0 == "," || $0 == "+" || $0 == "|" }) {
      guard let flag = names.first(where: { $0.0 == word })?.1 else {
        throw UsageError(
          "\"\(word)\" is not a TCP flag\(Spelling.suggestion(String(word), names.map(\.0)))", at: argument.range,
          hint: "syn, ack, psh, fin, rst, urg, separated by commas")
      }
      flags.insert(flag)
    }
    return flags
  }

  /// `500`, `+1`, `-1`.
  fileprivate static func number(_ argument: TextParameter.Argument) throws(UsageError) -> InjectedSegment.Number {
    let isRelative = argument.text.hasPrefix("+") || argument.text.hasPrefix("-")
    guard let value = Int64(argument.text), abs(value) <= Int64(UInt32.max) else {
      throw UsageError(
        "\"\(argument.text)\" is not a sequence number", at: argument.range,
        hint: "a number as in the ladder, or +N or -N from the expected one")
    }
    return isRelative ? .expected(plus: value) : .relative(value)
  }

  fileprivate static func payload(_ argument: TextParameter.Argument, _ bytes: [UInt8]) throws(UsageError) -> [UInt8] {
    var data: [UInt8] = []
    if bytes[argument.range.lowerBound] == UInt8(ascii: "\"") {
      try DataLiteral.read(bytes, argument.range, into: &data)
    } else {
      data = Array(argument.text.utf8)
    }
    guard data.count <= 1000 else { throw UsageError("a payload has 1,000 bytes at most", at: argument.range) }
    return data
  }
}
