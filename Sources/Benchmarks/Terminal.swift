import CBaselines
import Glibc

/// A program on a pseudo-terminal, watched until its prompt is there.
struct Terminal {
  private let master: Int32
  private let child: Int32
  private let prompt: [UInt8]
  private var seen: [UInt8] = []

  /// Starts a program; nil when it could not be.
  init?(_ arguments: [String], prompt: String, home: String) {
    var pid: Int32 = -1
    let descriptor = withStrings(arguments) { argv in
      withStrings(Child.environment(home: home)) { wsabench_terminal(argv, $0, &pid) }
    }
    guard descriptor >= 0 else { return nil }
    (master, child, self.prompt) = (descriptor, pid, Array(prompt.utf8))
  }

  /// Reads until the prompt has come; false when it does not come within some seconds.
  mutating func awaitPrompt() -> Bool { awaitBytes(prompt) }

  /// Types text and reads until all of it was echoed, so that what is timed afterwards is Enter alone.
  mutating func type(_ text: String) -> Bool {
    send(text)
    return awaitBytes(Array(text.utf8))
  }

  /// Types without waiting.
  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  /// Ends the program as a user would, with Ctrl-D, and by force when that does not do.
  mutating func end() {
    send("\u{4}")
    // Its last words are read, lest it wait for room to write them; the end of the terminal is the end of this.
    var buffer = [UInt8](repeating: 0, count: 4096)
    for _ in 0..<100 where wsabench_read(master, &buffer, 4096, 500) == 0 { break }
    close(master)
    _ = wsabench_wait(child, 2000)
  }

  private mutating func awaitBytes(_ wanted: [UInt8]) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let deadline = wsabench_now() + 10_000_000_000
    while !take(wanted) {
      let got = wsabench_read(master, &buffer, 4096, 2000)
      guard got > 0, wsabench_now() < deadline else { return false }
      seen.append(contentsOf: buffer[0..<Int(got)])
    }
    return true
  }

  /// Forgets what was seen up to the end of `wanted`, if that was seen.
  private mutating func take(_ wanted: [UInt8]) -> Bool {
    guard seen.count >= wanted.count else { return false }
    for start in 0...(seen.count - wanted.count) where seen[start..<(start + wanted.count)].elementsEqual(wanted) {
      seen.removeFirst(start + wanted.count)
      return true
    }
    return false
  }
}
