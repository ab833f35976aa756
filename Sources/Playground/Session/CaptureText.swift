import Wire

extension CaptureWords {
  /// The words of a capture file, in whose comments each frame is told with the line that caused it.
  static var session: CaptureWords {
    CaptureWords(
      loopback: "the session's loopback", injected: ("injected", "segments that no host has sent"),
      host: { $0.addresses.map(\.hostText).joined(separator: ", ") + ", MTU \($0.mtu)" },
      router: { $0.addresses.map(\.hostText).joined(separator: ", ") }, comment: text)
  }

  /// `step 3: send c "x" (lost)`
  private static func text(_ comment: FrameComment) -> String {
    let arrival: String
    switch comment.arrival {
    case .copy: arrival = " (a copy)"
    case .sentInStep(let step): arrival = " (sent in step \(step))"
    case nil: arrival = ""
    }
    let fates = comment.fates.map { one in
      let by = one.by.map { " by " + text($0) } ?? ""
      return switch one.fate {
      case .lost: "lost" + by
      case .held: "held"
      case .doubled: "doubled" + by
      case .arrived: "arrives" + by
      }
    }
    return text(comment.line) + arrival + (fates.isEmpty ? "" : " (" + fates.joined(separator: "; ") + ")")
  }

  private static func text(_ line: FrameComment.Line) -> String {
    line.cause.map { line.step > 0 ? "step \(line.step): \($0)" : "" } ?? ""
  }
}

extension CapturedFrame {
  /// Ends and numbers, in one line.
  var title: String {
    let numbers: String
    switch content {
    case .datagram(let length): numbers = "UDP len=\(length)"
    case .segment(let seq, let ack, let window):
      numbers = "seq=\(seq)" + (ack.map { " ack=\($0)" } ?? "") + " win=\(window)"
    }
    return (host.map { $0 + ": " } ?? "") + "\(from) → \(to)  \(numbers), \(length) bytes"
  }
}
