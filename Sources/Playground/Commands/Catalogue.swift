import Explain
import Language
import Steps
import Synchronization

/// Every command, sorted by name. A command is found by its name or a short name, whatever the case.
enum Catalogue {
  /// A command's name, and its declaration, which is made when it is asked for first: a line needs one of them, and all
  /// take longer to make than most lines to run.
  private struct Entry: Sendable {
    let name: String
    let declaration: @Sendable () -> any CommandDeclaration

    init(_ name: String, _ declaration: @autoclosure @escaping @Sendable () -> any CommandDeclaration) {
      (self.name, self.declaration) = (name, declaration)
    }
  }

  private static let declared: [Entry] = [
    Entry("accept", Command.accept),
    Entry("acceptex", Command.acceptex),
    Entry("bind", Command.bind),
    Entry("break", Command.breakpoint),
    Entry("calls", Command.calls),
    Entry("cancelio", Command.cancelio),
    Entry("cancelioex", Command.cancelioex),
    Entry("closehandle", Command.closehandle),
    Entry("closesocket", Command.closesocket),
    Entry("connect", Command.connect),
    Entry("connectex", Command.connectex),
    Entry("context", Command.context),
    Entry("continue", Command.proceed),
    Entry("corrupt", Command.corrupt),
    Entry("createevent", Command.createevent),
    Entry("createfile", Command.createfile),
    Entry("createiocompletionport", Command.createiocompletionport),
    Entry("createmutex", Command.createmutex),
    Entry("createsemaphore", Command.createsemaphore),
    Entry("delay", Command.delay),
    Entry("disconnectex", Command.disconnectex),
    Entry("drop", Command.drop),
    Entry("dummyclient", Command.dummyclient),
    Entry("duplicate", Command.duplicate),
    Entry("end", Command.end),
    Entry("exitthread", Command.exitthread),
    Entry("expect", Command.expect),
    Entry("explain", Command.explain),
    Entry("fail", Command.fail),
    Entry("finish", Command.finish),
    Entry("flow", Command.flow),
    Entry("free", Command.free),
    Entry("getacceptexsockaddrs", Command.getacceptexsockaddrs),
    Entry("getaddrinfo", Command.getaddrinfo),
    Entry("gethostbyname", Command.gethostbyname),
    Entry("gethostname", Command.gethostname),
    Entry("getlasterror", Command.getlasterror),
    Entry("getoverlappedresult", Command.getoverlappedresult),
    Entry("getpeername", Command.getpeername),
    Entry("getqueuedcompletionstatus", Command.getqueuedcompletionstatus),
    Entry("getqueuedcompletionstatusex", Command.getqueuedcompletionstatusex),
    Entry("getresult", Command.getresult),
    Entry("getsockname", Command.getsockname),
    Entry("getsockopt", Command.getsockopt),
    Entry("goal", Command.goal),
    Entry("help", Command.help),
    Entry("hint", Command.hint),
    Entry("history", Command.history),
    Entry("hold", Command.hold),
    Entry("host", Command.host),
    Entry("htonl", Command.htonl),
    Entry("htons", Command.htons),
    Entry("inet_addr", Command.inet_addr),
    Entry("inet_ntoa", Command.inet_ntoa),
    Entry("inet_ntop", Command.inet_ntop),
    Entry("inet_pton", Command.inet_pton),
    Entry("inflight", Command.inflight),
    Entry("inject", Command.inject),
    Entry("ioctlsocket", Command.ioctlsocket),
    Entry("lesson", Command.lesson),
    Entry("list", Command.list),
    Entry("listen", Command.listen),
    Entry("next", Command.next),
    Entry("ntohl", Command.ntohl),
    Entry("ntohs", Command.ntohs),
    Entry("overlapped", Command.overlapped),
    Entry("plot", Command.plot),
    Entry("plug", Command.plug),
    Entry("postqueuedcompletionstatus", Command.postqueuedcompletionstatus),
    Entry("print", Command.print),
    Entry("queueuserapc", Command.queueuserapc),
    Entry("quit", Command.quit),
    Entry("recv", Command.recv),
    Entry("recvfrom", Command.recvfrom),
    Entry("releasemutex", Command.releasemutex),
    Entry("releasesemaphore", Command.releasesemaphore),
    Entry("resetevent", Command.resetevent),
    Entry("restart", Command.restart),
    Entry("router", Command.router),
    Entry("routine", Command.routine),
    Entry("run", Command.run),
    Entry("save", Command.save),
    Entry("select", Command.select),
    Entry("send", Command.send),
    Entry("sendto", Command.sendto),
    Entry("server", Command.server),
    Entry("set", Command.set),
    Entry("setevent", Command.setevent),
    Entry("setfilecompletionnotificationmodes", Command.setfilecompletionnotificationmodes),
    Entry("setsockopt", Command.setsockopt),
    Entry("show", Command.show),
    Entry("shutdown", Command.shutdown),
    Entry("skip", Command.skip),
    Entry("sleep", Command.sleep),
    Entry("sleepex", Command.sleepex),
    Entry("socket", Command.socket),
    Entry("step", Command.step),
    Entry("stop", Command.stop),
    Entry("thread", Command.thread),
    Entry("trace", Command.trace),
    Entry("transmitfile", Command.transmitfile),
    Entry("try", Command.attempt),
    Entry("type", Command.type),
    Entry("undo", Command.undo),
    Entry("unplug", Command.unplug),
    Entry("wait", Command.wait),
    Entry("waitformultipleobjects", Command.waitformultipleobjects),
    Entry("waitformultipleobjectsex", Command.waitformultipleobjectsex),
    Entry("waitforsingleobject", Command.waitforsingleobject),
    Entry("waitforsingleobjectex", Command.waitforsingleobjectex),
    Entry("why", Command.why),
    Entry("wire", Command.wire),
    Entry("wsaaccept", Command.wsaaccept),
    Entry("wsaaddresstostring", Command.wsaaddresstostring),
    Entry("wsabuf", Command.wsabuf),
    Entry("wsacleanup", Command.wsacleanup),
    Entry("wsacloseevent", Command.wsacloseevent),
    Entry("wsaconnect", Command.wsaconnect),
    Entry("wsacreateevent", Command.wsacreateevent),
    Entry("wsaduplicatesocket", Command.wsaduplicatesocket),
    Entry("wsaenumnetworkevents", Command.wsaenumnetworkevents),
    Entry("wsaeventselect", Command.wsaeventselect),
    Entry("wsagetlasterror", Command.wsagetlasterror),
    Entry("wsaioctl", Command.wsaioctl),
    Entry("wsapoll", Command.wsapoll),
    Entry("wsarecv", Command.wsarecv),
    Entry("wsarecvdisconnect", Command.wsarecvdisconnect),
    Entry("wsarecvfrom", Command.wsarecvfrom),
    Entry("wsarecvmsg", Command.wsarecvmsg),
    Entry("wsaresetevent", Command.wsaresetevent),
    Entry("wsasend", Command.wsasend),
    Entry("wsasenddisconnect", Command.wsasenddisconnect),
    Entry("wsasendmsg", Command.wsasendmsg),
    Entry("wsasendto", Command.wsasendto),
    Entry("wsasetevent", Command.wsasetevent),
    Entry("wsasetlasterror", Command.wsasetlasterror),
    Entry("wsasocket", Command.wsasocket),
    Entry("wsastartup", Command.wsastartup),
    Entry("wsastringtoaddress", Command.wsastringtoaddress),
  ]

  private static let made = Mutex([Command?](repeating: nil, count: declared.count))

  private static func command(at position: Int) -> Command {
    if let known = made.withLock({ $0[position] }) { return known }
    let new = declared[position].declaration().command
    return made.withLock { made in
      if let known = made[position] { return known }
      made[position] = new
      return new
    }
  }

  static let all: [Command] = declared.indices.map(command(at:))

  /// Every word that names a command, with the command's position.
  private static let words: [(word: String, position: Int)] = all.enumerated().flatMap { position, command in
    ([command.name] + command.aliases).map { ($0, position) }
  }
  private static let table = WordTable(words.map(\.word))
  private static let fullNames = WordTable(declared.map(\.name))

  /// The command that `range` names.
  static func find(_ bytes: [UInt8], _ range: Range<Int>) -> Command? {
    if let position = fullNames.find(bytes, range) { return command(at: position) }
    return table.find(bytes, range).map { command(at: words[$0].position) }
  }

  /// Every name and short name, sorted.
  static let names: [String] = words.map(\.word).sorted()

  static func unknown(_ bytes: [UInt8], _ range: Range<Int>) -> UsageError {
    let word = ByteText.string(bytes, range)
    if range.count < 60, let hint = known(word) {
      return UsageError("\(word) is not a command here", at: range, hint: hint)
    }
    let near = Spelling.suggestion(word, names)
    return UsageError(
      "unknown command \(ByteText.quoted(bytes, range))\(near)", at: range, hint: "help lists the commands")
  }

  /// What to do about a word that is explained and is no command, such as WSAAsyncSelect.
  static func known(_ word: String) -> String? {
    guard let lines = Knowledge.explain(word), let name = lines.first?.text else { return nil }
    let todo = lines.first { $0.text.hasPrefix("What to do: ") }?.text.dropFirst(12)
    return (todo.map { "instead: \($0) " } ?? "") + "explain \(name) says what it is"
  }
}
