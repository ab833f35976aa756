import Wire

/// The lines of a session that hold a command, for going back. Memory is bounded: a session of more than 64 MB of lines
/// cannot go back.
struct PastLines {
  private static let maximum = 64 << 20

  /// Each line, and whether it is run again: not when it was not understood, or only asked something.
  private(set) var lines: [(bytes: [UInt8], isReplayed: Bool)] = []
  private var size = 0
  /// How many lines there were at `try`.
  var mark: Int?

  /// Whether every line is there.
  var isWhole: Bool { size <= Self.maximum }

  mutating func append(_ bytes: [UInt8], isReplayed: Bool) {
    size += bytes.count + 32
    guard isWhole else { return lines.removeAll() }
    lines.append((bytes, isReplayed))
  }
}

extension Session {
  /// Begins anew in a fresh network and runs the first `count` lines again; a session is deterministic, and so everything
  /// is as it was after them.
  func goBack(keeping count: Int) throws(UsageError) {
    guard depth == 0 else { throw UsageError("a completion routine cannot go back") }
    guard past.isWhole else { throw UsageError("this session has too many lines to go back") }
    let network: Network
    do throws(NetworkError) {
      network = try Network(self.network.isPrivate ? .private : .shared)
    } catch {
      throw UsageError("no fresh network can be had to go back in: \(error.message)")
    }
    let kept = past.lines.prefix(count)
    let (status, waiting) = (exitStatus, scripts)
    let mark = past.mark.flatMap { $0 < count ? $0 : nil }
    past = PastLines()
    renew(network)
    for line in kept {
      if line.isReplayed {
        _ = run(line.bytes)
      } else {
        stepCount += 1
        past.append(line.bytes, isReplayed: false)
      }
    }
    (exitStatus, scripts, isRenewed) = (status, waiting, true)
    past.mark = mark
  }
}
