import Playground

// Lines of the learner's own that a question or a goal does not expect: what they would spoil is undone, or told.
extension Taking {
  /// How many lines have run at a place in the lesson without it going on; 0 when they only asked.
  func linesOfOwn(at place: Int) -> Int {
    guard let first = marks.reversed().prefix(while: { $0.place == place }).last, lines.count > first.kept else {
      return 0
    }
    return lineCount - first.count
  }

  /// Has so many lines undone, so that the lesson's own session answers; false when there are none.
  @discardableResult
  mutating func takeBack(_ count: Int) -> Bool {
    guard count > 0 else { return false }
    rewind = count
    let lines = count == 1 ? "Your line is" : "Your \(count) lines are"
    queue.append(view.note("\(lines) undone first: the question is about the lesson's own session."))
    return true
  }

  /// The line that undoes what is to be undone; nil when nothing is.
  mutating func takeRewind() -> [UInt8]? {
    guard rewind > 0 else { return nil }
    defer { (rewind, isRewinding) = (0, true) }
    return Array((rewind == 1 ? "undo" : "undo \(rewind)").utf8)
  }

  /// Forgets the lines that were undone; the first of them.
  @discardableResult
  mutating func forgetLines(from count: Int) -> Mark? {
    var first: Mark?
    while let mark = marks.last, mark.count >= count {
      marks.removeLast()
      lines.removeSubrange(min(mark.kept, lines.count)...)
      first = mark
    }
    return first
  }

  /// A question whose line was typed behind lines of one's own is not judged: they may have changed what comes of it.
  mutating func leaveQuestion() {
    question = nil
    queue.append(view.note("Your answer is not judged: lines of your own came before this one. \(wayBack)"))
  }

  // MARK: - What a goal needs

  /// The sockets that an answer's lines name and that are open; not those that it closes itself.
  func needs(of commands: [Lesson.Command], in session: some TakenSession) -> [String] {
    var (named, closed): ([String], Set<String>) = ([], [])
    for command in commands {
      let words = Lesson.words(command.text).flatMap {
        $0.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
      }
      if words.contains(where: Session.closesSockets) { closed.formUnion(words) }
      for word in words where !named.contains(word) { named.append(word) }
    }
    return named.filter { !closed.contains($0) && session.value(of: Array("\($0).open".utf8)) == "true" }
  }

  /// Tells, once, of a socket that is gone though the answer to the goal needs it.
  mutating func tellLost(in session: some TakenSession) {
    let lost = needed.filter { session.value(of: Array("\($0).open".utf8)) != "true" }
    guard !lost.isEmpty else { return }
    needed.removeAll { lost.contains($0) }
    let what = lost.count == 1 ? "\(lost[0]) is closed" : "\(lost.joined(separator: ", ")) are closed"
    queue.append(view.note("\(what), and the lesson's way to the goal needs it. \(wayBack)"))
  }
}
