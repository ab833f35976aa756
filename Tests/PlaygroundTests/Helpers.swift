import Language
import Steps
import Testing
import Views
import Winsock
import Wire

@testable import Playground

/// Sessions for tests run on the shared loopback: a test process has threads, and cannot enter a namespace.
func session(traces: Bool = false) throws -> Session {
  var options = SessionOptions()
  options.traces = traces
  let session = Session(options: options, network: try Network(.shared))
  session.caller.files = .person
  return session
}

extension Session {
  /// Runs a line that holds a command.
  @discardableResult
  func run(_ line: String) -> Step? { run(Array(line.utf8)) }

  /// Reads a line, and performs nothing.
  func invocation(_ line: String) throws -> Invocation {
    var line = Line(bytes: Array(line.utf8))
    #expect(Lexer.trim(&line))
    return try LineForm(line, self).invocation(self)
  }

  /// Runs lines and gives their records.
  func records(_ lines: String...) -> [String] {
    var out: [UInt8] = []
    let view = JSONView(brief: true)
    for line in lines { if let step = run(line) { view.write(step, into: &out) } }
    return String(decoding: out, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// What is wrong with a line; nil when it is right.
  func usage(_ line: String) -> UsageError? {
    if case .usage(let error) = run(line)?.body { return error }
    return nil
  }

  /// The record of a line that made a call which returned.
  func call(_ line: String) -> CallRecord? {
    if case .call(let record) = run(line)?.body { return record }
    return nil
  }

  /// A pair of connected sockets `c` and `a`, `l` listening on a port that the system chose.
  func connect() {
    run("l = socket")
    run("bind l 127.0.0.1:0")
    run("listen l")
    run("c = socket")
    run("connect c l")
    run("a = accept l")
  }
}

extension ReturnValue {
  var number: Int64? {
    if case .number(let number) = self { return number }
    return nil
  }

  var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }
}

// Errors and statuses by their names, as values of a step.

extension ErrorValue {
  static let WSA_INVALID_PARAMETER = ErrorValue(ErrorCode.WSA_INVALID_PARAMETER)
  static let WSA_IO_INCOMPLETE = ErrorValue(ErrorCode.WSA_IO_INCOMPLETE)
  static let WSA_IO_PENDING = ErrorValue(ErrorCode.WSA_IO_PENDING)
  static let WSAECONNABORTED = ErrorValue(ErrorCode.WSAECONNABORTED)
  static let WSAECONNRESET = ErrorValue(ErrorCode.WSAECONNRESET)
  static let WSAEINVAL = ErrorValue(ErrorCode.WSAEINVAL)
  static let WSAENOBUFS = ErrorValue(ErrorCode.WSAENOBUFS)
  static let WSAENOTSOCK = ErrorValue(ErrorCode.WSAENOTSOCK)
  static let WSAEWOULDBLOCK = ErrorValue(ErrorCode.WSAEWOULDBLOCK)
}
