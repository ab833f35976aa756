import CLinuxShims
import Foundation
import Testing

/// A pseudo-terminal with the program on it. Nothing sleeps: every wait is for something to appear, with a deadline.
final class Terminal {
  /// Everything that was printed.
  private(set) var output: [UInt8] = []
  private let descriptor: Int32
  private let process: pid_t
  private var seen = 0
  private var waits = 0
  private var isGone = false
  private static let patience = 10.0

  /// Starts the program on a terminal, of 80 by 24 unless said otherwise.
  init(_ program: Program, _ arguments: [String] = [], columns: Int32 = 80, rows: Int32 = 24) throws {
    var master: Int32 = -1
    var words = ([Program.path] + arguments).map { strdup($0) } + [nil]
    var environment = program.environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + environment { free(word) } }
    process = wsalab_terminal_spawn(Program.path, &words, &environment, columns, rows, &master)
    descriptor = master
    try #require(process > 0, "\(Program.path): error \(-process)")
  }

  deinit {
    if !isGone {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(descriptor)
  }

  /// Types bytes as they are.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  /// Waits for a prompt, types a line and Enter.
  func enter(_ line: String, prompt: String = "wsa> ", at location: SourceLocation = #_sourceLocation) throws {
    try expect(prompt, at: location)
    type(line + "\r")
  }

  /// Waits until text appears after what was waited for before, and returns what was printed up to its end.
  @discardableResult
  func expect(_ text: String, at location: SourceLocation = #_sourceLocation) throws -> String {
    waits += 1
    let wanted = Array(text.utf8)
    let deadline = Date().addingTimeInterval(Terminal.patience)
    repeat {
      if let end = find(wanted) {
        let found = String(decoding: output[seen..<end], as: UTF8.self)
        seen = end
        return found
      }
    } while read() && Date() < deadline
    let rest = String(decoding: output[seen...], as: UTF8.self)
    throw TerminalError("wait \(waits): no \(text.debugDescription) in \(rest.debugDescription)", location)
  }

  /// Waits until the terminal echoes by itself: readline has given it back, and a command runs.
  func expectEcho(at location: SourceLocation = #_sourceLocation) throws {
    waits += 1
    let deadline = Date().addingTimeInterval(Terminal.patience)
    while wsalab_terminal_echoes(descriptor) == 0 {
      guard Date() < deadline, read(milliseconds: 5) else {
        throw TerminalError("wait \(waits): the terminal does not echo", location)
      }
    }
  }

  /// Waits until the program is stopped, as by Ctrl-Z.
  func expectStop(at location: SourceLocation = #_sourceLocation) throws {
    waits += 1
    let deadline = Date().addingTimeInterval(Terminal.patience)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG | WUNTRACED) != process {
      guard Date() < deadline, read(milliseconds: 5) else {
        throw TerminalError("wait \(waits): the program does not stop", location)
      }
    }
  }

  /// Waits for the end and returns the exit status, or 128 plus the signal.
  func status(at location: SourceLocation = #_sourceLocation) throws -> Int32 {
    let deadline = Date().addingTimeInterval(Terminal.patience)
    while read() {
      guard Date() < deadline else { throw TerminalError("the program does not end", location) }
    }
    var status: Int32 = 0
    guard waitpid(process, &status, 0) == process else { throw TerminalError("no status", location) }
    isGone = true
    return wsalab_exit_status(status)
  }

  /// Sends a signal to the program.
  func signal(_ number: Int32) { kill(process, number) }

  /// Gives the terminal another size.
  func resize(columns: Int32, rows: Int32) { _ = wsalab_terminal_resize(descriptor, columns, rows) }

  /// Whether the terminal echoes, as it should when no prompt stands.
  var echoes: Bool { wsalab_terminal_echoes(descriptor) != 0 }

  private func find(_ wanted: [UInt8]) -> Int? {
    guard output.count - seen >= wanted.count else { return nil }
    for start in seen...(output.count - wanted.count) where output[start...].starts(with: wanted) {
      return start + wanted.count
    }
    return nil
  }

  /// Takes in what is printed within a time. False when the program's end of the terminal is closed.
  private func read(milliseconds: Int32 = 200) -> Bool {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, milliseconds) > 0 else { return true }
    var block = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(descriptor, &block, block.count)
    if count > 0 { output += block[..<count] }
    return count > 0 || (count < 0 && errno == EINTR)
  }
}

/// What was waited for in vain.
struct TerminalError: Error, CustomStringConvertible {
  let description: String
  init(_ text: String, _ location: SourceLocation) { description = "line \(location.line): \(text)" }
}
