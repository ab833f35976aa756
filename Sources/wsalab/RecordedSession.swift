import Glibc
import LineEditing
import Playground
import Steps
import Views

/// Prints a recorded session as its replay did: `wsalab view FILE.jsonl`.
struct RecordedSession {
  let text: TextOptions
  let output: Output
  /// What the records are kept for; nil where they are only printed.
  var recording: Recording?
  /// The only step that is printed; nil for all.
  var step: Int?

  /// Prints the session in a file, or on standard input for `-`. Returns the process's exit status: 2 when the file
  /// cannot be read or is not a recorded session.
  func show(_ path: String) -> Int32 {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return refuse("\(path): \(String(cString: strerror(errno)))") }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      return refuse("\(path): \(String(cString: strerror(EISDIR)))")
    }
    let lines = PlainLines(descriptor: descriptor)
    var reader = RecordReader { lines.nextWhole() }
    var isFound = false
    var transcript = RecordedTranscript(TextView(text))
    do throws(RecordError) {
      while let entry = try reader.next(), !output.isBroken {
        recording?.append(entry)
        // What is made into a file is not printed as well.
        if recording != nil { continue }
        if let step {
          guard case .step(let one) = entry, one.number == step else { continue }
          isFound = true
        }
        transcript.write(entry, into: &output.bytes)
        output.flushIfLarge()
      }
    } catch {
      transcript.finish(into: &output.bytes)
      output.flush()
      return refuse("\(path):\(reader.lineNumber): \(error.description)")
    }
    transcript.finish(into: &output.bytes)
    output.flush()
    if let step, !isFound { return refuse("\(path): there is no step \(step)") }
    return output.isBroken ? 1 : 0
  }

  private func refuse(_ message: String) -> Int32 {
    Output.complain(message)
    return 2
  }
}

extension PlainLines {
  /// The next line, waiting for it; nil at the end.
  fileprivate func nextWhole() -> [UInt8]? {
    while true {
      if let line = next() { return line }
      if isAtEnd { return nil }
      if Poll.wait([descriptor])[0] { read() }
    }
  }
}
