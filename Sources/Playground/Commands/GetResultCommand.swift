import Calls
import Steps
import Winsock

extension Command {
  static let getresult = CommandOf(
    "getresult", "wsagetoverlappedresult", call: .WSAGetOverlappedResult,
    c: "WSAGetOverlappedResult({s}, {overlapped}, &bytes, {wait}, &flags)",
    arguments: ["s overlapped >bytes! wait >flags!"], topic: .overlapped,
    summary: "Tells how an overlapped operation ended, or that it has not.",
    tasks: ["result", "done", "bytes", "complete"],
    HandleParameter("S", "a socket", .socket), OverlappedParameter(isOptional: false),
    KeywordParameter("wait", "waits until it is done", label: "wait")
  ) { call, s, overlapped, wait throws(UsageError) in
    guard let pointer = overlapped.pointer else { throw UsageError("a WSAOVERLAPPED is missing") }
    call.session.watchResult(overlapped.place, wait: wait == 1)
    let result = call.winsock.WSAGetOverlappedResult(call.thread, s.handle, pointer, wait: wait == 1)
    return .call(result, .none, on: s.handle, flags: 0)
  }

  static let getoverlappedresult = CommandOf(
    "getoverlappedresult", call: .GetOverlappedResult, c: "GetOverlappedResult({s}, {overlapped}, &bytes, {wait})",
    arguments: ["s overlapped >bytes! wait"], topic: .overlapped,
    summary: "Tells how an overlapped operation ended, with the errors of kernel32.",
    tasks: ["result", "done", "bytes", "complete"],
    HandleParameter("S", "a socket", .socket), OverlappedParameter(isOptional: false),
    KeywordParameter("wait", "waits until it is done", label: "wait")
  ) { call, s, overlapped, wait throws(UsageError) in
    guard let pointer = overlapped.pointer else { throw UsageError("a WSAOVERLAPPED is missing") }
    call.session.watchResult(overlapped.place, wait: wait == 1)
    let result = call.winsock.GetOverlappedResult(call.thread, s.handle, pointer, wait: wait == 1)
    return .call(result, .none, on: s.handle, flags: 0)
  }
}
