import Calls
import Steps
import TerminalText

// Programs: their calls when they are shown, and how each of them stands.

extension Page {
  /// What programs did because of a line.
  mutating func writePrograms(_ programs: [ProgramRecord]) {
    for program in programs where !program.calls.isEmpty {
      line(program.name, .heading)
      indent += 2
      for call in program.calls { writeProgramCall(call) }
      if program.moreCalls > 0 { line("… \(counted(program.moreCalls, "call")) more") }
      indent -= 2
      blank()
    }
    for program in programs { writeProgram(program.name, program.state) }
    let calls = programs.reduce(0) { $0 + ($1.calls.isEmpty ? $1.callCount : 0) }
    let packets = programs.reduce(0) { $0 + $1.hiddenPackets }
    let parts = [(calls, "call"), (packets, "packet")].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
    if !parts.isEmpty { line(parts.joined(separator: " and ") + ", hidden", .quiet) }
  }

  private func counted(_ count: Int, _ noun: String) -> String { grouped(count) + " " + noun + (count == 1 ? "" : "s") }

  /// A call behind its thread's name.
  private mutating func writeProgramCall(_ call: ProgramCall) {
    let thread = call.thread
    let deeper = call.routine == nil ? 0 : 2
    indent += deeper
    switch call.outcome {
    case .call(let record): writeCall(record, after: thread + ": ")
    case .resumed(let record): writeCall(record, after: thread + " resumes: ")
    case .blocked(let call, let c):
      begin()
      text.append(escaping: thread + ": ")
      appendC(c, call)
      together(" ") { $0.text.append("…   blocked") }
      end()
    case .runs(let error, let bytes, let overlapped):
      indent -= deeper
      begin()
      text.append(escaping: "routine \(call.routine ?? "?") runs on \(thread): dwError ")
      text.append(escaping: error.name)
      text.append(escaping: ", cbTransferred \(bytes), lpOverlapped \(overlapped ?? "NULL")")
      end()
      indent += deeper
    case .refused(let why): line("\(thread): \(call.line): \(why)")
    }
    indent -= deeper
  }

  /// A program's status: its name, and rows.
  mutating func writeProgram(_ name: String, _ state: ProgramState) {
    let column = max(name.utf8.count + 2, 8)
    begin()
    text.append(escaping: name, .name)
    text.pad(to: indent + column, gap: 2)
    switch state.work {
    case .server(let server):
      text.append(escaping: "echo server, model \(server.model), ")
      append(server.address)
      end(hang: column)
      var row = "\(grouped(server.accepted)) accepted, \(grouped(server.open)) open"
      if server.refused > 0 { row += ", \(grouped(server.refused)) refused" }
      row += "; \(counted(server.receives, "receive")), \(grouped(Int(server.bytes))) bytes echoed"
      if server.accepted > 0 { line(row, at: column) }
    case .clients(let clients):
      text.append(escaping: "\(counted(clients.total, "client")), \(grouped(clients.bytesEach)) bytes each; ")
      text.append(escaping: "\(grouped(clients.received)) bytes came back")
      end(hang: column)
      for group in clients.groups {
        writeGroup(group, of: clients.bytesEach, isStopped: state.isStopped, at: column)
      }
    }
    writeThreads(state, at: column)
    for failure in state.failures { writeFailure(failure, at: column) }
    if state.isPaused {
      line("paused after \(grouped(ProgramState.maximumCalls)) calls: goes on in the next line", .caution, at: column)
    }
    if state.isStopped { line("stopped", at: column) } else if state.isOver { line("over", at: column) }
  }

  /// A program in a few words, for `show`.
  mutating func appendProgram(_ state: ProgramState) {
    switch state.work {
    case .server(let server):
      text.append(escaping: "echo server, model \(server.model), ")
      append(server.address)
      text.append(escaping: ", \(counted(server.open, "connection"))")
    case .clients(let clients): text.append(escaping: counted(clients.total, "client"))
    }
    if state.isOver { text.append(state.isStopped ? "   stopped" : "   over") }
  }

  private mutating func writeGroup(
    _ group: ClientGroup, of total: Int, isStopped: Bool, at column: Int
  ) {
    let most = group.bytes.upperBound
    let got = group.bytes.lowerBound == most ? grouped(most) : "\(grouped(group.bytes.lowerBound)) to \(grouped(most))"
    let what: String
    switch group.stage {
    case .finished: what = "had all \(grouped(total)) bytes back, and closed"
    case .staying:
      let stays = isStopped ? "stayed connected" : group.count == 1 ? "stays connected" : "stay connected"
      what = "had all \(grouped(total)) bytes back, and \(stays)"
    case .waiting:
      what =
        "connected, \(most == 0 ? "nothing" : got + " bytes") back, " + (isStopped ? "stopped" : "blocked") + " in recv"
    case .connecting: what = (isStopped ? "stopped" : "blocked") + " in connect"
    case .starting: what = "not begun"
    case .cutOff: what = "closed by the server after \(got) bytes"
    case .failed: what = "failed"
    }
    line("\(grouped(group.count)) \(what)", at: column)
  }

  /// What the threads of a server wait in; those that wait in the same call stand together.
  private mutating func writeThreads(_ state: ProgramState, at column: Int) {
    if case .clients = state.work { return }
    let parts = state.threads.map { group in
      let names =
        group.count > 3
        ? "\(group.first[0]) … \(group.last) (\(grouped(group.count)))" : group.first.joined(separator: ", ")
      return names + (group.call.map { " in " + $0 } ?? " ready to run")
    }
    if !parts.isEmpty { line("blocked: " + parts.joined(separator: "; "), at: column) }
    if !state.ended.isEmpty { line("ended: " + state.ended.joined(separator: ", "), at: column) }
  }

  private mutating func writeFailure(_ failure: ProgramState.Failure, at column: Int) {
    begin(column)
    text.append(escaping: failure.call)
    text.append(" failed: ")
    text.append(escaping: failure.error.name, .failure)
    text.append(" (")
    text.append(failure.error.code)
    text.append(")")
    if failure.count == 1 {
      let reason = ErrorReason.of(
        failure.error.code, after: CallCatalogue.find(failure.call))
      if !reason.isEmpty, text.column + 3 + DisplayWidth.of(reason) <= width {
        text.append("   ")
        text.append(trusted: reason)
      }
    } else {
      text.append(escaping: ", \(grouped(failure.count)) times")
    }
    end(hang: column)
  }
}
