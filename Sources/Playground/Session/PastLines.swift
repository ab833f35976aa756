import Steps
import Storage
import Wire

/// The lines of a session that hold a command, for going back. Memory is bounded: a session of more than 64 MB of lines
/// cannot go back.
struct PastLines {
  private static let maximum = 64 << 20

  /// A line, and what is known of it.
  struct PastLine {
    let bytes: [UInt8]
    /// Whether it is run again: not when it was not understood, or only asked something.
    let isReplayed: Bool
    /// Which files it reaches, when it is run again as well.
    let files: FileDoor
    /// Whether it let its time go by and nothing came of that.
    var waitedInVain = false
    /// Whether it only looked: there is nothing of it to undo.
    var onlyLooked = false
    /// What programs did after it.
    var digest: NativeDigest?

    var isUndoable: Bool { isReplayed && !onlyLooked }
  }

  private(set) var lines: [PastLine] = []
  private var size = 0
  /// How many lines there were at `try`.
  var mark: Int?

  /// Whether every line is there.
  var isWhole: Bool { size <= Self.maximum }

  mutating func append(_ bytes: [UInt8], isReplayed: Bool, reaching files: FileDoor) {
    size += bytes.count + 32
    guard isWhole else { return lines.removeAll() }
    lines.append(PastLine(bytes: bytes, isReplayed: isReplayed, files: files))
  }

  /// Notes of a line that it only looked.
  mutating func noteLook(_ place: Int) {
    if place < lines.count { lines[place].onlyLooked = true }
  }

  /// How many lines there are to undo.
  var undoable: Int { lines.count { $0.isUndoable } }

  /// The place of the line that did something after which `count - 1` others did.
  func undoable(fromEnd count: Int) -> Int? {
    lines.indices.reversed().lazy.filter { lines[$0].isUndoable }.dropFirst(count - 1).first
  }

  /// Notes of a line what programs did after it.
  mutating func note(_ digest: NativeDigest, of place: Int) {
    if lines.indices.contains(place) { lines[place].digest = digest }
  }

  /// Notes of a line that its time went by and nothing came of it.
  mutating func noteWaitInVain(_ place: Int) {
    if place < lines.count { lines[place].waitedInVain = true }
  }
}

extension Session {
  /// Whether nothing can happen however long one waits: the kernel has nothing to send again, to probe, to forget or to
  /// acknowledge, so that a wait that was in vain need not be waited once more. Between hosts no such wait takes time.
  var isStill: Bool {
    network.isPrivate && network.isSettled && !winsock.asksWhetherPeersAreThere
      && network.ownConnections()?.allSatisfy(\.isStill) ?? false
  }

  /// Begins anew in a fresh network and runs the first `count` lines again; a session is deterministic, and so everything
  /// is as it was after them. Ctrl-C ends it, where that `canEnd` it: then fewer lines have been run, and how many is given;
  /// nil when all were. A machine that was too busy for them is given another chance, a few times.
  @discardableResult
  func goBack(keeping count: Int, canEnd: Bool = true) throws(UsageError) -> Int? {
    var done: Int?
    for _ in 0..<History.mostReplays {
      history.isDisturbed = false
      done = try replay(count, canEnd: canEnd)
      if done != nil || !history.isDisturbed { break }
    }
    return done
  }

  private func replay(_ count: Int, canEnd: Bool) throws(UsageError) -> Int? {
    guard current.depth == 0 else { throw UsageError("a completion routine cannot go back") }
    guard history.past.isWhole else { throw UsageError("this session has too many lines to go back") }
    let network: Network
    do throws(NetworkError) {
      network = try Network(self.network.isPrivate ? .private : self.network.reachesOut ? .shared : .automatic)
    } catch {
      throw UsageError("no fresh network can be had to go back in: \(error.message)")
    }
    noteDigest()
    history.isUnlike = false
    let kept = history.past.lines.prefix(count)
    let (status, waiting) = (exitStatus, history.scripts)
    let mark = history.past.mark.flatMap { $0 < count ? $0 : nil }
    history.past = PastLines()
    renew(network)
    history.isReplaying = true
    defer { history.isReplaying = false }
    var done: Int?
    for (i, line) in kept.enumerated() {
      if i > 0, canEnd, caller.isInterrupted?() == true {
        done = i
        break
      }
      if line.isReplayed {
        _ = run(line.bytes, line.files, skipsKnownTimeouts: line.waitedInVain)
        while nextProgramStep() != nil {}
        if native.areBeside, let known = line.digest, known != native.digest { history.isUnlike = true }
      } else {
        history.count += 1
        history.past.append(line.bytes, isReplayed: false, reaching: line.files)
      }
    }
    (exitStatus, history.scripts, current.isRenewed) = (status, waiting, true)
    history.past.mark = mark
    return done
  }
}

extension HostConnection {
  /// Whether no timer of its kernel runs.
  fileprivate var isStill: Bool {
    switch state {
    case .listen, .closed: true
    case .established, .closeWait: unacknowledged == 0
    default: false
    }
  }
}
