import Winsock

/// How programs are told.
extension Session {
  /// Completes a step with what programs did because of it.
  func tellPrograms(_ step: inout Step) {
    guard !programs.isEmpty else { return }
    for program in programs.list where program.calls > 0 || program.isUntold {
      var record = ProgramRecord(
        name: program.name, callCount: program.calls, calls: program.told, moreCalls: program.moreCalls,
        hiddenPackets: program.hiddenPackets, state: state(of: program))
      record.state.isPaused = programs.isPaused && !program.ready.isEmpty
      step.programs.append(record)
      (program.calls, program.told, program.moreCalls, program.hiddenPackets) = (0, [], 0, 0)
      program.isUntold = false
    }
    for program in programs.list where program.isOver && !program.isCleared { clear(program) }
    if programs.list.allSatisfy({ $0.isServer || $0.isOver }) { programs.clientEnds.removeAll() }
    (programs.callsLeft, programs.isPaused, programs.hasGivenUp) = (ProgramTable.maximumCalls, false, false)
  }

  /// How a program stands.
  func state(of program: Program) -> ProgramState {
    let work: ProgramState.Work
    let failures: FailureList
    switch program.work {
    case .server(let server):
      failures = server.failures
      work = .server(
        model: server.settings.model.rawValue, address: server.address, accepted: server.accepted,
        refused: server.refused, open: server.open, receives: server.receives, bytes: server.bytes)
    case .clients(let clients):
      failures = clients.failures
      work = .clients(
        total: clients.settings.count, bytesEach: clients.total, groups: clients.groups,
        received: clients.received.reduce(0, +))
    }
    return ProgramState(
      work: work, threads: threadGroups(program), failures: failures.list, isOver: program.isOver,
      isStopped: program.isStopped)
  }

  /// Threads that stand alike and were made one after the other, together.
  private func threadGroups(_ program: Program) -> [(names: [String], call: String?)] {
    var groups: [(names: [String], call: String?)] = []
    for thread in program.threads where !thread.isResting {
      let call = threads[thread.place].waiting?.call
      if let last = groups.indices.last, groups[last].call == call {
        groups[last].names.append(thread.label)
      } else {
        groups.append(([thread.label], call))
      }
    }
    return groups
  }
}

extension DummyClients {
  /// How many clients are how far, the furthest first.
  var groups: [ProgramState.ClientGroup] {
    let order: [(State, ProgramState.ClientGroup.Stage)] = [
      (.finished, .finished), (.staying, .staying), (.cutOff, .cutOff), (.exchanging, .waiting),
      (.connecting, .connecting), (.starting, .starting), (.failed, .failed),
    ]
    return order.compactMap { state, stage in
      var (count, least, most) = (0, Int.max, 0)
      for (i, own) in states.enumerated() where own == state {
        count += 1
        (least, most) = (min(least, received[i]), max(most, received[i]))
      }
      return count == 0 ? nil : ProgramState.ClientGroup(stage: stage, count: count, bytes: least...most)
    }
  }
}
