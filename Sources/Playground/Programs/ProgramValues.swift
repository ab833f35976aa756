import LinuxSockets
import Winsock

/// A program's objects as values of its calls.
extension ProgramMemory {
  /// A socket, an event or a port; the invalid handle when there is none of that name.
  func handle(_ part: String) -> HandleParameter.Argument {
    let (name, bound) = find(part)
    guard case .handle(let place) = bound else { return HandleParameter.Argument(.invalid, name: name) }
    return HandleParameter.Argument(session.objects.handles[place].handle, name: name)
  }

  /// Several events.
  func handles(_ parts: [String]) -> [NamedHandle] {
    parts.map { NamedHandle(name: name($0), handle: handle($0).handle) }
  }

  /// A WSABUF.
  func buffer(_ part: String) -> BufferParameter.Value { BufferParameter.Value(.name(find(part).place)) }

  /// A WSABUF's memory as data to send.
  func data(_ part: String) -> DataParameter.Value { .memory(find(part).place) }

  func overlapped(_ part: String) -> OverlappedParameter.Value {
    guard case .overlapped(let place) = find(part).bound else { return OverlappedParameter.Value(.null) }
    return OverlappedParameter.Value(.place(place))
  }

  /// A completion routine; none without a name.
  func routine(_ part: String?) -> RoutineParameter.Value {
    guard let part, case .routine(let place) = find(part).bound else { return RoutineParameter.Value(.null) }
    return RoutineParameter.Value(.there(RoutineID(index: place)))
  }

  /// The name of what a call makes.
  func result(_ part: String) -> ResultName { ResultName(name(part)) }
}

/// The calls that programs make, each on their objects by the parts of their names.
extension ProgramMemory {
  func socket(_ family: SocketAddress.Family, _ part: String) -> Invocation {
    Command.socket(SocketKindParameter.Argument(family: family == .inet6 ? 23 : 2), named: result(part))
  }

  func accept(_ listener: String, _ part: String) -> Invocation {
    Command.accept(handle(listener), named: result(part))
  }

  func closesocket(_ part: String) -> Invocation { Command.closesocket(handle(part)) }
  func recv(_ socket: String, _ buffer: String) -> Invocation {
    Command.recv(handle(socket), self.buffer(buffer), .none)
  }
  func send(_ socket: String, _ buffer: String) -> Invocation { Command.send(handle(socket), data(buffer), .none) }

  func wsarecv(_ socket: String, _ buffer: String, _ overlapped: String, _ routine: String? = nil) -> Invocation {
    Command.wsarecv(
      handle(socket), [self.buffer(buffer)], self.overlapped(overlapped), .none, self.routine(routine))
  }

  func wsasend(_ socket: String, _ buffer: String, _ overlapped: String, _ routine: String? = nil) -> Invocation {
    Command.wsasend(
      handle(socket), [self.buffer(buffer)], self.overlapped(overlapped), .none, self.routine(routine))
  }

  func getresult(_ socket: String, _ overlapped: String) -> Invocation {
    Command.getresult(handle(socket), self.overlapped(overlapped), 0)
  }

  func wsacreateevent(_ part: String) -> Invocation { Command.wsacreateevent(named: result(part)) }
  func wsasetevent(_ part: String) -> Invocation { Command.wsasetevent(handle(part)) }
  func wsaresetevent(_ part: String) -> Invocation { Command.wsaresetevent(handle(part)) }
  func wsacloseevent(_ part: String) -> Invocation { Command.wsacloseevent(handle(part)) }

  /// A wait for one of several events; without limit unless one is given.
  func wait(_ parts: [String], _ limit: Int64? = nil, isAlertable: Bool = false) -> Invocation {
    let timeout = limit.map { NumberParameter.Argument($0) } ?? NumberParameter.Argument(absent: Int64(INFINITE))
    return Command.wait(handles(parts), 0, timeout, isAlertable ? 1 : 0)
  }

  func sleepex(_ milliseconds: Int64) -> Invocation { Command.sleepex(NumberParameter.Argument(milliseconds), 0) }

  func makePort(_ part: String) -> Invocation {
    let zero = NumberParameter.Argument(absent: 0)
    return Command.createiocompletionport(
      HandleParameter.Argument(.invalid), HandleParameter.Argument(.null), zero, zero, named: result(part))
  }

  func associate(_ socket: String, _ port: String, key: Int) -> Invocation {
    Command.createiocompletionport(
      handle(socket), handle(port), NumberParameter.Argument(Int64(key)), NumberParameter.Argument(absent: 0))
  }

  func getqueuedcompletionstatus(_ port: String) -> Invocation {
    Command.getqueuedcompletionstatus(handle(port), NumberParameter.Argument(absent: Int64(INFINITE)))
  }
}
