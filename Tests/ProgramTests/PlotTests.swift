import Foundation
import Testing

/// Pictures of a connection.
@Suite(.enabled(if: Hosts.canBe, "the program is not built, or this system forbids network namespaces"))
struct PlotTests {
  private static let script = """
    host a 10.0.0.1
    host b 10.0.0.2
    wire latency=50ms
    @b l = socket
    @b bind l *:7777
    @b listen l
    @a c = socket
    @a connect c l
    @b s = accept l
    @a send c "x"*43800

    """

  private static func plot(_ line: String, after script: String = script) throws -> [String: Any] {
    try #require(try HostTests.records(script + line + "\n").last)
  }

  private static func points(_ plot: [String: Any], _ name: String) -> [[Int]] {
    let series = (plot["series"] as? [[String: Any]] ?? []).first { $0["name"] as? String == name }
    return series?["points"] as? [[Int]] ?? []
  }

  /// Slow start: 10 segments, then 20, a round trip of 100 ms apart, as the sender sees them (RFC 6928, RFC 5681).
  @Test func sequence() throws {
    let plot = try Self.plot("plot c")
    let data = Self.points(plot, "data")
    #expect(Dictionary(grouping: data) { $0[0] }.mapValues(\.count) == [150: 10, 250: 20])
    #expect(data.first == [150, 1, 1461] && data.last == [250, 42341, 43801])
    #expect(Self.points(plot, "acknowledged").last == [350, 43801])
    #expect(plot["along"] as? String == "ms")
  }

  @Test func windows() throws {
    let plot = try Self.plot("plot c cwnd")
    let windows = Self.points(plot, "cwnd").map { $0[1] }
    #expect(windows.first == 10 && windows.last == 40 && windows == windows.sorted())
    #expect(Self.points(plot, "in flight").map { $0[1] }.max() == 20)
    #expect(Self.points(plot, "ssthresh").isEmpty)
  }

  @Test func roundTripsAndThroughput() throws {
    let trips = Self.points(try Self.plot("plot c rtt"), "segment")
    #expect(trips.count >= 20 && trips.allSatisfy { $0[1] == 100 })
    let rates = Self.points(try Self.plot("plot c throughput"), "acknowledged")
    // Bars of the bytes of a slice: what they sum up to was sent.
    #expect(rates.count == 2 && rates[1][2] > rates[0][2])
    let queue = Self.points(try Self.plot("plot c queues"), "unacknowledged").map { $0[1] }
    #expect(queue.max() ?? 0 > 14600 && queue.last == 0)
  }

  /// Without latency no time passes: packets are counted.
  @Test func withoutTimePacketsAreCounted() throws {
    let script = Self.script.replacingOccurrences(of: "wire latency=50ms\n", with: "")
    let plot = try Self.plot("plot c", after: script)
    #expect(plot["along"] as? String == "packet")
    #expect(Self.points(plot, "data").count == 30)
    let refused = try Self.plot("plot c throughput", after: script)
    #expect((refused["usage"] as? String)?.contains("no time has passed") == true)
  }

  /// A router of 1 Mbit/s takes 12 ms for a full frame: of ten that come at once eight wait at most, and in the end none.
  @Test func theQueueOfARouter() throws {
    let script = Self.script.replacing("host b 10.0.0.2", with: "host b 10.0.1.2")
      .replacing("wire latency=50ms", with: "router r 10.0.0.254 10.0.1.254 rate=1mbit queue=8")
    let queue = Self.points(try Self.plot("plot c queues", after: script), "waiting in routers")
    #expect(queue.map { $0[1] }.max() == 8 * 1514 && queue.last?[1] == 0, "\(queue)")
    #expect(queue.allSatisfy { $0[1] % 1514 == 0 || $0[1] < 8 * 1514 })
    #expect(Self.points(try Self.plot("plot c queues"), "waiting in routers").isEmpty)
  }

  /// Rows of 80 columns at most, without a space at their end, the same with colour; the picture that is kept is SVG.
  @Test func textAndFile() throws {
    let program = try Program()
    defer { program.clean() }
    let lines = Self.script + "plot c\nplot c cwnd\nplot c bogus\nsave c.svg\n"
    let run = try program.run(["run", "-", "--save-to", "."], input: Array(lines.utf8))
    #expect(run.text.contains("\"bogus\" is not a plot"))
    #expect(run.text.contains("sequence numbers over time: c, 10.0.0.1:49152 → 10.0.0.2:7777"))
    let rows = run.text.split(separator: "\n")
    #expect(rows.allSatisfy { $0.count <= 80 && $0.last != " " })
    let colored = try program.run(["run", "-", "--save-to", ".", "--color", "always"], input: Array(lines.utf8)).text
    let plain = colored.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(plain.contains(rows.first { $0.contains("┤") && $0.contains("|") } ?? "?"))
    let file = try String(contentsOf: program.home.appendingPathComponent("c.svg"), encoding: .utf8)
    #expect(file.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\"") && file.hasSuffix("</svg>\n"))
    #expect(file.components(separatedBy: "<g transform").count == 6, "five pictures")
  }

  @Test func nothingToDraw() throws {
    let records = try HostTests.records("plot\nsave c.svg\ns = socket\nplot s\n")
    let messages = records.compactMap { $0["usage"] as? String }
    #expect(
      messages.count == 3 && messages[0].contains("no connection") && messages[1].contains("nothing to draw"))
  }
}
