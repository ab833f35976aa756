import Testing
import TerminalText

@testable import Lessons

private func diff(_ old: [String], _ new: [String], firstLine: Int = 1) -> String {
  var text = TextBuffer()
  UnifiedDiff(old.map { Array($0.utf8) }, new.map { Array($0.utf8) }).write(firstLine: firstLine, into: &text)
  return String(decoding: text.bytes, as: UTF8.self)
}

@Test func `equal texts have no difference`() {
  #expect(diff(["a", "b"], ["a", "b"]) == "")
}

@Test func `a changed line stands between three lines of context, with its number in the file`() {
  #expect(
    diff(
      ["1", "2", "3", "4", "5", "6", "7", "8", "9"], ["1", "2", "3", "4", "five", "6", "7", "8", "9"], firstLine: 101)
      == "@@ -102,7 +102,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n")
}

@Test func `changes far apart are hunks of their own, and later numbers count what came in before`() {
  let old = (1...20).map(String.init)
  var new = old
  new.insert("x", at: 1)
  new.remove(at: 19)
  #expect(diff(old, new) == "@@ -1,4 +1,5 @@\n 1\n+x\n 2\n 3\n 4\n@@ -16,5 +17,4 @@\n 16\n 17\n 18\n-19\n 20\n")
}

/// As `diff -u` of GNU diffutils has it: six lines between two changes are one hunk, seven are two.
@Test(arguments: [(0, 1), (5, 1), (6, 1), (7, 2), (8, 2)]) func `changes that share their context are one hunk`(
  _ kept: Int, _ hunks: Int
) {
  let middle = (0..<kept).map { "k\($0)" }
  let text = diff(["a"] + middle + ["b"], ["A"] + middle + ["B"])
  #expect(text.split(separator: "\n").count { $0.hasPrefix("@@") } == hunks)
  #expect(text.split(separator: "\n").count { $0.hasPrefix(" ") } == min(kept, 6))
}

@Test func `spaces at a line's end and control characters can be seen`() {
  #expect(diff(["a"], ["a "]) == "@@ -1,1 +1,1 @@\n-a\n+a   (spaces at the end)\n")
  #expect(!diff(["\u{1b}[2J"], ["b"]).contains("\u{1b}"))
}

@Test func `edits always make the new text out of the old`() {
  var state: UInt64 = 7
  func next(_ bound: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1
    return state >> 33 % bound
  }
  for _ in 0..<300 {
    let old = (0..<next(12)).map { _ in [UInt8(next(4))] }
    let new = (0..<next(12)).map { _ in [UInt8(next(4))] }
    var made: [[UInt8]] = []
    for edit in UnifiedDiff(old, new).edits {
      switch edit {
      case .keep(let i, let j):
        #expect(old[i] == new[j])
        made.append(old[i])
      case .insert(let j): made.append(new[j])
      case .remove: break
      }
    }
    #expect(made == new)
  }
}
