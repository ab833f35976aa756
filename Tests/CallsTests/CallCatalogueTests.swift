import Testing
import Winsock

@testable import Calls

struct CallCatalogueTests {
  @Test(arguments: CallCatalogue.all.map(\.name)) func isFoundByItsExactNameOnly(_ name: String) {
    #expect(CallCatalogue.find(name)?.name == name)
    #expect(CallCatalogue.find(String(name.dropLast())) == nil || name.hasSuffix("x") || name == "sendto")
    #expect(CallCatalogue.find(name + " ") == nil)
    #expect(CallCatalogue.find(name.uppercased() + "_") == nil)
  }

  @Test func namesAreUnique() {
    #expect(Set(CallCatalogue.all.map(\.name)).count == CallCatalogue.all.count)
  }

  @Test(arguments: CallCatalogue.all.map(\.name)) func aPrototypeIsTheCallsOwn(_ name: String) throws {
    let call = try #require(CallCatalogue.find(name))
    #expect(call.prototype.contains("\(name)("), "\(call.prototype)")
    #expect(call.prototype.hasSuffix(")") && call.header.hasSuffix(".h"))
    #expect(!call.explanation.does.isEmpty && !call.explanation.returns.isEmpty)
  }

  /// By winsock2.h, mswsock.h and ioapiset.h: what is returned, and whose error it is.
  @Test(arguments: [
    ("recv", ReturnFamily.status, ErrorSource.winsock), ("WSARecv", .status, .winsock), ("AcceptEx", .bool, .winsock),
    ("WSAGetOverlappedResult", .bool, .winsock), ("GetQueuedCompletionStatus", .bool, .win32),
    ("CreateIoCompletionPort", .port, .win32), ("CloseHandle", .bool, .win32), ("WSACloseEvent", .bool, .winsock),
    ("SleepEx", .sleep, .win32), ("WSAWaitForMultipleEvents", .wait, .winsock), ("socket", .socket, .winsock),
    ("WSACreateEvent", .event, .winsock), ("WSAStartup", .error, .winsock), ("getaddrinfo", .error, .winsock),
    ("htons", .swapped(digits: 4), .winsock), ("ntohl", .swapped(digits: 8), .winsock),
    ("inet_ntop", .text, .winsock), ("inet_pton", .converted, .winsock), ("WSASetLastError", .nothing, .winsock),
  ])
  func familiesAreThoseOfTheHeaders(_ name: String, _ returns: ReturnFamily, _ error: ErrorSource) {
    #expect(CallCatalogue.find(name)?.returns == returns)
    #expect(CallCatalogue.find(name)?.error == error)
  }

  /// ERROR_INVALID_HANDLE and WSA_INVALID_HANDLE are one number, 6.
  @Test func anErrorHasTheNameOfItsCallsLibrary() {
    #expect(CallDescriptor.CloseHandle.name(of: .WSA_INVALID_HANDLE) == "ERROR_INVALID_HANDLE")
    #expect(CallDescriptor.WSACloseEvent.name(of: .WSA_INVALID_HANDLE) == "WSA_INVALID_HANDLE")
    #expect(CallDescriptor.CancelIoEx.name(of: .WSAENOTSOCK) == "WSAENOTSOCK")
  }

  @Test func aReasonIsTheCallsOwnWhereItHasOne() {
    #expect(CallDescriptor.bind.reason(for: .WSAEINVAL) == "it is bound already")
    #expect(CallDescriptor.listen.reason(for: .WSAEINVAL) == "it is not bound")
    #expect(CallDescriptor.recv.reason(for: .WSAENOTSOCK) == "not an open socket")
    #expect(CallDescriptor.WSARecv.reason(for: .WSA_IO_PENDING) == "accepted; waits for data")
    #expect(ErrorReason.of(.WSAENOTSOCK, after: nil) == "not an open socket")
    #expect(ErrorReason.of(ErrorCode(rawValue: 12345), after: nil).isEmpty)
  }

  @Test func onlyOverlappedCallsTakeAnOverlapped() {
    let calls = CallCatalogue.all.filter { $0.overlapped != .never }
    #expect(calls.allSatisfy { $0.prototype.contains("OVERLAPPED") })
    let names = [
      "AcceptEx", "ConnectEx", "DisconnectEx", "TransmitFile", "WSARecv", "WSARecvFrom", "WSARecvMsg", "WSASend",
      "WSASendMsg",
      "WSASendTo",
    ]
    #expect(calls.map(\.name).sorted() == names)
  }
}
