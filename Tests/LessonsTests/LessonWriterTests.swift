import Foundation
import Testing

@testable import Lessons

/// A folder in which a shell replays lessons: it prints each command of the file, and `  done` below it.
private struct Desk: ~Copyable {
  let path = NSTemporaryDirectory() + "desk-" + UUID().uuidString + "/"
  /// What the shell does with the file `$0`.
  var script = "sed '/^```$/q' $0 | grep '^wsa>' | sed 's/$/\\n  done/'; printf '\\0'"

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  func save(_ lines: String, as name: String = "01-a-try.md", overwrite: Bool = false) throws -> [String] {
    let options = CheckOptions(replayer: Replayer(program: "/bin/sh", arguments: ["-c", script]))
    return try SavedLesson.write(
      lines: Array(lines.utf8), name: path + name, overwrite: overwrite, writer: LessonWriter(options: options))
  }

  func message(_ lines: String, as name: String = "01-a-try.md") -> String? {
    do {
      _ = try save(lines, as: name)
      return nil
    } catch {
      return (error as? LessonError)?.message
    }
  }

  func read(_ name: String = "01-a-try.md") throws -> String {
    try String(contentsOfFile: path + name, encoding: .utf8)
  }
  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }
}

@Test func `a session's lines become a lesson with their transcript`() throws {
  let desk = try Desk()
  #expect(try desk.save("l = socket\nlisten l\n") == ["saved 2 lines as the lesson \(desk.path)01-a-try.md"])
  let text = try desk.read()
  #expect(text.hasPrefix("# A try\n\nSay here what this shows"))
  #expect(text.contains("\n```wsa\nwsa> l = socket\n  done\nwsa> listen l\n  done\n```\n\n<!--"))
  var parser = LessonParser(bytes: Array(text.utf8), path: "a.md")
  #expect(parser.parse().blocks.count == 1 && parser.faults.isEmpty)
  #expect(desk.names == ["01-a-try.md"])
}

@Test func `a lesson that is there is replaced only when asked`() throws {
  let desk = try Desk()
  _ = try desk.save("one\n")
  #expect(desk.message("two\n") == "is there already")
  #expect(try desk.read().contains("wsa> one"))
  _ = try desk.save("two\n", overwrite: true)
  #expect(try desk.read().contains("wsa> two"))
  #expect(desk.names == ["01-a-try.md"])
}

@Test func `a line that does not hold when replayed is left out and told`() throws {
  var desk = try Desk()
  desk.script = "n=$(grep -n bad $0 | cut -d: -f1); printf 'wsa> x\\n\\0'; [ -z \"$n\" ] || printf '\\001%s no\\0' $n"
  let said = try desk.save("x\nbad\n")
  #expect(
    said.count == 2 && said[0].hasPrefix("saved 1 line ") && said[1] == "left out 1 that does not hold when replayed")
  #expect(try !desk.read().contains("bad"))
}

@Test func `what check would refuse in a saved lesson is told`() throws {
  let desk = try Desk()
  let said = try desk.save(String(repeating: "w", count: 90) + "\n")
  #expect(said.last == "wsalab check will refuse it, line 6: 95 columns; a lesson's lines have 80 at most")
}

@Test func `nothing is written of what cannot be replayed or is not a lesson`() throws {
  var desk = try Desk()
  #expect(desk.message("") == "there is no line to save yet")
  #expect(desk.message(String(repeating: "x\n", count: 1001))?.hasPrefix("these are 1001 lines") == true)
  #expect(desk.message("x\na\0b\n")?.hasPrefix("line 2 of them is no text in UTF-8") == true)
  desk.script = "echo no network >&2; exit 2"
  #expect(desk.message("x\n") == "its replay ended before the lesson did, with status 2. no network")
  desk.script = "printf '\\0016 no\\0\\0'"
  #expect(desk.message("x\ny\nz\na\nb\n")?.hasPrefix("its lines do not run the same way again") == true)
  #expect(desk.names.isEmpty)
}

@Test(arguments: [
  ("", "the name is missing"), ("a/", "the name is missing"), ("-a", "does not begin with a hyphen"),
  ("a b", "not \" \""),
  ("a.txt", "not \".\""), ("a/../b.md.md", "not \".\""), ("nowhere/a", "there is no folder nowhere/; make it first"),
  ("a\u{1B}b", "letters, digits"), (String(repeating: "a", count: 73), "longer than 72 columns"),
]) func `a bad name for a lesson is explained`(name: String, message: String) {
  do {
    let name = try LessonName(name)
    Issue.record("\(name.path) is taken")
  } catch {
    #expect(error.message.contains(message))
  }
}

@Test(arguments: [
  ("07-a-stream_has-no", "A stream has no"), ("x.md", "X"), ("/tmp/01-été", "Été"), ("42", "42"), ("01-소켓", "소켓"),
]) func `a lesson's title comes of its name`(name: String, title: String) throws {
  #expect(try LessonName(name).title == title)
}
