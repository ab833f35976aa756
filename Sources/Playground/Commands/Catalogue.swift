import Steps

/// Every command, sorted by name. A command is found by its name or a short name, whatever the case.
enum Catalogue {
  static let all: [Command] = [
    .accept,
    .acceptex,
    .bind,
    .calls,
    .cancelio,
    .cancelioex,
    .closehandle,
    .closesocket,
    .connect,
    .connectex,
    .createiocompletionport,
    .delay,
    .disconnectex,
    .drop,
    .dummyclient,
    .duplicate,
    .end,
    .exitthread,
    .expect,
    .explain,
    .fail,
    .flow,
    .free,
    .getacceptexsockaddrs,
    .getaddrinfo,
    .gethostname,
    .getpeername,
    .getqueuedcompletionstatus,
    .getqueuedcompletionstatusex,
    .getresult,
    .getsockname,
    .getsockopt,
    .goal,
    .help,
    .hint,
    .hold,
    .host,
    .htonl,
    .htons,
    .inet_ntop,
    .inet_pton,
    .inflight,
    .ioctlsocket,
    .lesson,
    .listen,
    .ntohl,
    .ntohs,
    .overlapped,
    .plug,
    .postqueuedcompletionstatus,
    .quit,
    .recv,
    .recvfrom,
    .restart,
    .routine,
    .run,
    .save,
    .select,
    .send,
    .sendto,
    .server,
    .set,
    .setfilecompletionnotificationmodes,
    .setsockopt,
    .show,
    .shutdown,
    .skip,
    .sleepex,
    .socket,
    .step,
    .stop,
    .thread,
    .trace,
    .attempt,
    .undo,
    .unplug,
    .wait,
    .why,
    .wire,
    .wsabuf,
    .wsacleanup,
    .wsacloseevent,
    .wsacreateevent,
    .wsaenumnetworkevents,
    .wsaeventselect,
    .wsagetlasterror,
    .wsaioctl,
    .wsapoll,
    .wsarecv,
    .wsarecvfrom,
    .wsaresetevent,
    .wsasend,
    .wsasendto,
    .wsasetevent,
    .wsasetlasterror,
    .wsasocket,
    .wsastartup,
  ]

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
    let near = Spelling.suggestion(ByteText.string(bytes, range), names)
    return UsageError(
      "unknown command \(ByteText.quoted(bytes, range))\(near)", at: range, hint: "help lists the commands")
  }
}
