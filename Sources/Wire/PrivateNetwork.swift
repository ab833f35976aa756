import CLinuxShims
import Glibc
import LinuxSockets

/// A network namespace of the process's own.
enum PrivateNetwork {
  /// Enters one, in a user namespace of its own where the process is not allowed it otherwise.
  static func enter() throws(NetworkError) {
    let user = geteuid()
    let group = getegid()
    // Root may, and so may who is in a user namespace of its own already.
    if wsalab_enter_network(0) == 0 { return }
    var outcome: Int32 = 0
    if restrictsUserNamespaces { outcome = wsalab_try_network() }
    if outcome == 0 { outcome = wsalab_enter_network(1) }
    guard outcome == 0 else { throw refusal(Errno(rawValue: -outcome)) }
    keepIdentity(user: user, group: group)
  }

  /// Ubuntu's AppArmor lets a namespace be made and forbids everything in it.
  private static var restrictsUserNamespaces: Bool {
    read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == UInt8(ascii: "1")
  }

  /// Maps the user and the group to themselves: without that they are both `nobody` inside. Nothing depends on it, and
  /// so a refusal is not a failure.
  private static func keepIdentity(user: uid_t, group: gid_t) {
    write("/proc/self/setgroups", "deny")
    write("/proc/self/uid_map", "\(user) \(user) 1")
    write("/proc/self/gid_map", "\(group) \(group) 1")
  }

  /// Who refuses.
  private static func refusal(_ error: Errno) -> NetworkError {
    func isOff(_ path: String) -> Bool { read("/proc/sys/" + path) == UInt8(ascii: "0") }
    if restrictsUserNamespaces { return .appArmor }
    if isOff("user/max_user_namespaces") {
      return .noUserNamespaces(setting: "user.max_user_namespaces", value: "10000")
    }
    if isOff("kernel/unprivileged_userns_clone") {
      return .noUserNamespaces(setting: "kernel.unprivileged_userns_clone", value: "1")
    }
    return error.rawValue == EPERM ? .forbidden : error.rawValue == EINVAL ? .hasThreads : .failed(error)
  }

  /// The first byte of a small file, nil when it cannot be read.
  private static func read(_ path: String) -> UInt8? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var byte: UInt8 = 0
    return Glibc.read(file, &byte, 1) == 1 ? byte : nil
  }

  private static func write(_ path: String, _ text: String) {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    _ = Glibc.write(file, text, text.utf8.count)
  }
}
