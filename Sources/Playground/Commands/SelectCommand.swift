import Calls
import Steps
import Winsock

extension Command {
  static let select = CommandOf(
    "select", call: .select,
    c: "select(0, {read}, {write}, {except}, {timeout})",
    arguments: ["_ >read >write >except *timeout"], topic: .models,
    summary: "Waits until a socket can be read, written, or has something out of the ordinary.",
    tasks: ["wait", "ready", "many sockets"],
    HandleListParameter(label: "read", usage: "read=S,…", about: "sockets to read", types: [.socket], key: "read"),
    HandleListParameter(label: "write", usage: "write=S,…", about: "sockets to write", types: [.socket], key: "write"),
    HandleListParameter(
      label: "except", usage: "except=S,…", about: "urgent data, failed connects", types: [.socket], key: "except"),
    TimeoutParameter()
  ) { call, read, write, except, timeout throws(UsageError) in
    call.session.watchSelect(max(read?.count ?? 0, write?.count ?? 0, except?.count ?? 0))
    return .call(
      call.winsock.select(
        call.thread, read: read?.map(\.handle), write: write?.map(\.handle), except: except?.map(\.handle),
        timeout: timeout.uint32), .number, .sets(read: read ?? [], write: write ?? [], except: except ?? []))
  }
}
