import Glibc
import Lessons
import LineEditing
import TerminalText

/// Bytes on their way to standard output: gathered, and written with one write(2) where that is enough.
final class Output: TranscriptOutput {
  /// What is not written yet.
  var bytes: [UInt8] = []
  /// Whether nobody reads any more, or nothing can be written.
  private(set) var isBroken = false
  private let descriptor: Int32

  init(descriptor: Int32 = 1) { self.descriptor = descriptor }

  /// The columns of the terminal that it is; nil for none.
  var columns: Int? { TerminalSize(of: descriptor)?.columns }

  /// Writes when enough has gathered.
  func flushIfLarge() { if bytes.count >= 64 << 10 { flush() } }

  /// Writes everything.
  func flush() {
    var done = 0
    while done < bytes.count, !isBroken {
      let (count, error) = bytes[done...].withUnsafeBytes { rest in
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        return (count, count < 0 ? errno : 0)
      }
      done += max(count, 0)
      if error == EAGAIN { Output.wait(descriptor) } else if error != 0 && error != EINTR { isBroken = true }
    }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes bytes at once, after what has gathered.
  func write(_ more: [UInt8]) {
    bytes += more
    flush()
  }

  /// A descriptor that somebody made non-blocking and that takes no more for now.
  private static func wait(_ descriptor: Int32) {
    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&ready, 1, -1)
  }

  /// Writes a line to standard error, with what was typed in it made visible.
  static func complain(_ text: String) {
    let output = Output(descriptor: 2)
    TextBuffer.write(color: false, into: &output.bytes) { out in
      out.append("wsalab: ")
      out.append(escaping: text)
      out.newline()
    }
    output.flush()
  }
}
