import Foundation
import Testing

/// Whatever `why` says of steps is so in their records: which call a step made, on which thread, who closed what, who took
/// what, how many bytes it came to. Every line of the conformance scripts is asked about.
struct WhyTruthTests {
  @Test(
    .enabled(if: Program.isBuilt, "the program is not built beside the tests"),
    .enabled(if: Program.hasPrivateNetwork, "this system lets no network namespace be made"),
    arguments: Conformance.scripts)
  func whatWhySaysIsInTheRecords(_ script: String) throws {
    let source = try String(contentsOfFile: Conformance.path(script), encoding: .utf8)
    var lines: [String] = []
    for line in source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      lines.append(line)
      let text = line.drop { $0 == " " }
      if !text.isEmpty, !text.hasPrefix("#"), !text.hasPrefix("quit") { lines.append("why") }
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-why-\(UUID()).wsa")
    try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let output = try Program.output(["run", "--network", "private", "--format", "json", file.path])
    var records = Records()
    var claims = 0
    for line in output.split(separator: "\n") {
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      if record["line"] as? String == "why", let text = record["text"] as? [String] {
        claims += records.check(text.joined(separator: "\n"))
      }
      records.take(record)
    }
    #expect(claims > 0)
  }

  /// The check itself sees what is not so.
  @Test(arguments: [
    "the WSARecv of step 3 is done, 5 bytes", "the recv of step 4 is done", "Step 3 had closed c.",
    "w2 goes on: its recv of step 3.", "its packet went to w1, which waited at p", "routine r ran on main",
    "step 9 did it",
  ])
  func untruthsAreSeen(_ claim: String) {
    var records = Records()
    records.take(["step": 3, "thread": "main", "line": "recv a 5", "call": "recv", "return": 5])
    records.take(["step": 4, "thread": "main", "line": "closesocket a", "call": "closesocket", "c": "closesocket(a)"])
    withKnownIssue { _ = records.check(claim) }
  }
}

/// The records of a session, and what can be said of them.
private struct Records {
  private var calls: [Int: (call: String, thread: String, c: String)] = [:]
  /// The calls of routines, which stand before the record of the line in which they ran, or behind it.
  private var inner: [Int: Set<String>] = [:]
  private var resumed: [Int: String] = [:]
  private var completed: Set<String> = []
  private var routines: Set<String> = []
  private var taken: Set<String> = []
  private var errors: [Int: String] = [:]
  private var last = 0

  mutating func take(_ record: [String: Any]) {
    let thread = record["thread"] as? String ?? ""
    if let step = record["step"] as? Int {
      last = step
      if let call = record["call"] as? String { calls[step] = (call, thread, record["c"] as? String ?? "") }
      if let error = record["error"] as? [String: Any] { errors[step] = error["name"] as? String }
      note(record, of: step, thread)
    }
    if record["in"] != nil, let call = record["call"] as? String {
      inner[last, default: []].insert(call)
      inner[last + 1, default: []].insert(call)
    }
    if let step = record["resumes"] as? Int {
      resumed[step] = thread
      note(record, of: step, thread)
    }
    if let routine = record["routine"] as? String { routines.insert("\(routine) \(thread)") }
    for one in record["completed"] as? [[String: Any]] ?? [] {
      completed.insert("\(one["call"] ?? "") \(one["step"] ?? "") \(one["bytes"] ?? "")")
    }
  }

  /// Who took packets out of which port.
  private mutating func note(_ record: [String: Any], of step: Int, _ thread: String) {
    guard let call = record["call"] as? String, call.hasPrefix("GetQueued") else { return }
    let c = record["c"] as? String ?? calls[step]?.c ?? ""
    taken.insert("\(thread) \(c.split { "(,)".contains($0) }.dropFirst().first ?? "")")
  }

  /// Holds a text against the records; how many claims were looked at.
  func check(_ text: String) -> Int {
    var count = 0
    let whole = NSRange(text.startIndex..., in: text)
    func each(_ pattern: NSRegularExpression, _ body: ([String]) -> Void) {
      for match in pattern.matches(in: text, range: whole) {
        count += 1
        body((1..<match.numberOfRanges).map { Range(match.range(at: $0), in: text).map { String(text[$0]) } ?? "" })
      }
    }
    each(Self.anyStep) {
      let step = Int($0[0]) ?? 0; #expect(step > 0 && step <= last, "\(text)")
    }
    each(Self.callOfStep) { found in
      let step = Int(found[1]) ?? 0
      #expect(calls[step]?.call == found[0] || inner[step]?.contains(found[0]) == true, "\(text)")
    }
    each(Self.closing) { found in
      let step = calls[Int(found[0]) ?? 0]
      #expect(step?.call == "closesocket" && step?.c.contains("(\(found[1]))") == true, "\(text)")
    }
    each(Self.goingOn) { found in
      #expect(resumed[Int(found[2]) ?? 0] == found[0] && calls[Int(found[2]) ?? 0]?.call == found[1], "\(text)")
    }
    each(Self.done) { #expect(completed.contains("\($0[0]) \($0[1]) \($0[2])"), "\(text)") }
    each(Self.taker) { #expect(taken.contains("\($0[0]) \($0[1])"), "\(text)") }
    each(Self.ran) { #expect(routines.contains("\($0[0]) \($0[1])"), "\(text)") }
    each(Self.failed) { #expect(errors[Int($0[0]) ?? 0] == $0[1], "\(text)") }
    return count
  }

  private static let anyStep = regex(#"\bstep (\d+)\b"#)
  private static let callOfStep = regex(#"\b(?:[Tt]he|its) ([A-Za-z_]+) of step (\d+)"#)
  private static let closing = regex(#"\bStep (\d+) had closed (\w+)"#)
  private static let goingOn = regex(#"\b(\w+) goes on: its (\w+) of step (\d+)"#)
  private static let done = regex(#"the (\w+) of step (\d+) is done, (\d+) byte"#)
  private static let taker = regex(#"went to (\w+), which waited at (\w+)"#)
  private static let ran = regex(#"routine (\w+) ran on (\w+)"#)
  private static let failed = regex(#"^step (\d+): \w+ failed: (\w+)"#)

  private static func regex(_ pattern: String) -> NSRegularExpression {
    do {
      return try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
    } catch {
      preconditionFailure("\(pattern): \(error)")
    }
  }
}
