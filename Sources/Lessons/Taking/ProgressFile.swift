import Glibc
import LinuxSockets
import Storage

/// The file that keeps how far lessons were taken. Nothing about it is fatal: what goes wrong is told once, and learning
/// goes on.
public final class ProgressFile {
  private let path: String?
  private let complain: (String) -> Void
  private var text = ProgressText()
  private var isLoaded = false
  /// Whether what is done is kept: false without a place, and once the file turned out to be of no use.
  public private(set) var isUsable: Bool
  private static let longest = 8 << 20

  /// - Parameters:
  ///   - path: The file; nil when there is no place for one.
  ///   - complain: Told in a sentence what goes wrong.
  public init(path: String?, complain: @escaping (String) -> Void) {
    self.path = path
    self.complain = complain
    isUsable = path != nil
  }

  /// The place that the XDG base directory specification gives: `$XDG_STATE_HOME/wsalab/lessons`, by default below
  /// `~/.local/state`. A relative path counts as none. Nil when there is no home either.
  public static func defaultPath(stateHome: String?, home: String?) -> String? {
    if let stateHome, stateHome.hasPrefix("/") { return stateHome + "/wsalab/lessons" }
    guard let home, home.hasPrefix("/") else { return nil }
    return home + "/.local/state/wsalab/lessons"
  }

  /// What was done of a lesson; nil when it was never begun.
  public func progress(_ key: String) -> LessonProgress? {
    load()
    return text[key]
  }

  /// How many lessons something was done of.
  public var count: Int {
    load()
    return text.lessons.count
  }

  /// Keeps what was done of a lesson, or forgets it.
  public func keep(_ progress: LessonProgress?, for key: String) {
    load()
    guard text[key] != progress, !key.utf8.contains(0x0A) else { return }
    guard isUsable, let path else { return text[key] = progress }
    makeDirectories(path)
    // save() finds its folder made: the lock lies in it.
    FileLock.holding(path) {
      // Another session may have kept something of another lesson meanwhile.
      if let bytes = try? read(path), let now = try? ProgressText(bytes) { text = now }
      text[key] = progress
      save()
    }
  }

  /// Forgets everything.
  public func forgetAll() {
    load()
    text = ProgressText()
    if isUsable, let path { makeDirectories(path) }
    save()
  }

  // MARK: - Reading

  private struct Failure: Error {
    let errno: Errno
    init(_ errno: Errno) { self.errno = errno }
  }

  private func load() {
    guard !isLoaded else { return }
    isLoaded = true
    guard let path else {
      return complain("what you do in lessons cannot be kept: there is no HOME to keep it in")
    }
    do throws(Failure) {
      let bytes = try read(path)
      do throws(ProgressText.Fault) {
        text = try ProgressText(bytes)
      } catch {
        setAside(path, error)
      }
    } catch {
      if error.errno.rawValue == ENOENT { return }
      giveUp("cannot be read: \(error.errno)")
    }
  }

  private func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(Files.lastError()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(Files.lastError()) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(Errno(rawValue: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL))
    }
    guard status.st_size <= Self.longest else { throw Failure(Errno(rawValue: EFBIG)) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, Files.lastError().rawValue == EINTR { continue }
      guard count >= 0 else { throw Failure(Files.lastError()) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Gives a file that cannot be used another name, one that is free.
  private func setAside(_ path: String, _ fault: ProgressText.Fault) {
    let why =
      switch fault {
      case .newer: "was written by a newer version of wsalab"
      case .damaged(let line): "is damaged (line \(line))"
      }
    for number in 1...99 {
      let other = "\(path).aside" + (number > 1 ? "-\(number)" : "")
      // Unlike rename, link does not replace what is there.
      if link(path, other) == 0 {
        unlink(path)
        return complain("\(path) \(why); it was set aside as \(other), and a new one is begun")
      }
      if Files.lastError().rawValue != EEXIST { break }
    }
    giveUp("\(why) and cannot be set aside: \(Files.lastError())")
  }

  private func giveUp(_ why: String) {
    isUsable = false
    complain("what you do in lessons cannot be kept: \(path ?? "") \(why)")
  }

  // MARK: - Writing

  private func save() {
    guard isUsable, let path else { return }
    do throws(FileError) {
      try FileWriter.write(text.bytes, to: path, replacing: true, isPrivate: true)
    } catch {
      giveUp(error.message)
    }
  }

  private func makeDirectories(_ path: String) {
    var directory = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      directory += part + "/"
      if !part.isEmpty { mkdir(directory, 0o700) }
    }
  }
}
