import Foundation
import Testing

@testable import Lessons

@Suite("Going on another day") struct ResumeTests {
  /// Takes a lesson up to its goal with lines of the learner's own, and gives what is kept of it.
  private func kept() throws -> (Learner, LessonProgress) {
    var learner = try Learner(wholeLesson)
    learner.session.holding = ["a == 0"]
    learner.session.values["last.return"] = "512"
    _ = learner.goOn()
    for line in ["", "x = socket", "", "a", "", "", "512"] { learner.type(line) }
    return (learner, learner.taking.progress(since: nil))
  }

  /// The lesson resumed in a new session: what it waits for, what ran, and what was shown.
  private func resumed(_ text: String, _ progress: LessonProgress) throws -> Learner {
    var learner = try Learner(text)
    learner.taking.restore(progress)
    for index in learner.taking.lines.indices {
      learner.session.run(String(decoding: learner.taking.lines[index].text, as: UTF8.self))
      learner.taking.didRestore(index, in: learner.session)
    }
    return learner
  }

  @Test func theLinesThatRanRunAgainAndTheLearnerStandsWhereHeStopped() throws {
    let (before, progress) = try kept()
    var learner = try resumed(wholeLesson, progress)
    #expect(learner.session.lines == before.session.lines)
    // The question was answered, but what comes of it was not seen: it is asked again.
    #expect(learner.goOn().text == "answer your guess (Enter: don't know)> ")
    #expect(learner.taking.whereabouts == "section 2 of 3: Guess")
    #expect(learner.taking.score == Taking.Score(asked: 1, right: 1))
  }

  @Test func theProseBeforeIsShownAgain() throws {
    var first = try Learner(wholeLesson)
    _ = first.goOn()
    first.type("")
    var learner = try resumed(wholeLesson, first.taking.progress(since: nil))
    #expect(learner.goOn().text == "command listen l")
    #expect(learner.read() == "Whole\n═════\n\nRead this.\n\nWatch\n─────")
  }

  @Test func aWaitInVainIsKeptAsOne() throws {
    var learner = try Learner(wholeLesson)
    _ = learner.goOn()
    for line in ["", "sleepex 500", "show"] { learner.type(line) }
    var text = ProgressText()
    text["a"] = learner.taking.progress(since: nil)
    let bytes = text.bytes
    #expect(String(decoding: bytes, as: UTF8.self).contains("\nwait 4 sleepex 500\nline 4 show\n"))
    #expect(try ProgressText(bytes)["a"]?.lines?.map(\.waitedInVain) == [false, true, false])
  }

  @Test func whatIsGivenUpIsStoodBefore() throws {
    let (_, progress) = try kept()
    var learner = try Learner(wholeLesson)
    learner.taking.restore(progress)
    learner.taking.giveUp(from: 2)
    #expect(learner.taking.lines.map { String(decoding: $0.text, as: UTF8.self) } == ["l = socket", "x = socket"])
    #expect(learner.goOn().text == "command listen l")
  }

  @Test func undoReachesBackBeforeThatDay() throws {
    let (_, progress) = try kept()
    var learner = try resumed(wholeLesson, progress)
    learner.session.lines.removeLast(learner.session.lines.count - 1)
    learner.taking.didRun(Array("undo 4".utf8), nil, in: learner.session)
    #expect(learner.goOn().text == "command listen l")
  }

  @Test func aChangedTextRunsItsOwnLinesUpToTheSection() throws {
    let (_, progress) = try kept()
    let changed = wholeLesson.replacing("listen l\n  listen(l)", with: "listen l 5\n  listen(l, 5)")
    var learner = try resumed(changed, progress)
    #expect(learner.session.lines == ["l = socket", "listen l 5"])
    #expect(learner.goOn().text.hasPrefix("answer a or b"))
    #expect(learner.read().contains("Guess\n─────"))
  }

  @Test func aSectionThatIsGoneBeginsTheLessonAnew() throws {
    let (_, progress) = try kept()
    var learner = try resumed(wholeLesson.replacing("## Guess", with: "## Other"), progress)
    #expect(learner.session.lines.isEmpty)
    #expect(learner.goOn().text == "command l = socket")
  }

  @Test func tooManyLinesAreNotKept() throws {
    var learner = try Learner(wholeLesson)
    _ = learner.goOn()
    for _ in 0..<3 { learner.type("") }
    for number in 0..<400 { learner.type("x \(number)") }
    let progress = learner.taking.progress(since: nil)
    #expect(progress.lines == nil)
    #expect(try resumed(wholeLesson, progress).session.lines == ["l = socket", "listen l"])
  }

  @Test func whatWasFinishedStaysSo() throws {
    let (learner, progress) = try kept()
    #expect(!progress.isDone && progress.isUnderWay)
    #expect(progress.summary == "in part: section 2 of 3")
    var done = LessonProgress()
    done.isDone = true
    #expect(done.summary == "done")
    #expect(learner.taking.progress(since: done).summary == "done, again in part: section 2 of 3")
  }

  @Test func everythingSurvivesTheFile() throws {
    let (_, progress) = try kept()
    var text = ProgressText()
    text["a"] = progress
    text["/a folder/b.md"] = LessonProgress()
    text["a"]?.lines?.append(.init(place: 3, text: [0x20, 0xFF, 0x1B, 0x20]))
    let read = try ProgressText(text.bytes)
    #expect(read["a"] == text["a"] && read["/a folder/b.md"] == LessonProgress() && read.lessons.count == 2)
  }
}

@Suite("The file of what was done") struct ProgressFileTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("progress-\(UUID())")
  private var path: String { folder.appendingPathComponent("state/wsalab/lessons").path }

  private func write(_ text: String) throws {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  private var done: LessonProgress {
    var progress = LessonProgress()
    progress.isDone = true
    return progress
  }

  private var names: [String] {
    let folder = (path as NSString).deletingLastPathComponent
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
    return all.filter { !$0.hasSuffix(".lock") }
  }

  @Test func whatIsKeptIsReadAgain() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var complaints: [String] = []
    let file = ProgressFile(path: path) { complaints.append($0) }
    #expect(file.progress("01") == nil)
    file.keep(done, for: "01")
    #expect(ProgressFile(path: path) { complaints.append($0) }.progress("01") == done)
    file.keep(nil, for: "01")
    #expect(ProgressFile(path: path) { complaints.append($0) }.progress("01") == nil)
    #expect(complaints.isEmpty && names == ["lessons"])
  }

  @Test func twoSessionsDoNotUndoEachOther() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = ProgressFile(path: path) { _ in }
    let second = ProgressFile(path: path) { _ in }
    _ = (first.progress("01"), second.progress("02"))
    first.keep(done, for: "01")
    second.keep(done, for: "02")
    #expect(ProgressFile(path: path) { _ in }.count == 2)
  }

  /// Learners in one home at the same time: the file is read, changed and put back by one after the other.
  @Test func manySessionsLoseNothing() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = path
    let done = done
    DispatchQueue.concurrentPerform(iterations: 17) { learner in
      let file = ProgressFile(path: path) { _ in }
      for lesson in 0..<5 { file.keep(done, for: "\(learner)-\(lesson)") }
    }
    #expect(ProgressFile(path: path) { _ in }.count == 85)
  }

  @Test(arguments: [
    ("garbage\n", "damaged (line 1)"), ("wsalab lessons 1\nlesson a\nplace x\n", "damaged (line 3)"),
    ("wsalab lessons 1\nlesson a\nplace 3", "damaged (line 3)"), ("wsalab lessons 1\nplace 3\n", "damaged (line 2)"),
    ("wsalab lessons 2\nwhatever\n", "newer version"), ("wsalab lessons -1\n", "damaged"), ("\n", "damaged (line 1)"),
  ])
  func aFileOfNoUseIsSetAside(_ text: String, _ told: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(text)
    var complaints: [String] = []
    let file = ProgressFile(path: path) { complaints.append($0) }
    #expect(file.progress("01") == nil)
    file.keep(done, for: "01")
    #expect(
      complaints.count == 1 && complaints[0].contains(told) && complaints[0].contains("set aside as \(path).aside,"))
    #expect(try String(contentsOfFile: path + ".aside", encoding: .utf8) == text)
    #expect(ProgressFile(path: path) { complaints.append($0) }.progress("01") == done)
    // The next one finds another name.
    try write(text)
    #expect(ProgressFile(path: path) { complaints.append($0) }.progress("01") == nil)
    #expect(names == ["lessons.aside", "lessons.aside-2"])
  }

  @Test func whereNothingCanBeWrittenItIsToldOnce() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // A file where the folder should be: so it is for root, too.
    try "".write(toFile: folder.path + "/state", atomically: false, encoding: .utf8)
    var complaints: [String] = []
    let file = ProgressFile(path: path) { complaints.append($0) }
    file.keep(done, for: "01")
    file.keep(done, for: "02")
    #expect(complaints.count == 1 && complaints[0].contains("cannot be kept"))
    #expect(file.progress("01") == done)
  }

  @Test func aFolderInItsPlaceIsLeftAlone() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(atPath: path + "/x", withIntermediateDirectories: true)
    var complaints: [String] = []
    let file = ProgressFile(path: path) { complaints.append($0) }
    file.keep(done, for: "01")
    #expect(complaints.count == 1 && names == ["lessons"])
  }

  @Test func withoutAHomeNothingIsKept() {
    var complaints: [String] = []
    let file = ProgressFile(path: nil) { complaints.append($0) }
    file.keep(done, for: "01")
    file.keep(done, for: "02")
    #expect(complaints.count == 1)
    #expect(ProgressFile.defaultPath(stateHome: "/s", home: "/h") == "/s/wsalab/lessons")
    #expect(ProgressFile.defaultPath(stateHome: "s", home: "/h") == "/h/.local/state/wsalab/lessons")
    #expect(ProgressFile.defaultPath(stateHome: nil, home: "") == nil)
    #expect(ProgressFile.defaultPath(stateHome: "", home: "h") == nil)
  }
}
