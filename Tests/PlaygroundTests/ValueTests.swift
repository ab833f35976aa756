import Language
import Steps
import Testing

@testable import Playground

/// Integers, DATA and constants.
struct ValueTests {
  private func integer(_ text: String) -> Integer.Reading {
    let bytes = Array(text.utf8)
    return Integer.read(bytes, 0..<bytes.count)
  }

  @Test(
    arguments: [
      ("0", 0), ("10", 10), ("010", 10), ("0x10", 16), ("0XfF", 255), ("-1", -1), ("9223372036854775807", .max),
      ("18446744073709551615", -1), ("0xffffffffffffffff", -1),
    ] as [(String, Int64)])
  func integers(_ text: String, _ value: Int64) { #expect(integer(text) == .value(value)) }

  @Test(arguments: ["", "-", "x", "1x", "0x", "0xg", "--1", "1.5", "+1"])
  func notIntegers(_ text: String) { #expect(integer(text) == .none) }

  @Test(arguments: [
    "18446744073709551616", "99999999999999999999999999", "-9223372036854775809", "0x10000000000000000",
  ])
  func integersTooLarge(_ text: String) { #expect(integer(text) == .tooLarge) }

  private func data(_ text: String) throws -> [UInt8] {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    try DataLiteral.read(bytes, 0..<bytes.count, into: &out)
    return out
  }

  @Test(
    arguments: [
      ("\"\"", []), ("\"a\"", [97]), ("\"\\n\\r\\t\\0\\\\\\\"\\x41\"", [10, 13, 9, 0, 92, 34, 65]),
      ("\"é\"", [0xc3, 0xa9]),
      ("\"ab\"*3", [97, 98, 97, 98, 97, 98]), ("\"ab\"*0", []), ("\"\"*99999999999", []), ("hex:", []),
      ("hex:00fF", [0, 255]),
    ] as [(String, [UInt8])])
  func literals(_ text: String, _ bytes: [UInt8]) throws { #expect(try data(text) == bytes) }

  @Test(arguments: [
    "a", "\"\\q\"", "\"\\x4\"", "\"a\"b", "\"a\"*", "\"a\"*x", "\"a\"*-1", "hex:1", "hex:1g", "\"a\"*100000001",
    "\"a\"*999999999999",
    "\"ab\"*9223372036854775807", "\"a\"*99999999999999999999999999",
  ])
  func literalsThatAreWrong(_ text: String) {
    #expect(throws: UsageError.self) { try data(text) }
  }

  @Test func theLargestDataIsMade() throws {
    #expect(try data("\"ab\"*50000000").count == 100_000_000)
  }

  @Test func constantsAreFoundWhateverTheCase() {
    for constant in Constants.all {
      for spelling in [constant.name, constant.name.lowercased(), constant.name.uppercased()] {
        let bytes = Array(spelling.utf8)
        #expect(Constants.value(bytes, 0..<bytes.count) != nil, "\(spelling)")
      }
    }
    let bytes = Array("MSG_PEEKX".utf8)
    #expect(Constants.value(bytes, 0..<bytes.count) == nil)
  }

  @Test(arguments: [("bnd", "bind"), ("sned", "send"), ("wsarev", "wsarecv"), ("acept", "accept")])
  func spelling(_ typed: String, _ meant: String) { #expect(Spelling.nearest(typed, Catalogue.names) == meant) }

  @Test(arguments: ["", "xyzzyx", String(repeating: "a", count: 10_000)])
  func nothingIsNear(_ typed: String) { #expect(Spelling.nearest(typed, Catalogue.names) == nil) }

  /// Section 1 of the language: an expression alone prints its value, a comparison true or false, as in a goal; what calls
  /// or reckons is C's.
  @Test(arguments: [
    ("n == 3", "true"), ("n==4", "false"), ("n != 3 or addr.sin_port == 0", "true"),
    ("o.Internal == STATUS_PENDING", "false"),
    ("s.state == CLOSED and n < 4", "true"), ("last.error == 0", "true"), ("n + 4", "7"), ("n - 1", "2"),
    ("n * 2", "6"),
    ("n / 2", "1"), ("n << 2", "12"), ("n == htons(768)", "1"), ("addr.sin_port == htons(1)", "0"),
  ])
  func anExpressionAlonePrintsItsValue(_ line: String, _ told: String) throws {
    let session = try session()
    defer { session.end() }
    for line in ["int n = 3;", "SOCKADDR_IN addr = {0};", "o = overlapped", "s = socket"] { session.run(line) }
    guard case .value(let value)? = session.run(line)?.body else {
      Issue.record("\(line) is no value: \(String(describing: session.usage(line)?.message))")
      return
    }
    #expect(value.text == told)
  }

  @Test(arguments: ["x == 3", "n +", "n ==", "n == ==", "listen == 3", "n === 3"])
  func whatIsNoExpressionIsRefused(_ line: String) throws {
    let session = try session()
    defer { session.end() }
    session.run("int n = 3;")
    #expect(session.usage(line) != nil)
  }
}
