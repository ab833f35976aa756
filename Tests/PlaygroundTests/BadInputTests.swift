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
    let session = try session()
    session.caller.isInterrupted = { true }
    for line in lines.sorted() {
      let bytes = Array(line.utf8)
      for end in 0...bytes.count { _ = session.run(Array(bytes[..<end])) }
      for end in [0, bytes.count / 2, bytes.count] { _ = session.completions(bytes, cursor: end) }
    }
    #expect(session.run("htons 1") != nil)
    session.end()
  }

  /// Each way in which an expression of C gets long or deep, far beyond what a stack bears if each piece took a frame.
  @Test(arguments: [
    ("", "1+", "1", ""), ("a", ".a", "", ""), ("a", "->a", "", ""), ("", "(int)", "1", ""), ("", "& ", "a", ""),
    ("", "(", "1", ")"), ("", "{", "1", "}"), ("1", " /* x */", "", ""), ("", "-", "1", ""), ("", "a:", "1", ""),
    ("", "a(", "1", ")"), ("", "sizeof ", "1", ""), ("", "{1+", "1", "}"), ("", "(1|", "1", ")"), ("", "b,", "b", ""),
  ])
  func longExpressions(_ first: String, _ again: String, _ middle: String, _ close: String) throws {
    let session = try session()
    for count in [10, 100, 1000, 100_000] {
      let argument =
        first + String(repeating: again, count: count) + middle + String(repeating: close, count: count)
      for line in ["closesocket(\(argument));", "send(\(argument), 0);", "closesocket(\(argument)"] {
        // Text whose bracket is open waits for more, and is run as it is when nothing follows.
        let step = session.run(line) ?? session.endOfLines().flatMap { session.run($0) }
        #expect(step != nil, "\(line.prefix(40))")
        guard case .usage(let error)? = step?.body else { continue }
        #expect(error.message.count < 200)
      }
    }
    #expect(session.run("htons 1") != nil)
    session.end()
  }

  @Test func randomBytes() throws {
    let session = try session()
    session.caller.isInterrupted = { true }
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

  /// Lines that could be right, with names of every kind in every place: mostly calls that are made.
  @Test(arguments: [1, 2, 3])
  func linesMadeOfTheLanguagesOwnWords(_ seed: UInt64) throws {
    let session = try session()
    session.caller.isInterrupted = { true }
    session.connect()
    for line in ["u = socket udp", "e = event", "p = iocp", "b = wsabuf 16", "o = overlapped event=e", "thread w"] {
      session.run(line)
    }
    var generator = SplitMix(state: seed)
    let commands = Catalogue.all.filter { !["quit", "save", "run", "exitthread", "sleepex"].contains($0.name) }
    let words = [
      "l", "c", "a", "u", "e", "p", "b", "o", "s1", "s2", "b1", "b2", "o1", "q", "r", "x", "NULL", "INVALID_SOCKET",
      "0", "1", "-1", "5", "64", "65", "65536", "100000000", "100000001", "0x7fffffff", "4294967295",
      "18446744073709551615", "99999999999999999999", "\"hello\"", "\"\"", "\"x\"*70000", "hex:00ff", "127.0.0.1:0",
      "*:0", "[::1]:0", "255.255.255.255:1", "b,b", "e,e", "l,c,a", "a:POLLIN", "c:POLLOUT|POLLIN,a:0",
      "FD_READ|FD_CLOSE",
      "SO_LINGER", "SO_RCVTIMEO", "SO_RCVBUF", "SO_UPDATE_ACCEPT_CONTEXT", "TCP_NODELAY", "on,0", "off", "FIONBIO",
      "FIONREAD", "SIO_GET_EXTENSION_FUNCTION_POINTER", "WSAID_ACCEPTEX", "send", "both", "all", "alertable", "wait",
      "reuse", "key=7", "threads=1", "data=16", "data=4294967295", "flags=MSG_PEEK", "flags=MSG_OOB|MSG_WAITALL",
      "flags=0xffffffff", "routine=r", "event=e", "len=0", "len=100000000", "read=a", "write=c", "completions",
      "WSAENOBUFS",
    ]
    var times = 0
    for _ in 0..<4000 {
      let command = commands[Int(generator.next() % UInt64(commands.count))]
      var line = generator.next() % 8 == 0 ? "@w " : ""
      if command.makes != nil, generator.next() % 2 == 0 { line += "x = " }
      line += command.name
      let isC = !command.call.isEmpty && generator.next() % 4 == 0
      let count = isC ? command.shapes[0].count : Int(generator.next() % 5)
      let arguments = (0..<count).map { _ in words[Int(generator.next() % UInt64(words.count))] }
      line = isC ? line + "(" + arguments.joined(separator: ", ") + ");" : ([line] + arguments).joined(separator: " ")
      if line.contains("\"*70000"), times > 50 { continue } else if line.contains("\"*70000") { times += 1 }
      _ = session.run(line)
    }
    #expect(session.run("htons 1") != nil)
    session.end()
  }

  @Test(arguments: [
    ("send s ", "\""), ("send s \"", "x"), ("expect ", "("), ("expect ", "not "), ("recv s ", "1"), ("wait ", "e,"),
    ("routine r : ", ";"), ("wsarecv s ", "1,"), ("help ", "x"), ("", "\u{1}"),
  ])
  func linesOfAHundredKilobytes(_ start: String, _ piece: String) throws {
    let session = try session()
    session.run("s = socket")
    session.run("e = event")
    session.run(start + String(repeating: piece, count: 100_000 / piece.utf8.count))
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
