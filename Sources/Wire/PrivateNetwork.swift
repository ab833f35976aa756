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
    guard outcome == 0 else { throw NetworkError(message: refusal(Errno(rawValue: -outcome))) }
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

  /// One sentence: who refuses, and what to do about it.
  private static func refusal(_ error: Errno) -> String {
    func isOff(_ setting: String) -> Bool { read("/proc/sys/" + setting) == UInt8(ascii: "0") }
    func allowed(by command: String) -> String { " (allow them with: \(command))" }
    let why: String
    if restrictsUserNamespaces {
      why =
        "AppArmor forbids namespaces to ordinary users"
        + allowed(by: "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0")
    } else if isOff("user/max_user_namespaces") {
      why = "user namespaces are switched off" + allowed(by: "sudo sysctl user.max_user_namespaces=10000")
    } else if isOff("kernel/unprivileged_userns_clone") {
      why = "user namespaces are switched off" + allowed(by: "sudo sysctl kernel.unprivileged_userns_clone=1")
    } else if error.rawValue == EPERM {
      why = "the system forbids namespaces, as containers do" + allowed(by: "docker run --privileged")
    } else if error.rawValue == EINVAL {
      why = "the process has threads already, and a private network has to be entered before any starts"
    } else {
      why = "making a namespace failed: \(error)"
    }
    return "no private network: \(why)"
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
