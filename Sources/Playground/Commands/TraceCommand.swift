import Steps
import Winsock
import Wire

extension Command {
  static let trace = CommandOf(
    "trace", topic: .hosts,
    summary:
      "Shows a connection from its beginning, or the datagrams of a socket: that of a socket, or what moved last; raw: all bytes.",
    tasks: ["ladder", "packets", "hex"],
    needs: "packets that have moved, and --trace on, which is so from the start",
    examples: ["trace", "trace c", "trace raw", "explain packet 2"], needsThread: false, isSaved: false,
    HandleParameter("S", "a socket", .socket, absent: .null),
    KeywordParameter("raw", "absolute numbers and bytes, as captured; they differ from run to run", label: "raw")
  ) { call, socket, raw throws(UsageError) in
    let session = call.session
    guard let found = session.remembered(of: socket.range.isEmpty ? nil : socket.handle) else {
      throw UsageError(
        socket.range.isEmpty ? "no packet has moved" : "no packet of this socket is remembered",
        at: socket.range.isEmpty ? nil : socket.range,
        hint: session.options.traces ? "a connect or a sendto moves some" : "--trace on remembers packets")
    }
    if raw == 1 { return .body(.text(try session.rawText(found.packets))) }
    return .body(session.traced(found))
  }
}
