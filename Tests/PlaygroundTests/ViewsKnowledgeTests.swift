@testable import Explain
import Calls
import Testing
import Winsock

@testable import Playground

private func explained(_ topic: String) -> String? {
  Knowledge.explain(topic).map { lines in lines.map(\.text).joined(separator: "\n") }
}

@Test(arguments: [
  ("10035", "WSAEWOULDBLOCK (10035)"), ("WSAEWOULDBLOCK", "WSAEWOULDBLOCK (10035)"), ("wsarecv", "WSARecv"),
  ("STATUS_PENDING", "STATUS_PENDING (0x103)"), ("0xC000020D", "STATUS_CONNECTION_RESET (0xC000020D)"),
  ("0x2733", "WSAEWOULDBLOCK (10035)"), ("259", "STATUS_PENDING (0x103)"), ("FIN_WAIT_2", "FIN_WAIT_2"),
  ("WSAOVERLAPPED", "WSAOVERLAPPED"), ("OVERLAPPED", "WSAOVERLAPPED"), ("overlapped", "overlapped"),
  ("MSG_PEEK", "MSG_PEEK"), ("fd_read", "FD_READ"),
  ("backlog", "backlog"), ("mss", "MSS"), ("ERROR_NETNAME_DELETED", "ERROR_NETNAME_DELETED (64)"), ("0", "0"),
  ("ERROR_IO_PENDING", "WSA_IO_PENDING (997)"), ("gqcs", "GetQueuedCompletionStatus"),
])
func `topics are found by number and by name in any case`(topic: String, heading: String) {
  #expect(Knowledge.explain(topic)?.first?.text == heading)
  #expect((Knowledge.explain(topic)?.count ?? 0) > 1)
}

@Test(arguments: ["", "nonsense", "99999", "0x", "0xzz", "-1", "\u{1b}[2J", String(repeating: "x", count: 100_000)])
func `what is not known is not made up`(topic: String) {
  #expect(Knowledge.explain(topic) == nil)
  _ = Knowledge.closest(topic)
}

@Test func `every error has an explanation and a reason`() {
  for fact in ErrorFact.all {
    #expect(ErrorEntry.find(fact.winsock) != nil, "\(fact.name)")
    #expect((Knowledge.explain(fact.name)?.count ?? 0) >= 2, "\(fact.name)")
    if let status = fact.status { #expect(Knowledge.explain(status.name) != nil, "\(status.name)") }
    if let win32 = fact.win32 { #expect(Knowledge.explain(win32.name) != nil, "\(win32.name)") }
  }
}

@Test func `every call is explained`() {
  let calls = """
    WSAStartup WSACleanup WSAGetLastError WSASetLastError socket WSASocketW closesocket bind listen accept connect shutdown
    send recv sendto recvfrom getsockname getpeername setsockopt getsockopt ioctlsocket select WSAPoll WSACreateEvent
    WSASetEvent WSAResetEvent WSACloseEvent WSAEventSelect WSAEnumNetworkEvents WSARecv WSASend WSARecvFrom WSASendTo
    WSAGetOverlappedResult WSAWaitForMultipleEvents SleepEx WSAIoctl AcceptEx GetAcceptExSockaddrs ConnectEx DisconnectEx
    CreateIoCompletionPort GetQueuedCompletionStatus GetQueuedCompletionStatusEx PostQueuedCompletionStatus
    SetFileCompletionNotificationModes CancelIo CancelIoEx CloseHandle htons htonl ntohs ntohl inet_pton inet_ntop getaddrinfo
    gethostname
    """
  for call in calls.split(whereSeparator: \.isWhitespace) {
    #expect(Knowledge.explain(String(call))?.first?.text == String(call))
  }
}

@Test func `every socket option, flag and TCP state is explained`() {
  let words =
    SocketOption.allCases.map(\.rawValue) + ExtensionFunction.allCases.map(\.rawValue) + [
      "CLOSED", "LISTEN", "SYN_SENT", "SYN_RCVD", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING",
      "LAST_ACK", "TIME_WAIT", "FD_READ", "FD_WRITE", "FD_OOB", "FD_ACCEPT", "FD_CONNECT", "FD_CLOSE", "MSG_OOB",
      "MSG_PEEK", "MSG_WAITALL",
    ]
  for word in words { #expect(Knowledge.explain(word) != nil, "\(word)") }
}

@Test func `every name leads to its own explanation`() {
  for entry in CallCatalogue.all { #expect(Knowledge.explain(entry.name)?.first?.text == entry.name) }
  for entry in WordEntry.all {
    for name in entry.names { #expect(Knowledge.explain(name)?.first?.text == entry.names[0], "\(name)") }
  }
  #expect(Knowledge.explain("listen")?.first?.text == "listen")
  #expect(Knowledge.explain("LISTEN")?.first?.text == "LISTEN")
}

/// What is claimed of Windows or TCP says where it comes from; what is this program's own claims nothing.
@Test func `every explanation says where it comes from`() {
  for call in CallCatalogue.all {
    #expect(explained(call.name)?.contains("\nSource: Microsoft's page of \(call.name) (documented)") == true)
  }
  for fact in ErrorFact.all { #expect(explained(fact.name)?.contains("\nSource: ") == true, "\(fact.name)") }
  for entry in WordEntry.all {
    let isOwn =
      WordEntry.commands.contains { $0.names == entry.names } || ["inferred", "captured"].contains(entry.names[0])
    #expect((explained(entry.names[0])?.contains("\nSource: ") == true) != isOwn, "\(entry.names[0])")
  }
  for name in WordEntry.rfcs.keys { #expect(WordEntry.all.contains { $0.names[0] == name }, "\(name)") }
  #expect(explained("getsockopt")?.contains("test_set_getsockopt (seen on Windows)") == true)
}

@Test func `a reason fits behind its error on one line`() {
  for fact in ErrorFact.all {
    for call in CallCatalogue.all {
      let reason = call.reason(for: fact.winsock)
      #expect(reason.utf8.count <= 40, "\(fact.name) \(call.name): \(reason)")
      #expect(reason.utf8.allSatisfy { (0x20..<0x7f).contains($0) })
    }
  }
  #expect(CallDescriptor.AcceptEx.reason(for: .WSA_IO_PENDING) == "accepted; waits for a client")
  #expect(CallDescriptor.WSASend.reason(for: .WSA_IO_PENDING) == "accepted; waits for room to send")
}

@Test func `a misspelt topic has near ones`() {
  #expect(Knowledge.closest("WSAEWOULDBLOK").first == "WSAEWOULDBLOCK")
  #expect(Knowledge.closest("wsarcv").first == "WSARecv")
  #expect(Knowledge.closest("time_wiat").first == "TIME_WAIT")
  #expect(Knowledge.closest("qqqqqqqq").isEmpty)
}
