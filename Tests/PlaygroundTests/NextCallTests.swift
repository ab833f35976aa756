import Testing
import Views

@testable import Playground

/// Statements that make several calls, each in a step of its own, in the order of C; and memory from the heap.
struct NextCallTests {
  /// Types a text at the prompt, line by line; what each step made.
  @discardableResult
  private func paste(_ text: String, in session: Session) -> [String] {
    var calls: [String] = []
    func step(_ line: [UInt8]) {
      if case .call(let record)? = session.run(line)?.body { calls.append(record.call) }
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      step(Array(line.utf8))
      while let next = session.nextScriptLine() { step(next) }
    }
    return calls
  }

  private func value(_ expression: String, _ session: Session) -> String? {
    guard case .value(let value) = session.run(expression)?.body else { return nil }
    return value.text
  }

  @Test func eitherCallsTheSecondWhenTheFirstIsFalse() throws {
    let session = try session()
    defer { session.end() }
    session.run("l = socket")
    session.run("SOCKADDR_IN a = {0}")
    session.run("a.sin_family = AF_INET;")
    session.run("int n = 0;")
    let line =
      "if (bind(l, (SOCKADDR*)&a, sizeof a) == SOCKET_ERROR || listen(l, 5) == SOCKET_ERROR) n = 1; else n = 2;"
    #expect(paste(line, in: session) == ["bind", "listen"])
    #expect(value("n + 0", session) == "2")
    // It is bound now: the first is true, and the second is not made.
    #expect(paste(line, in: session) == ["bind"])
    #expect(value("n + 0", session) == "1")
  }

  @Test func whatIsLeftOutIsNotMade() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("int n = 0;")
    #expect(paste("if (n > 0 && send(c, \"x\", 1, 0) > 0) n = 5;", in: session) == [])
    #expect(paste("n = n ? send(c, \"x\", 1, 0) : recv(l, NULL, 0, 0);", in: session) == ["recv"])
    #expect(value("n + 0", session) == "-1")
  }

  @Test func aConditionCallsUponWhatItMade() throws {
    let session = try session()
    defer { session.end() }
    for line in ["l = socket", "bind l 127.0.0.1:0", "listen l", "SOCKET s;"] { session.run(line) }
    session.run("int n = 0;")
    let line =
      "if ((s = socket(AF_INET, SOCK_STREAM, 0)) != INVALID_SOCKET && shutdown(s, SD_SEND) == SOCKET_ERROR) n = 7;"
    #expect(paste(line, in: session) == ["socket", "shutdown"])
    #expect(value("n + 0", session) == "7")
  }

  @Test func severalCallsOfOneExpressionAreAdded() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    #expect(paste("int n = send(c, \"abc\", 3, 0) + send(c, \"de\", 2, 0);", in: session) == ["send", "send"])
    #expect(value("n + 0", session) == "5")
    #expect(paste("closesocket(socket(AF_INET, SOCK_DGRAM, 0));", in: session) == ["socket", "closesocket"])
  }

  @Test func anArrayIsFilledByCalls() throws {
    let session = try session()
    defer { session.end() }
    #expect(
      paste("WSAEVENT e[2] = {WSACreateEvent(), WSACreateEvent()};", in: session) == [
        "WSACreateEvent", "WSACreateEvent",
      ])
    session.run("WSASetEvent(e[1]);")
    #expect(session.call("WSAWaitForMultipleEvents(2, e, FALSE, 0, FALSE);")?.returned == .number(1))
  }

  @Test func severalVariablesOfWhichSomeAreMadeByCalls() throws {
    let session = try session()
    defer { session.end() }
    #expect(
      paste(
        "SOCKET s = socket(AF_INET, SOCK_STREAM, 0), t = INVALID_SOCKET, u = socket(AF_INET, SOCK_DGRAM, 0);",
        in: session)
        == ["socket", "socket"])
    #expect(session.call("listen t 5")?.error?.name == "WSAENOTSOCK")
    #expect(session.records("getsockopt u SO_TYPE").first?.contains("\"value\":2") == true)
    session.run("int a = 1, b = 2;")
    paste("a = b, b = 5;", in: session)
    #expect(value("a * 10 + b", session) == "25")
  }

  @Test func aCallThatFailsLeavesNothingBehind() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    // The second call is a mistake: the first was made, and the line that is typed next is a new one.
    paste("int n = send(c, \"a\", 1, 0) + send(nobody, \"a\", 1, 0);", in: session)
    #expect(paste("int n = send(c, \"a\", 1, 0) + send(a, \"a\", 1, 0);", in: session) == ["send", "send"])
  }

  @Test func whatIsWrittenComesBehindTheCalls() throws {
    let session = try session()
    defer { session.end() }
    session.run("s = socket")
    var texts: [String] = []
    func step(_ line: [UInt8]) {
      if case .text(let lines)? = session.run(line)?.body { texts += lines.map(\.text) }
    }
    for line in [
      #"cout << "listen " << listen(s, 5) << " shutdown " << shutdown(s, SD_SEND) << endl;"#,
      #"printf("close %d %d\n", closesocket(s), closesocket(s));"#, #"printf("last %d\n", WSAGetLastError());"#,
    ] {
      step(Array(line.utf8))
      while let next = session.nextScriptLine() { step(next) }
    }
    #expect(texts == ["listen -1 shutdown -1", "close 0 -1", "last 10038"])
  }

  @Test(arguments: [
    ("enum OP { OP_READ = 1, OP_WRITE };", "OP_WRITE + 0", "2"),
    ("typedef enum { A, B, C = 7, D } KIND;", "D * 10 + B", "81"),
    ("enum class Way { In = 0x10, Out };", "Out + 0", "17"),
  ])
  func constantsOfAnEnum(_ line: String, _ expression: String, _ value: String) throws {
    let session = try session()
    defer { session.end() }
    session.run(line)
    session.run("int n = \(expression);")
    #expect(self.value("n + 0", session) == value)
    if line.hasPrefix("typedef") {
      session.run("typedef struct { OVERLAPPED ol; KIND kind; } IO;")
      session.run("IO io = {0};")
      session.run("io.kind = C;")
      #expect(self.value("io.kind", session) == "7")
    }
  }

  @Test func memoryOfTheHeap() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    paste("typedef struct { OVERLAPPED ol; WSABUF wb; char data[16]; } IO;", in: session)
    paste("IO *io = new IO();\nio->wb.buf = io->data; io->wb.len = sizeof(io->data); DWORD flags = 0;", in: session)
    #expect(session.call("WSARecv(a, &io->wb, 1, NULL, &flags, &io->ol, NULL);")?.error?.name == "WSA_IO_PENDING")
    session.run("char *m = (char *)malloc(16);")
    session.run("strcpy(m, \"heap\");")
    #expect(session.call("send(c, m, (int)strlen(m), 0);")?.returned == .number(4))
    #expect(value("io->ol.InternalHigh", session) == "4")
    #expect(value("io->data", session)?.contains("\"heap\"") == true)
    session.run("IO *two = (IO *)calloc(2, sizeof(IO));")
    #expect(value("two[1].wb.len", session) == "0")
    session.run("char *z = new char[8]{};")
    #expect(value("z[7] == 0", session) == "1")
    #expect(session.usage("char *huge = (char *)malloc(1 << 30);") != nil)
    #expect(session.usage("char *less = new char[-1];") != nil)
  }
}
