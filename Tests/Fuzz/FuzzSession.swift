import Language
import Steps
import Wire

// The forms of the language are internal: a debug build sees them, a release build has no use for this program.
#if DEBUG
  @testable import Playground
#endif

/// A session with an object of each kind, which reads lines and performs none of them.
@MainActor final class FuzzSession {
  #if DEBUG
    private let session: Session

    init() {
      guard let network = try? Network(.shared) else { fatalError("no loopback") }
      session = Session(options: SessionOptions(), network: network)
      for line in [
        "l = socket", "u = socket udp", "e = event", "p = iocp", "b = wsabuf 16", "o = overlapped event=e", "thread w",
        "routine r : getresult l o",
      ] { _ = session.run(Array(line.utf8)) }
    }

    /// Reads a line; what is refused is refused with a place inside the line.
    func tryLine(_ bytes: [UInt8], completing: Bool) {
      if completing { complete(bytes) }
      var line = Line(bytes: bytes)
      guard Lexer.trim(&line) else { return }
      do throws(UsageError) {
        _ = try LineForm(line, session).invocation(session)
      } catch {
        let place = error.place ?? 0..<0
        require(0 <= place.lowerBound && place.upperBound <= bytes.count, "\(error.message): no place \(place)")
        require(error.message.utf8.count < 8192, "a message of \(error.message.utf8.count) bytes")
      }
    }

    private func complete(_ bytes: [UInt8]) {
      for cursor in [bytes.count / 2, bytes.count] {
        let start = session.completions(bytes, cursor: cursor).start
        require((0...bytes.count).contains(start), "a word that begins at \(start)")
      }
    }
  #else
    init() { fatalError("wsalab-fuzz wants a debug build") }
    func tryLine(_ bytes: [UInt8], completing: Bool) {}
  #endif
}
