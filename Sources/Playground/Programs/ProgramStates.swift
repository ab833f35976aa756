import Steps
import Winsock

/// How programs are told.
extension Session {
  /// Completes a step with what programs did because of it.
  func tellPrograms(_ list: inout [ProgramRecord]) {
    guard !programs.isEmpty else { return }
    for program in programs.list where program.calls > 0 || program.isUntold {
      var record = ProgramRecord(
        name: program.name, callCount: program.calls, calls: program.told, moreCalls: program.moreCalls,
        hiddenPackets: list.isEmpty ? programs.hiddenPackets : 0, state: state(of: program))
      record.state.isPaused = programs.isPaused && !program.ready.isEmpty
      list.append(record)
      (program.calls, program.told, program.moreCalls) = (0, [], 0)
      program.isUntold = false
    }
    for program in programs.list where program.isOver && !program.isCleared { clear(program) }
    if programs.list.allSatisfy(\.isOver) { programs.clientEnds.removeAll() }
    programs.hiddenPackets = 0
    (programs.callsLeft, programs.isPaused, programs.hasGivenUp) = (ProgramTable.maximumCalls, false, false)
  }

  /// A program's status.
  func state(of program: Program) -> ProgramState {
    let work: ProgramState.Work
    let failures: FailureList
    switch program.work {
    case .server(let server):
      failures = server.failures
      var counts = ServerWork(model: server.settings.model.rawValue, address: Address(server.address))
      (counts.accepted, counts.refused, counts.open) = (server.accepted, server.refused, server.open)
      (counts.receives, counts.bytes) = (server.receives, server.bytes)
      work = .server(counts)
    case .clients(let clients):
      failures = clients.failures
      work = .clients(
        ClientWork(
          total: clients.settings.count, bytesEach: clients.total, groups: clients.groups,
          received: clients.received.reduce(0, +)))
    }
    return ProgramState(
      work: work, threads: threadGroups(program), ended: program.ended,
      failures: failures.list.map {
        ProgramState.Failure(call: $0.call, error: ErrorValue($0.error, after: $0.call), count: $0.count)
      }, isOver: program.isOver,
      isStopped: program.isStopped)
  }

  /// Threads that stand alike and were made one after the other, together.
  private func threadGroups(_ program: Program) -> [ProgramState.ThreadGroup] {
    var groups: [ProgramState.ThreadGroup] = []
    for thread in program.threads where !thread.isResting {
      let call = threads[thread.place].waiting?.call
      if let last = groups.indices.last, groups[last].call == call {
        groups[last].append(thread.label)
      } else {
        groups.append(ProgramState.ThreadGroup(thread.label, call: call))
      }
    }
    return groups
  }
}

extension DummyClients {
  /// How many clients are how far, the furthest first.
  var groups: [ClientGroup] {
    let order: [(State, ClientGroup.Stage)] = [
      (.finished, .finished), (.staying, .staying), (.cutOff, .cutOff), (.exchanging, .waiting),
      (.connecting, .connecting), (.starting, .starting), (.failed, .failed),
    ]
    return order.compactMap { state, stage in
      var (count, least, most) = (0, Int.max, 0)
      for (i, own) in states.enumerated() where own == state {
        count += 1
        (least, most) = (min(least, received[i]), max(most, received[i]))
      }
      return count == 0 ? nil : ClientGroup(stage: stage, count: count, bytes: least...most)
    }
  }
}
