import Language
import Steps
import Winsock

/// What became of an invocation when it was submitted.
enum Submitted {
  /// No call of Winsock: it is done.
  case body(StepBody)
  /// A call that returned, with what is to be known of its value and of the packets that follow.
  case returned(CallRecord, Return, Shape)
  /// A call that blocks its thread, for `limit` milliseconds at most; nil is for ever. It returns in the journal.
  case blocked(WaitingCall, limit: UInt32?)
  /// A call that would block where nothing may: it was not begun.
  case refused
}

/// How calls are made, whoever makes them: a line, a program, another process. Neither of these two waits for anything,
/// so that several can take turns on one machine.
extension Session {
  /// Begins an invocation on a thread that is not blocked. When it turns out wrong, nothing that it made is left.
  func submit(_ invocation: Invocation, on place: Int, step: Int) throws(UsageError) -> Submitted {
    var c = ""
    switch try begin(invocation, place, c: &c) {
    case .body(let body): return .body(body)
    case .returned(let value, let shape), .result(.returned(let value), let shape):
      let told = record(invocation.command.call, c, value, shape, given: invocation.name)
      complete(invocation.origin.c, value, told, on: threads[place].id)
      return .returned(told, value, shape)
    case .result(.refused, _): return .refused
    case .result(.blocked(let limit), let shape):
      let waiting = WaitingCall(step: step, invocation: invocation, c: c, shape: shape)
      threads[place].waiting = waiting
      return .blocked(waiting, limit: limit)
    }
  }

  /// Serves what is ready, and what becomes ready by that, until nothing is.
  func poll() { winsock.drain() }

  private func begin(_ invocation: Invocation, _ place: Int, c: inout String) throws(UsageError) -> Outcome {
    let command = invocation.command
    current.sender = nil
    current.call.name = command.call
    if command.traffic != .none { prepare(command.traffic) }
    current.call.made.removeAll(keepingCapacity: true)
    do throws(UsageError) {
      let call = Call(session: self, thread: threads[place].id, invocation: invocation)
      if let own = invocation.origin.c, let fault = own.fault, own.socket.map({ winsock.describe($0) != nil }) ?? true {
        // Its arguments make no call that could be printed otherwise.
        c = ByteText.string(own.bytes, own.range)
        return .call(call.faulted(fault), command.faultKind)
      }
      return try command.actions.perform(call, &c)
    } catch {
      for name in current.call.made { objects.names.unbind(name) }
      throw error
    }
  }
}
