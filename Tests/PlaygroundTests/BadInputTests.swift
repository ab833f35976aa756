import Foundation
import Testing

@testable import Playground

/// Nothing that is typed can end a session, hang it, or make it forget its names.
struct BadInputTests {
  @Test func everyPrefixOfEveryScriptLine() throws {
    var lines: Set<String> = []
    for script in Conformance.scripts {
      for line in try Conformance.lines(script) where !line.hasPrefix("#") { lines.insert(line) }
    }
    let session = try session(describes: true)
    session.isInterrupted = { true }
    for line in lines.sorted() {
      let bytes = Array(line.utf8)
      for end in 0...bytes.count { _ = session.run(Array(bytes[..<end])) }
      for end in [0, bytes.count / 2, bytes.count] { _ = session.completions(bytes, cursor: end) }
    }
    #expect(session.run("htons 1") != nil)
    session.end()
  }

  @Test func randomBytes() throws {
    let session = try session(describes: true)
    session.isInterrupted = { true }
    var generator = SplitMix(state: 42)
    let words = Catalogue.names.map { Array($0.utf8) }
    for round in 0..<5000 {
      var line: [UInt8] = round % 2 == 0 ? words[Int(generator.next() % UInt64(words.count))] + [32] : []
      let alphabet = Array("ab=,|:\"\\#@*.()<>!-019 \thex:NULL".utf8)
      for _ in 0..<(generator.next() % 40) {
        let byte = UInt8(truncatingIfNeeded: generator.next())
        line.append(round % 3 == 0 ? byte : alphabet[Int(byte) % alphabet.count])
      }
      if line.starts(with: Array("save".utf8)) || line.starts(with: Array("quit".utf8)) { continue }
      _ = session.run(line)
      _ = session.completions(line, cursor: Int(generator.next() % 50))
    }
    session.end()
  }

  @Test(arguments: [
    ("send s ", "\""), ("send s \"", "x"), ("expect ", "("), ("expect ", "not "), ("recv s ", "1"), ("wait ", "e,"),
    ("routine r : ", ";"), ("wsarecv s ", "1,"), ("help ", "x"), ("", "\u{1}"),
  ])
  func linesOfAMegabyte(_ start: String, _ piece: String) throws {
    let session = try session()
    session.run("s = socket")
    session.run("e = event")
    session.run(start + String(repeating: piece, count: 1_000_000 / piece.utf8.count))
    #expect(session.call("htons 1")?.returned.number == 256)
    session.end()
  }

  /// A generator that gives the same on every run.
  private struct SplitMix {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var value = state
      value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
      value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
      return value ^ (value >> 31)
    }
  }
}
