import Steps
import Winsock
import Wire

extension Command {
  static let trace = CommandOf(
    "trace", topic: .hosts,
    summary: "Shows a connection from its beginning: that of a socket, or the one that moved last; raw: all bytes.",
    tasks: ["ladder", "packets", "hex"],
    needs: "packets that have moved, and --trace on, which is so from the start",
    examples: ["trace", "trace c", "trace raw", "explain packet 2"], needsThread: false, isSaved: false,
    HandleParameter("S", "a socket", .socket, absent: .null),
    KeywordParameter("raw", "absolute numbers and bytes, as captured; they differ from run to run", label: "raw")
  ) { call, socket, raw throws(UsageError) in
    let session = call.session
    let found = session.tracedConnection(socket.range.isEmpty ? nil : socket.handle)
    guard let number = found else {
      throw UsageError(
        socket.range.isEmpty ? "no connection has moved a packet" : "no packet of this socket is remembered",
        at: socket.range.isEmpty ? nil : socket.range,
        hint: session.options.traces ? "a connect moves some" : "--trace on remembers packets")
    }
    let packets = session.history(of: number)
    if raw == 1 { return .body(.text(try session.rawText(packets))) }
    return .body(session.traced(packets))
  }
}
