import Testing

@testable import Lessons

private func bytes(_ lines: [String]) -> [[UInt8]] { lines.map { Array($0.utf8) } }

/// A lesson of one block of ten commands, and what the block prints now: the second and the last line differ.
private let old = (1...10).map { "wsa> line \($0)" }
private let new = old.map { $0 == "wsa> line 2" ? "wsa> second" : $0 == "wsa> line 10" ? "wsa> last" : $0 }
private let text = "# T\n\n```wsa\n" + old.map { $0 + "\n" }.joined() + "```\n"

/// Reviews it with some answers; gives the lines after it, whether all was accepted, and what was shown and asked.
private func review(_ answers: [String]) throws -> (lines: [String], isWhole: Bool, shown: String) {
  let lesson = try Lesson.parse(Array(text.utf8), path: "a.md")
  var rest = answers[...]
  var shown = ""
  var review = Review(
    ask: { question in
      shown += question
      return rest.popFirst().map { Array($0.utf8) }
    }, color: false, write: { shown += String(decoding: $0, as: UTF8.self) })
  let transcript = Array(new.map { $0 + "\n" }.joined().utf8)
  let result = review.run(lesson, [.init(place: 0, transcript: transcript)])
  let lines = result.transcripts[0].split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
  #expect(rest.isEmpty)
  return (lines, result.isWhole, shown)
}

@Test func `each hunk that is accepted is taken over, and no other`() throws {
  let both = try review(["y", "y"])
  #expect(both.lines == new && both.isWhole)
  let first = try review(["Y", "n"])
  #expect(first.lines == [old[0], new[1]] + old[2...] && !first.isWhole)
  let second = try review(["n", " yes "])
  #expect(second.lines == old[..<9] + [new[9]] && !second.isWhole)
}

@Test func `a accepts what follows, q leaves it, and so does the end of the input`() throws {
  #expect(try review(["a"]).lines == new)
  #expect(try review(["q"]).lines == old)
  #expect(try review(["y", "q"]).lines == [old[0], new[1]] + old[2...])
  #expect(try review([]).lines == old)
}

@Test func `a difference is shown before it is asked for, and an answer that is none is explained`() throws {
  let shown = try review(["what", "y", "n"]).shown
  #expect(
    shown.hasPrefix(
      "\na.md:3\n@@ -4,5 +4,5 @@\n wsa> line 1\n-wsa> line 2\n+wsa> second\n wsa> line 3\n wsa> line 4\n wsa> line 5\n"
        + "accept? y yes, n no, a all that follow, q quit: Answer y, n, a or q, and press Enter; "))
  #expect(shown.contains("@@ -10,4 +10,4 @@"))
}

@Test func `of two differing texts any choice of hunks is a mix of both`() {
  let diff = UnifiedDiff(bytes(old), bytes(["new"] + old.dropLast(2) + ["x", "y", "z"]))
  #expect(diff.hunks.count == 2)
  #expect(diff.lines(accepting: [false, false]) == bytes(old))
  #expect(diff.lines(accepting: [true, false]) == bytes(["new"] + old))
  #expect(diff.lines(accepting: [false, true]) == bytes(old.dropLast(2) + ["x", "y", "z"]))
  #expect(diff.lines(accepting: [true, true]) == diff.new)
}
