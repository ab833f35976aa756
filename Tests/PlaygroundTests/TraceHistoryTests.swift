import LinuxSockets
import Testing
import Wire

@testable import Playground

/// What `trace` remembers of long connections.
@Suite struct TraceHistoryTests {
  /// Packets of a connection, numbered by their length.
  private static func packets(_ lengths: some Sequence<Int>, connection: Int = 1) -> [TracedPacket] {
    lengths.map { length in
      var packet = TracedPacket(from: .loopback(.inet, port: 1), to: .loopback(.inet, port: 2))
      packet.connection = connection
      packet.len = length
      return packet
    }
  }

  @Test func whatFitsIsAllThere() {
    var history = TraceHistory()
    history.append(Self.packets(0..<5000))
    let kept = history.history(of: 1) { $0.connection == 1 }
    #expect(kept.packets.compactMap(\.len) == Array(0..<5000))
    #expect(kept.omitted == nil)
  }

  /// The handshake stays, and what is left out is counted where it was.
  @Test(arguments: [1, 100, 7000]) func theBeginningAndTheEndStay(_ chunk: Int) throws {
    var history = TraceHistory()
    for start in stride(from: 0, to: 21_000, by: chunk) { history.append(Self.packets(start..<start + chunk)) }
    let kept = history.history(of: 1) { $0.connection == 1 }
    let omitted = try #require(kept.omitted)
    let lengths = kept.packets.compactMap(\.len)
    #expect(omitted.place == 400)
    #expect(Array(lengths.prefix(400)) == Array(0..<400))
    #expect(lengths.last == 20_999)
    #expect(lengths.count >= 400 + 4096 && lengths.count < 400 + 2 * 4096)
    #expect(lengths.count + omitted.count == 21_000)
    let first = lengths[400]
    #expect(Array(lengths.suffix(from: 400)) == Array(first..<21_000))
    #expect(omitted.bytes == (400..<first).reduce(0, +))
  }

  @Test func eachConnectionHasItsBeginning() {
    var history = TraceHistory()
    history.append(Self.packets(0..<3, connection: 1))
    history.append(Self.packets(0..<20_000, connection: 2))
    let kept = history.history(of: 1) { $0.connection == 1 }
    #expect(kept.packets.compactMap(\.len) == [0, 1, 2] && kept.omitted == nil)
  }

  @Test func manyConnectionsAreBounded() {
    var history = TraceHistory()
    for connection in 1...50_000 { history.append(Self.packets(0..<3, connection: connection)) }
    #expect(history.history { _ in true }.packets.count <= 3 * 4096)
  }
}
