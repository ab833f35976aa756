import Steps
import TerminalText
import Testing

@testable import Exports

/// The pieces of which files of a session are made.
struct PieceTests {
  /// What is JSON to a parser cannot end the script element that it stands in, nor turn text around.
  @Test func textStaysTextInJSON() {
    var json = JSONText()
    json.array {
      $0.string("</script><b>&\u{2028}\u{202E}\u{1B}[31m\"\\\n\u{7F}한국어")
      $0.number(-3)
      $0.bool(true)
      $0.time(1250)
    }
    let expected =
      #"["\u003c/script\u003e\u003cb\u003e\u0026\u2028\u202e\u001b[31m\"\\\n\u007f한국어",-3,true,1.250]"#
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
  }

  @Test func runsOfStyledText() {
    var text = TextBuffer(color: true)
    text.append("a")
    text.append("b", [.bold, .cyan])
    text.append("c\n")
    text.set(.dim)
    text.append("d")
    #expect(
      StyledRun.runs(text.styled) == [
        StyledRun(text: "a", classes: ""), StyledRun(text: "b", classes: "bc"), StyledRun(text: "c\n", classes: ""),
        StyledRun(text: "d", classes: "d"),
      ])
  }

  @Test func argumentsOfAPrintedCall() {
    let call = PrintedCall(#"WSASendTo(v, {head, body}, 2, &bytes, 0, [::1]:7777, "a, \"b)\"", NULL)"#)
    #expect(call.name == "WSASendTo")
    #expect(call.arguments == ["v", "{head, body}", "2", "&bytes", "0", "[::1]:7777", #""a, \"b)\"""#, "NULL"])
    #expect(PrintedCall("WSACleanup()").arguments.isEmpty)
    #expect(PrintedCall("WSARecv(s, {h, b}, 2)").names == ["s", "h", "b", "2"])
  }

  @Test(arguments: [
    (#""Hello\n""#, #"std::string("Hello\012", 6)"#), ("hex:78003f", #"std::string("x\000\077", 3)"#),
    (#""ab"*3"#, #"repeated(std::string("ab", 2), 3)"#), (#""\x41\"\\""#, #"std::string("A\"\\", 3)"#),
  ])
  func dataAsCpp(_ printed: String, _ expected: String) { #expect(CppText.data(printed) == expected) }

  @Test func whatIsNoDataIsNone() {
    for text in ["", "\"", "b.buf", "hex:1", "hex:xy", #""\x4""#] { #expect(CppText.data(text) == nil, "\(text)") }
  }

  /// A variable never has a name that C++ or the program has taken.
  @Test func namesOfVariables() {
    #expect(
      ["l", "server.a1", "or", "main", "step3", "1x", "recv"].map(CppText.name) == [
        "l", "server_a1", "the_or", "the_main", "the_step3", "the_1x", "the_recv",
      ])
  }

  @Test func formsByTheirEndings() {
    #expect(Exporter(path: "a/b.html") == .page && Exporter(path: "x.y.cast") == .film)
    #expect(Exporter(path: "html") == nil && Exporter(path: "x.HTML") == nil && Exporter(path: "x.") == nil)
  }
}
