import Calls
import Steps
import Testing
import Winsock

@testable import Explain
@testable import Playground

/// Adding a call is one declaration: a call made up here is explained, printed and reasoned about, and no file beside
/// this one knows its name.
struct MadeUpCallTests {
  /// A call that Windows does not have.
  private static let call = CallDescriptor(
    "WSAWhisper", declaredIn: "winsock2.h", "BOOL WSAWhisper(SOCKET s, LPCSTR text)", aliases: ["whisper"],
    returns: .bool, error: .win32, action: .send, overlapped: .never, request: "whisper {1} to {0}[2?, twice]",
    tests: ["test_whisper"],
    reason: { $0 == .WSAEACCES ? "nobody may whisper there" : nil },
    explanation: {
      CallExplanation(
        does: "Says something quietly.", returns: "TRUE, or FALSE.", errors: [(.WSAEACCES, "the room is loud")],
        beware: ["it is not a shout."])
    })

  @Test func isExplained() {
    #expect(Self.call.isNamed("wsawhisper") && Self.call.isNamed("Whisper"))
    #expect(
      Self.call.lines.map(\.text) == [
        "WSAWhisper", "Says something quietly.", "Returns TRUE, or FALSE.", "WSAEACCES: the room is loud",
        "Beware: it is not a shout.",
        "Source: Microsoft's page of WSAWhisper (documented); Wine's test_whisper (seen on Windows)",
      ])
  }

  @Test func itsErrorsHaveItsNamesAndReasons() {
    #expect(Self.call.name(of: .WSA_INVALID_HANDLE) == "ERROR_INVALID_HANDLE")
    #expect(Self.call.reason(for: .WSAEACCES) == "nobody may whisper there")
    #expect(Self.call.reason(for: .WSAENOTSOCK) == "not an open socket")
  }

  @Test func itsRequestIsFilled() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    let step = Step(number: 1, thread: "main", line: "", body: .none)
    var why = Why(session, step, AskedLine(try session.invocation("send a \"x\"")))
    #expect(why.words(for: Self.call) == "whisper \"x\" to a")
    why = Why(session, step, AskedLine(try session.invocation("sendto a \"x\" l")))
    #expect(why.words(for: Self.call) == "whisper \"x\" to a, twice")
  }

  /// A command of it is one declaration more: help, usage, the C form and completion come out of that.
  @Test func aCommandOfItIsHelpedWith() {
    let command = CommandOf(
      "whisper", call: Self.call, c: "WSAWhisper({s}, {data})", topic: .data, summary: "Says something quietly.",
      HandleParameter("S", "a socket", .socket), DataParameter()
    ) { call, s, data throws(UsageError) in .call(Return(1)) }.command
    #expect(command.usage == "whisper S DATA")
    #expect(command.call == "WSAWhisper" && command.prototype == "BOOL WSAWhisper(SOCKET s, LPCSTR text)")
  }
}
