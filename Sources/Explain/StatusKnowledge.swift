import Steps
import Calls
import Winsock

// Errors and statuses: the tables' names beside the explanation.

extension Knowledge {
  /// The row that has a name, Winsock's or Win32's.
  static func fact(named key: String) -> ErrorFact? {
    ErrorFact.all.first { $0.name.lowercased() == key }
      ?? ErrorFact.all.first { $0.win32?.name.lowercased() == key || $0.winsock.win32Name?.lowercased() == key }
  }

  /// A number is an error's code, or a status; 0x103 and 259 are the same.
  static func explainNumber(_ number: UInt32) -> [TextLine]? {
    if number == 0 {
      return [
        TextLine(.heading, "0"),
        TextLine(
          .prose, "No error: ERROR_SUCCESS, NO_ERROR, STATUS_SUCCESS, and what most calls return when all is well."),
      ]
    }
    let code = ErrorCode(rawValue: number)
    if let fact = code.fact { return explainError(fact) }
    if let fact = NTStatus(rawValue: number).fact { return explainStatus(fact) }
    guard let fact = ErrorFact.all.first(where: { $0.win32?.code == code }) else { return nil }
    return explainError(fact)
  }

  /// A status by its name.
  static func explainStatus(named key: String) -> [TextLine]? {
    if key == "status_success" {
      return [
        TextLine(.heading, "STATUS_SUCCESS (0)"),
        TextLine(
          .prose, "What Internal holds when an operation ended well, and also before a zeroed WSAOVERLAPPED was used."),
      ]
    }
    return ErrorFact.all.first { $0.status?.name.lowercased() == key }.flatMap { explainStatus($0) }
  }

  /// An error: its meaning, and its other names.
  static func explainError(_ fact: ErrorFact) -> [TextLine] {
    var lines = [TextLine(.heading, "\(fact.name) (\(fact.winsock.rawValue))")]
    if let entry = ErrorEntry.find(fact.winsock) {
      lines.append(TextLine(.prose, entry.means))
      if !entry.here.isEmpty { lines.append(TextLine(.prose, "Here: " + entry.here)) }
      if !entry.todo.isEmpty { lines.append(TextLine(.prose, "What to do: " + entry.todo)) }
    }
    if completions.contains(fact.winsock) { lines += names(of: fact) }
    let isWinsock = fact.name.hasPrefix("WSA")
    let list = isWinsock ? "Microsoft's list of Windows Sockets error codes" : "Microsoft's list of system error codes"
    return lines + [TextLine(.prose, "Source: " + ClaimSource.documented(list).text)]
  }

  /// The errors that an operation may end with, besides its beginning: only these have other names when it does.
  private static let completions: Set<ErrorCode> = [
    .WSA_IO_PENDING, .WSA_OPERATION_ABORTED, .WSAECONNRESET, .WSAECONNABORTED, .WSAECONNREFUSED, .WSAETIMEDOUT,
    .WSAENETUNREACH, .WSAEHOSTUNREACH, .WSAENETRESET, .WSAEMSGSIZE, .WSAENOBUFS, .WSAEDISCON, .WSAESHUTDOWN,
  ]

  /// A status: what Internal tells by it, and the error that calls give for it.
  private static func explainStatus(_ fact: ErrorFact) -> [TextLine]? {
    guard let status = fact.status else { return nil }
    var lines = [TextLine(.heading, "\(status.name) (\(hex(status.code.rawValue)))")]
    if status.code == .STATUS_PENDING {
      lines.append(
        TextLine(
          .prose,
          "What Internal holds while an operation is under way; HasOverlappedIoCompleted looks for just this. Its memory "
            + "and buffers belong to the system until it is gone."))
    } else {
      lines.append(
        TextLine(
          .prose, "The status of an operation that ended so, as the kernel has it: Internal of its WSAOVERLAPPED."))
    }
    lines.append(TextLine(.prose, "It is the same fact as \(fact.name) (\(fact.winsock.rawValue)):"))
    if let entry = ErrorEntry.find(fact.winsock) { lines.append(TextLine(.prose, entry.means)) }
    let list = ClaimSource.documented("Microsoft's list of NTSTATUS values")
    return lines + names(of: fact) + [TextLine(.prose, "Source: " + list.text)]
  }

  /// One fact has several names: who says which.
  private static func names(of fact: ErrorFact) -> [TextLine] {
    var lines: [TextLine] = []
    if let status = fact.status {
      lines.append(TextLine(.item, "Internal of the WSAOVERLAPPED: \(status.name) (\(hex(status.code.rawValue)))"))
    }
    if let win32 = fact.win32, win32.name != fact.name {
      lines.append(
        TextLine(.item, "GetLastError after GetQueuedCompletionStatus: \(win32.name) (\(win32.code.rawValue))"))
    }
    return lines
  }

  private static func hex(_ value: UInt32) -> String { "0x" + String(value, radix: 16, uppercase: true) }
}

/// What an error means, where it shows up here, and what to do.
struct ErrorEntry: Sendable {
  let code: ErrorCode
  let means: String
  let here: String
  let todo: String

  init(_ code: ErrorCode, means: String, here: String = "", todo: String = "") {
    self.code = code
    self.means = means
    self.here = here
    self.todo = todo
  }

  /// The entry of a code.
  static func find(_ code: ErrorCode) -> ErrorEntry? {
    (code.rawValue < 10000 ? win32 : code.rawValue < 10048 ? winsockA : winsockB).first { $0.code == code }
  }
}
