/// What a help topic gathers.
enum Topic: String, CaseIterable, Sendable {
  case startup = "startup and errors"
  case sockets = "making and naming sockets"
  case connections = "connections"
  case data = "sending and receiving"
  case datagrams = "datagrams"
  case overlapped = "overlapped I/O"
  case events = "events and waiting"
  case ports = "completion ports"
  case kernel = "you are the kernel"
  case hosts = "hosts and the wire between them"
  case extensions = "extension functions"
  case models = "select and network events"
  case addresses = "addresses and byte order"
  case memory = "memory, threads and routines"
  case programs = "programs that run beside your lines"
  case playground = "the playground"
}

/// What a command needs of the network before it runs.
enum Traffic: Sendable {
  case none
  /// It makes a socket: the loopback must be set up.
  case sockets
  /// It binds or listens: from here on packets may move, but none does by it.
  case addresses
  /// It connects or sends.
  case packets

  /// Whether no packet can move because of it, so that none has to be looked for.
  var isSilent: Bool { self == .sockets || self == .addresses }
}
