import Explain
import Glibc
import Testing

@testable import Playground

/// Tasks are found by natural words and with slips, and their lines can be typed.
@Suite struct HelpTaskTests {
  @Test(arguments: HelpTask.all.map(\.title)) func itsLinesCanBeTyped(_ title: String) throws {
    let task = try #require(HelpTask.all.first { $0.title == title })
    #expect(!task.ways.isEmpty)
    for way in task.ways {
      // Each way stands for itself: it is typed in a session of its own.
      let session = try session(traces: true)
      defer { session.end() }
      for line in HelpTask.setting + way.lines {
        if let error = session.usage(line) { Issue.record("\(title): \(line): \(error.message)") }
      }
    }
  }

  @Test(arguments: HelpTask.all.map(\.title)) func itIsFoundByItsTitle(_ title: String) {
    #expect(HelpTask.find(title).first?.title == title)
  }

  @Test(arguments: [
    ("receive without blocking", "receive without blocking"),
    ("how do I recieve without bloking", "receive without blocking"),
    ("non-blocking read", "receive without blocking"), ("async recv", "receive without blocking"),
    ("비동기 수신", "receive without blocking"), ("非阻塞 接收", "receive without blocking"),
    ("connecting to a server", "connect to a server"), ("close politely", "close a connection"),
    ("how to cancel a pending operation", "cancel an operation"), ("iocp", "use a completion port"),
    ("완료포트", "use a completion port"), ("완료 포트", "use a completion port"), ("完成端口", "use a completion port"),
    ("wait for many sockets", "wait for several sockets"), ("timeout", "wait with a time limit"),
    ("udp", "send and receive datagrams"), ("callback", "use a completion routine"),
    ("what went wrong, error code", "find out why a call failed"), ("peek", "look at bytes without taking them"),
    ("see packets", "see the packets"), ("send and recieve datagrams", "send and receive datagrams"),
    ("메시지 전체", "receive a whole message"), ("스레드", "use several threads"), ("关闭", "close a connection"),
  ]) func naturalWordsAndSlipsFindIt(_ query: String, _ title: String) {
    #expect(HelpTask.find(query).first?.title == title)
  }

  @Test func wordsThatSayNothingFindNothing() {
    #expect(HelpTask.find("how do I").isEmpty)
    #expect(HelpTask.find("zzzzqq wwwwxx").isEmpty)
    #expect(HelpTask.find("").isEmpty)
  }

  /// The lessons that warnings, `why` and `help` point to are there by the name that is told.
  @Test func theLessonsNamedAreThere() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let directory = try #require(opendir("/" + folder + "/lessons"))
    defer { closedir(directory) }
    var files: [String] = []
    while let entry = readdir(directory) {
      files.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    let numbered = files.filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }
    #expect(numbered.count >= 15)
    #expect(Set(Course.allCases.map { String($0.rawValue.prefix(2)) }).count == Course.allCases.count)
    for file in numbered {
      let lesson = Course.allCases.first { file.hasPrefix($0.rawValue.prefix(2)) }
      #expect(lesson.map { $0.file + ".md" } == file)
    }
  }
}
