import Testing

@testable import Playground

/// What is said of a line that cannot be run: what, where, and what would be right.
struct UsageErrorTests {
  @Test(arguments: [
    ("bnd s 127.0.0.1:7777", "unknown command \"bnd\"; did you mean \"bind\"?", 0..<3),
    ("recv nosuch 10", "there is no \"nosuch\"", 5..<11),
    ("bind s 127.0.0.1", "\"127.0.0.1\" is not an address", 7..<16),
    ("bind s t", "\"t\" is not a bound socket", 7..<8),
    ("@nobody listen s", "there is no thread \"nobody\"", 1..<7),
    ("listen", "a socket is missing", 6..<6),
    ("listen s 1 2", "\"2\" is an unexpected argument", 11..<12),
    ("listen b", "\"b\" is a WSABUF, not a handle", 7..<8),
    ("listen o", "\"o\" is a WSAOVERLAPPED, not a handle", 7..<8),
    ("send s \"x\" flags=MSG_PEK", "\"MSG_PEK\" is not a number; did you mean \"MSG_PEEK\"?", 17..<24),
    ("send s \"x\" flag=1", "send has no option \"flag=\"; did you mean \"flags\"?", 11..<17),
    ("send s x", "\"x\" is not DATA", 7..<8),
    ("recv s 100000001", "\"100000001\" is not a valid length", 7..<16),
    ("recv s -1", "\"-1\" is not a valid length", 7..<9),
    ("recv s 99999999999999999999999", "\"99999999999999999999999\" is too large a number", 7..<30),
    ("send s \"A\"*999999999999", "that is too much data: 100000000 bytes is the most", 10..<23),
    ("wsarecv s b,nosuch", "there is no \"nosuch\"", 12..<18),
    ("wsarecv s b s", "\"s\" is not a WSAOVERLAPPED", 12..<13),
    ("wsarecv s b o routine=b", "\"b\" is not a completion routine", 22..<23),
    ("wait e,nosuch", "there is no \"nosuch\"", 7..<13),
    (
      "setsockopt s SO_REUSEADR 1", "\"SO_REUSEADR\" is not a socket option here; did you mean \"SO_REUSEADDR\"?",
      13..<24
    ),
    ("x = send s \"x\"", "send makes nothing that could be named", 0..<1),
    ("NULL = socket", "NULL cannot be a name", 0..<4),
    ("thread main", "there is a thread of that name", 7..<11),
    ("free s", "\"s\" is not a WSABUF or a WSAOVERLAPPED", 5..<6),
    ("socket tcp inet7", "\"inet7\" is not tcp, udp, inet or inet6", 11..<16),
    (
      "wsaioctl s SIO_GET_EXTENSION_FUNCTION_POINTER WSAID_ACCEPTX",
      "\"WSAID_ACCEPTX\" is not an extension function; did you mean \"WSAID_ACCEPTEX\"?", 46..<59
    ),
    ("expect o.Internl == 0", "it has no \"Internl\"; did you mean \"Internal\"?", 9..<16),
    ("expect o.Internal = 0", "a comparison is written ==", 18..<19),
    ("expect nosuch.x", "there is no \"nosuch\"", 7..<13),
  ])
  func says(_ line: String, _ message: String, _ place: Range<Int>) throws {
    let session = try session()
    for line in ["s = socket", "t = socket", "b = wsabuf 4", "o = overlapped", "e = event"] { session.run(line) }
    let error = session.usage(line)
    #expect(error?.message == message)
    #expect(error?.place == place)
    #expect(session.exitStatus == 2)
    session.end()
  }

  @Test func aLineThatIsWrongMakesNothing() throws {
    let session = try session()
    session.run("s = socket")
    #expect(session.usage("wsarecv s 10,20 o routine=r nonsense") != nil)
    for name in ["b1", "b2", "o", "r"] { #expect(session.usage("show \(name)") != nil, "\(name) was made") }
    session.run("recv s 10")
    #expect(session.usage("show b1") == nil)
    session.end()
  }
}
