import Testing

@testable import Playground

/// Whole records, as section 5 of the language has them.
struct RecordTests {
  @Test func calls() throws {
    let session = try session()
    #expect(
      session.records("s = socket tcp  # a comment", "listen s", "wsabuf 4", "o = overlapped", "htons 80") == [
        #"{"step":1,"thread":"main","line":"s = socket tcp","call":"socket","return":"s","error":null}"#,
        #"{"step":2,"thread":"main","line":"listen s","call":"listen","return":-1,"error":{"code":10022,"name":"WSAEINVAL"}}"#,
        #"{"step":3,"line":"wsabuf 4","object":"b1","type":"WSABUF","value":{"len":4,"buf":"00000000"}}"#,
        #"{"step":4,"line":"o = overlapped","object":"o","type":"WSAOVERLAPPED","value":{"Internal":0,"InternalHigh":0,"Offset":0,"OffsetHigh":0,"hEvent":null}}"#,
        #"{"step":5,"thread":"main","line":"htons 80","call":"htons","return":20480,"error":null}"#,
      ])
    session.end()
  }

  @Test func blockingAndRoutines() throws {
    let session = try session()
    session.connect()
    #expect(
      session.records("recv a 8", "send c \"hi\"") == [
        #"{"step":7,"thread":"main","line":"recv a 8","call":"recv","blocked":true}"#,
        #"{"step":8,"thread":"t2","line":"send c \"hi\"","call":"send","return":2,"error":null}"#,
        #"{"resumes":7,"thread":"main","call":"recv","return":2,"error":null,"out":{"data":"6869"}}"#,
      ])
    session.run("wsarecv a 8 o routine=r")
    session.run("send c \"hi\"")
    #expect(
      session.records("sleepex 0 alertable") == [
        #"{"routine":"r","thread":"main","error":0,"bytes":2,"overlapped":"o","flags":0}"#,
        #"{"step":11,"thread":"main","line":"sleepex 0 alertable","call":"SleepEx","return":192,"error":null}"#,
      ])
    session.end()
  }

  @Test func callsAsC() throws {
    let session = try session()
    session.connect()
    for line in ["b = wsabuf 16", "o = overlapped", "e = event"] { session.run(line) }
    for (line, c) in [
      ("send c \"hello\"", "send(c, \"hello\", 5, 0)"), ("recv a 4 flags=msg_peek", "recv(a, b1.buf, 4, MSG_PEEK)"),
      ("wsarecv a b o", "WSARecv(a, &b, 1, NULL, &flags, &o, NULL)"), ("shutdown c send", "shutdown(c, SD_SEND)"),
      ("socket udp inet6", "socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP)"), ("listen l", "listen(l, SOMAXCONN)"),
      ("wait e all 0 alertable", "WSAWaitForMultipleEvents(1, {e}, TRUE, 0, TRUE)"),
      ("getresult a o", "WSAGetOverlappedResult(a, &o, &bytes, FALSE, &flags)"),
      ("createiocompletionport", "CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0)"),
      ("setsockopt c SO_LINGER on,5", "setsockopt(c, SOL_SOCKET, SO_LINGER, on,5)"),
    ] {
      #expect(session.call(line)?.c == c)
    }
    session.end()
  }
}
