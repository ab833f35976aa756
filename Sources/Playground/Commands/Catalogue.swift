import Explain
import Language
import Steps

/// Every command, sorted by name. A command is found by its name or a short name, whatever the case.
enum Catalogue {
  private static let declared: [any CommandDeclaration] = [
    Command.accept,
    Command.acceptex,
    Command.bind,
    Command.breakpoint,
    Command.calls,
    Command.cancelio,
    Command.cancelioex,
    Command.closehandle,
    Command.closesocket,
    Command.connect,
    Command.connectex,
    Command.proceed,
    Command.createevent,
    Command.createfile,
    Command.createiocompletionport,
    Command.createmutex,
    Command.createsemaphore,
    Command.delay,
    Command.disconnectex,
    Command.drop,
    Command.dummyclient,
    Command.duplicate,
    Command.end,
    Command.exitthread,
    Command.expect,
    Command.explain,
    Command.fail,
    Command.finish,
    Command.flow,
    Command.free,
    Command.getacceptexsockaddrs,
    Command.getaddrinfo,
    Command.gethostbyname,
    Command.gethostname,
    Command.getlasterror,
    Command.getoverlappedresult,
    Command.getpeername,
    Command.getqueuedcompletionstatus,
    Command.getqueuedcompletionstatusex,
    Command.getresult,
    Command.getsockname,
    Command.getsockopt,
    Command.goal,
    Command.help,
    Command.hint,
    Command.history,
    Command.hold,
    Command.host,
    Command.htonl,
    Command.htons,
    Command.inet_addr,
    Command.inet_ntoa,
    Command.inet_ntop,
    Command.inet_pton,
    Command.inflight,
    Command.ioctlsocket,
    Command.lesson,
    Command.list,
    Command.listen,
    Command.next,
    Command.ntohl,
    Command.ntohs,
    Command.overlapped,
    Command.plug,
    Command.postqueuedcompletionstatus,
    Command.print,
    Command.queueuserapc,
    Command.quit,
    Command.recv,
    Command.recvfrom,
    Command.releasemutex,
    Command.releasesemaphore,
    Command.resetevent,
    Command.restart,
    Command.routine,
    Command.run,
    Command.save,
    Command.select,
    Command.send,
    Command.sendto,
    Command.server,
    Command.set,
    Command.setevent,
    Command.setfilecompletionnotificationmodes,
    Command.setsockopt,
    Command.show,
    Command.shutdown,
    Command.skip,
    Command.sleep,
    Command.sleepex,
    Command.socket,
    Command.step,
    Command.stop,
    Command.thread,
    Command.trace,
    Command.transmitfile,
    Command.attempt,
    Command.type,
    Command.undo,
    Command.unplug,
    Command.wait,
    Command.waitformultipleobjects,
    Command.waitformultipleobjectsex,
    Command.waitforsingleobject,
    Command.waitforsingleobjectex,
    Command.why,
    Command.wire,
    Command.wsaaccept,
    Command.wsaaddresstostring,
    Command.wsabuf,
    Command.wsacleanup,
    Command.wsacloseevent,
    Command.wsaconnect,
    Command.wsacreateevent,
    Command.wsaduplicatesocket,
    Command.wsaenumnetworkevents,
    Command.wsaeventselect,
    Command.wsagetlasterror,
    Command.wsaioctl,
    Command.wsapoll,
    Command.wsarecv,
    Command.wsarecvdisconnect,
    Command.wsarecvfrom,
    Command.wsarecvmsg,
    Command.wsaresetevent,
    Command.wsasend,
    Command.wsasenddisconnect,
    Command.wsasendmsg,
    Command.wsasendto,
    Command.wsasetevent,
    Command.wsasetlasterror,
    Command.wsasocket,
    Command.wsastartup,
    Command.wsastringtoaddress,
  ]

  static let all: [Command] = declared.map(\.command)

  /// Every word that names a command, with the command's position.
  private static let words: [(word: String, position: Int)] = all.enumerated().flatMap { position, command in
    ([command.name] + command.aliases).map { ($0, position) }
  }
  private static let table = WordTable(words.map(\.word))

  /// The command that `range` names.
  static func find(_ bytes: [UInt8], _ range: Range<Int>) -> Command? {
    table.find(bytes, range).map { all[words[$0].position] }
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
