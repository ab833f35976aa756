import Explain
import Calls
import Winsock

extension Why {
  func ofPorts(_ error: ErrorCode) -> Specific? {
    switch error {
    case .WAIT_TIMEOUT:
      let p = line[0]
      let sockets = handle(p).flatMap { session.winsock.describe(port: $0.handle) }?.sockets.count ?? 0
      return (
        [
          "No packet came to \(p) in that time; \(Why.count(sockets, "socket")) \(sockets == 1 ? "belongs" : "belong") to it. lpOverlapped is NULL: nothing was taken."
        ],
        ["Wait again. FALSE with an OVERLAPPED would be something else: a failed operation."], .port
      )
    case .ERROR_ABANDONED_WAIT_0:
      return (["\(line[0]) was closed while \(step.thread) waited."], ["Leave the loop."], .port)
    case .ERROR_NOT_FOUND:
      return (["Nothing of the kind is under way on \(line[0]): it was done before, or never begun."], [], .lifetime)
    case .WSA_OPERATION_ABORTED, .ERROR_CONNECTION_ABORTED:
      return (
        [ended],
        ["It is over: its WSAOVERLAPPED and memory are yours again."], .lifetime
      )
    case .WSA_INVALID_PARAMETER:
      if action == .waitForEvents { return waitArguments() }
      if action == .makePort {
        return (
          [
            "\(line[0]) belongs to a port already\(port(of: line[0]).map { ", to \($0)" } ?? ""), for as long as it lives."
          ], ["Nothing moves it to another: close it, and make a new one."], .port
        )
      }
      return nil
    default: return nil
    }
  }

  /// What ended an operation, or a call, before its time, as far as the session knows it.
  var ended: String {
    var what = "The operation"
    var cause = askedLine.endedBy
    if action == .dequeue, case .operation(let call, let step, let endedBy)? = askedLine.origins.last {
      (what, cause) = ("The \(call) of step \(step)", endedBy)
    } else if action == .getResult, let place = place(line[1]) {
      let info = session.objects.overlappeds[place]
      (what, cause) = ("The \(info.call) of step \(info.step)", info.endedBy)
    } else if cause != nil {
      what = "The call"
    }
    guard let cause else { return "\(what) was ended before its time." }
    switch cause.call.action {
    case .closeSocket: return "\(what) was under way when step \(cause.step) closed its socket."
    case .endThread: return "\(what) was under way when step \(cause.step) ended the thread that had begun it."
    default: return "\(what) was cancelled by the \(cause.call.name) of step \(cause.step)."
    }
  }

  private func waitArguments() -> Specific {
    let names = line[0].split(separator: ",").map(String.init)
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }), names.count <= 64 {
      return (
        ["\(twice) is in the list twice: a wait for all takes each event once."], ["Name each event once."], .events
      )
    }
    let count = Why.count(line[0] == "{}" ? 0 : names.count, "event")
    return (
      ["\(count) were given: a wait takes 1 to 64 (WSA_MAXIMUM_WAIT_EVENTS)."], ["More need more threads, or a port."],
      .events
    )
  }

  static func lesson(for error: ErrorCode, _ call: CallDescriptor?) -> Course {
    switch error {
    case .WSAEMSGSIZE, .WSAEAFNOSUPPORT, .WSAEPROTONOSUPPORT, .WSAEPROTOTYPE: .notes
    case .WSAETIMEDOUT: call?.action == .connect && call?.overlapped == .never ? .handshake : .blocking
    case .WSAEFAULT: call?.overlapped == .required && call?.action == .accept ? .acceptEx : .lifetime
    case .WSAEINTR: .blocking
    case .WSANOTINITIALISED: .conversation
    case .WSAHOST_NOT_FOUND, .WSANO_DATA, .WSATRY_AGAIN: .addresses
    default: .lifetime
    }
  }
}
