import Glibc
import Storage

/// Folders and files of the cache, and what stands where on this machine.
enum Disk {
  /// A path without links and dots; nil where nothing stands.
  static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Whether a folder stands at a path, or where a link there leads to.
  static func isFolder(_ path: String, followingLinks: Bool = true) -> Bool {
    var status = stat()
    return (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }
  static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 && !isFolder(path) }

  /// Makes a folder and those above it, for this user alone.
  static func makeFolder(_ path: String) {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      mkdir(made, 0o700)
    }
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// What tells one version of a file from another without reading it.
  static func version(of path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "none" }
    return "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
  }

  /// Waits until nobody else has the lock of a file, which is made where it is not there. Whoever ends gives it back.
  static func lock(_ path: String) -> Int32 {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    while file >= 0, flock(file, LOCK_EX) != 0, errno == EINTR {}
    return file
  }

  static func unlock(_ file: Int32) { if file >= 0 { close(file) } }

  /// A new empty folder.
  static func temporary(in folder: String) -> String? {
    var template = Array((folder + "/XXXXXX").utf8CString)
    return template.withUnsafeMutableBufferPointer { text in
      text.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
  }

  /// Whether a folder, as far as it is so many files, holds more bytes, or more files.
  static func holds(_ folder: String, more bytes: Int64, files: Int) -> Bool {
    var (left, places, most) = (bytes, files, [folder])
    while let one = most.popLast() {
      for name in names(in: one) {
        places -= 1
        var status = stat()
        guard places >= 0 else { return true }
        guard lstat(one + "/" + name, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          most.append(one + "/" + name)
        } else {
          left -= Int64(status.st_blocks) * 512
        }
        if left < 0 { return true }
      }
    }
    return false
  }

  /// Takes a folder away with what is in it; of a link, the link and not what it leads to.
  static func remove(_ folder: String) {
    for name in names(in: folder) {
      let path = folder + "/" + name
      if isFolder(path, followingLinks: false) { remove(path) } else { unlink(path) }
    }
    rmdir(folder)
  }

  /// Takes away what nobody needs any more: folders of runs that were killed, a day old; what other compilers or headers
  /// made that was not touched for a month; and of more than so many programs of this one the oldest.
  static func sweep(_ base: String, keeping most: Int = 300) {
    let now = time(nil)
    func age(_ path: String) -> Int {
      var status = stat()
      return stat(path, &status) == 0 ? now - status.st_mtim.tv_sec : 0
    }
    for name in names(in: cache) {
      let path = cache + "/" + name
      guard isFolder(path), path != base else { continue }
      if name.utf8.count == 6, age(path) > 86_400 { remove(path) }
      if name.utf8.count == 16, age(path) > 30 * 86_400 { remove(path) }
    }
    let programs = names(in: base).filter { isThere(base + "/" + $0 + "/program") }.map {
      (path: base + "/" + $0, name: $0)
    }
    guard programs.count > most else { return }
    let oldest = programs.map { (age: age($0.path), path: $0.path) }.sorted { ($0.age, $0.path) > ($1.age, $1.path) }
    for one in oldest.prefix(programs.count - most) { remove(one.path) }
  }

  /// The value of an environment variable that is set and not empty.
  static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// Where compiled programs are kept.
  static var cache: String {
    if let given = variable("XDG_CACHE_HOME"), given.hasPrefix("/") { return given + "/wsalab" }
    if let home = variable("HOME"), home.hasPrefix("/") { return home + "/.cache/wsalab" }
    return "/tmp/wsalab-\(getuid())"
  }
}
