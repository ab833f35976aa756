import Steps
import Testing
import Views

@testable import Playground

/// The steps of a session come back from its records.
struct RecordedStepsTests {
  private func read(_ text: String) throws -> [RecordedEntry] {
    var lines = text.utf8.split(separator: 0x0a).map { Array($0) }[...]
    var reader = RecordReader { lines.popFirst() }
    var entries: [RecordedEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    return entries
  }

  private func records(_ steps: [Step]) -> String {
    var out: [UInt8] = []
    for step in steps { JSONView().write(step, into: &out) }
    return String(decoding: out, as: UTF8.self)
  }

  @Test func aSessionComesBack() throws {
    let session = try session(traces: true)
    defer { session.end() }
    let lines = [
      "l = socket   # listens", "bind l 127.0.0.1:0", "listen l", "c = socket", "connect c l", "a = accept l",
      "e = wsacreateevent", "o = overlapped event=e", "wsarecv a 16 o", "send c \"hello\"", "show", "show o e", "e",
      "why",
      "expect o.Internal == 1", "p = iocp", "iocp c p key=7", "pqcs p 1 2", "gqcsex p 4", "recv a 5 flags=MSG_PEEK",
      "routine r : send a \"x\"; show r", "wsarecv a 4 o2 routine=r", "send c \"1234\"", "sleepex 0 alertable",
      "wsacloseevent e", "show o", "thread w", "@w recv a 5", "closesocket c", "inflight", "trace", "quit",
    ]
    let steps = lines.compactMap { session.run($0) }
    #expect(steps.count == lines.count)
    #expect(try read(records(steps)) == steps.map(RecordedEntry.step))
  }
}
