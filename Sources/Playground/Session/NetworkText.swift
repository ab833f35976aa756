import LinuxSockets
import Wire

// What the network says of itself, in words.

extension Network {
  /// What is not as it was wanted: sentences with what to do about it. Nil when all is well.
  public var notice: String? {
    notices.isEmpty ? nil : notices.map(\.text).joined(separator: "; ")
  }
}

extension NetworkNotice {
  /// One sentence, with what to do about it.
  var text: String {
    switch self {
    case .shared: return "this is the real network of this machine: what is sent leaves it; packets are inferred"
    case .loopbackOnly(let error):
      return error.message + "; packets are inferred on the shared loopback, and nothing beyond 127.0.0.0/8 and ::1 is "
        + "reached (a bind to all addresses is one to the loopback)"
    case .incomplete(let refused):
      let more = refused.count > 3 ? " and \(refused.count - 3) more" : ""
      return "transcripts may differ from those of other machines: the private loopback could not be set up in full ("
        + refused.prefix(3).joined(separator: ", ") + more + "); is /proc/sys writable here?"
    case .noCapture(let error): return error.message
    }
  }
}

extension NetworkError {
  /// One sentence: what was refused, and what to do about it.
  public var message: String {
    func refused(_ why: String, _ command: String? = nil) -> String {
      "no private network: " + why + (command.map { " (allow them with: \($0))" } ?? "")
    }
    switch self {
    case .appArmor:
      return refused(
        "AppArmor forbids namespaces to ordinary users", "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0")
    case .noUserNamespaces(let setting, let value):
      return refused("user namespaces are switched off", "sudo sysctl \(setting)=\(value)")
    case .forbidden: return refused("the system forbids namespaces, as containers do", "docker run --privileged")
    case .hasThreads:
      return refused("the process has threads already, and a private network has to be entered before any starts")
    case .failed(let error): return refused("making a namespace failed: \(error)")
    case .capture(let error): return "no packet can be captured: \(error)"
    }
  }
}
