import Language
import Steps
import Winsock

/// What statements may ask of a program.
extension Session {
  private static let serverFields = ["accepted", "refused", "open", "receives", "bytes", "threads", "error"]
  private static let clientFields = [
    "clients", "answered", "waiting", "connecting", "closed", "failed", "bytes", "threads", "error",
  ]

  /// A program's count, by its name; `error` is the code of the failure that came last, 0 without one.
  func number(of program: Program, _ field: String, at range: Range<Int>) throws(UsageError) -> Int64 {
    if field == "threads" { return Int64(program.threads.count) }
    let fields: [String]
    switch program.work {
    case .server(let server):
      if let count = server.count(field) { return count }
      fields = Self.serverFields
    case .clients(let clients):
      if let count = clients.count(field) { return count }
      fields = Self.clientFields
    }
    let near = Spelling.suggestion(field, fields)
    throw UsageError("it has no \"\(field)\"\(near)", at: range, hint: "it has " + fields.joined(separator: ", "))
  }
}

extension FailureList {
  fileprivate var lastCode: Int64 { Int64(list.last?.error.rawValue ?? 0) }
}

extension EchoServer {
  fileprivate func count(_ field: String) -> Int64? {
    switch field {
    case "accepted": Int64(accepted)
    case "refused": Int64(refused)
    case "open": Int64(open)
    case "receives": Int64(receives)
    case "bytes": Int64(bytes)
    case "error": failures.lastCode
    default: nil
    }
  }
}

extension DummyClients {
  /// `answered` had all back; `waiting` are connected and have not; `closed` were closed by the server before.
  fileprivate func count(_ field: String) -> Int64? {
    switch field {
    case "clients": Int64(settings.count)
    case "answered": Int64(count { $0 == .finished || $0 == .staying })
    case "waiting": Int64(count { $0 == .exchanging })
    case "connecting": Int64(count { $0 == .connecting })
    case "closed": Int64(count { $0 == .cutOff })
    case "failed": Int64(count { $0 == .failed })
    case "bytes": Int64(received.reduce(0, +))
    case "error": failures.lastCode
    default: nil
    }
  }
}
