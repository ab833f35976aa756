import Glibc

/// A compiler of C and C++ on this machine.
struct Toolchain {
  /// Its path without links: what is started.
  let path: String
  /// Whether it is clang, and not g++.
  let isClang: Bool
  /// What tells it from another, or from itself after an update.
  let version: String

  /// What a person does who has none.
  static let advice = "install one: apt-get install clang lld, or g++"

  /// The compiler that `WSALAB_CXX` names, or clang++ or g++ on the path, or that of a Swift toolchain there.
  static func find() -> Toolchain? {
    if let given = Disk.variable("WSALAB_CXX") { return named(given) }
    for name in ["clang++", "clang++-19", "clang++-18", "clang++-17", "clang++-16", "clang++-15", "clang++-14"] {
      if let found = named(name) { return found }
    }
    if let swift = onPath("swift"), let real = Disk.real(swift), let slash = real.lastIndex(of: "/"),
      let found = named(real[..<slash] + "/clang++")
    {
      return found
    }
    return named("g++")
  }

  private static func named(_ name: String) -> Toolchain? {
    guard let path = name.contains("/") ? name : onPath(name), Disk.isExecutable(path), let real = Disk.real(path)
    else {
      return nil
    }
    let isClang = name.contains("clang")
    // clang goes by the name that it is called by: C++ is linked by the one with two pluses.
    return Toolchain(path: isClang ? path : real, isClang: isClang, version: real + " " + Disk.version(of: real))
  }

  /// Where a command stands on the path.
  static func onPath(_ name: String) -> String? {
    for folder in (Disk.variable("PATH") ?? "/usr/bin:/bin").split(separator: ":") {
      let path = folder + "/" + name
      if Disk.isExecutable(path) { return path }
    }
    return nil
  }

  /// The folders that it and what it makes need to see: its own, the system's libraries and headers.
  var folders: [String] {
    var folders = [
      "/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/etc/alternatives", "/etc/ld.so.cache", "/etc/ld.so.conf",
      "/etc/ld.so.conf.d", "/dev/null", "/dev/urandom", "/dev/zero", "/proc",
    ]
    for path in [path, Disk.real(path) ?? path] {
      guard !path.hasPrefix("/usr/") else { continue }
      let parts = path.split(separator: "/").dropLast(2)
      if !parts.isEmpty { folders.append("/" + parts.joined(separator: "/")) }
    }
    return folders
  }

  /// The program that tells lines of source from addresses; nil where there is none.
  static func symbolizer(beside compiler: Toolchain) -> String? {
    for path in [compiler.path, Disk.real(compiler.path) ?? compiler.path] {
      guard let slash = path.lastIndex(of: "/") else { continue }
      let beside = path[..<slash] + "/llvm-symbolizer"
      if Disk.isExecutable(String(beside)) { return String(beside) }
    }
    for name in [
      "llvm-symbolizer", "llvm-symbolizer-19", "llvm-symbolizer-18", "llvm-symbolizer-17",
      "llvm-symbolizer-16", "llvm-symbolizer-15", "llvm-symbolizer-14",
    ] {
      if let found = onPath(name) { return found }
    }
    return nil
  }

  /// Whether lld links.
  var hasLLD: Bool {
    guard isClang, let slash = path.lastIndex(of: "/") else { return false }
    return Disk.isExecutable(path[..<slash] + "/ld.lld") || Toolchain.onPath("ld.lld") != nil
  }
}
