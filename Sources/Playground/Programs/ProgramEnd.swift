import Winsock

/// How programs come to an end.
extension Session {
  /// Stops a program: its threads end where they stand, and what it has open is closed, as when a process ends.
  func stop(_ program: Program) {
    program.isStopped = true
    program.isUntold = true
    program.ready.removeAll()
    for thread in program.threads where winsock.isBlocked(threads[thread.place].id) {
      winsock.timeOut(threads[thread.place].id)
    }
    collectPrograms()
    close(program)
    // Routines that are queued to its threads go unheard.
    for thread in program.threads {
      _ = winsock.SleepEx(threads[thread.place].id, milliseconds: 0, alertable: true)
    }
    collectPrograms()
    for thread in program.threads { release(thread.place) }
    program.threads.removeAll()
    program.ready.removeAll()
    if case .server(let server) = program.work { server.open = 0 }
  }

  /// A thread is free for another program.
  func release(_ place: Int) {
    threads[place].program = nil
    threads[place].waiting = nil
    threads[place].name = ""
    programs.spare.append(place)
  }

  /// Closes every handle of a program that is open.
  private func close(_ program: Program) {
    let thread = threads[program.threads.first?.place ?? 0].id
    for name in objects(of: program) {
      guard case .handle(let place) = objects.names.bound(name), objects.handles[place].isOpen else { continue }
      let handle = objects.handles[place].handle
      switch objects.handles[place].type {
      case .socket: _ = winsock.closesocket(thread, handle)
      case .event:
        _ = winsock.WSACloseEvent(thread, handle)
        objects.openEvents -= 1
      default: _ = winsock.CloseHandle(thread, handle)
      }
      objects.handles[place].isOpen = false
    }
  }

  /// Gives back the names and the memory of a program that is over.
  func clear(_ program: Program) {
    program.isCleared = true
    for name in objects(of: program) { objects.names.bind(name, .none) }
  }

  /// The places of the names of what belongs to a program.
  private func objects(of program: Program) -> [Int32] {
    objects.names.places { self.program(owning: $0) === program }
  }
}
