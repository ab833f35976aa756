import LinuxSockets

/// Why there is no private network, or no packet can be captured on it.
public enum NetworkError: Error, Sendable, Equatable {
  /// AppArmor forbids what a user namespace is for.
  case appArmor
  /// The system allows no user namespace: by their greatest number, or by a switch.
  case noUserNamespaces(setting: String, value: String)
  /// The system forbids namespaces, as a container's filter does.
  case forbidden
  /// Threads have been started before.
  case hasThreads
  /// The system gives another reason.
  case failed(Errno)
  /// No packet can be captured.
  case capture(Errno)
}

/// What is not as it was wanted with a session's network.
public enum NetworkNotice: Sendable, Equatable {
  /// It is the real network of the machine, as was asked for.
  case shared
  /// It is the machine's loopback, since there is no private network.
  case loopbackOnly(NetworkError)
  /// The private loopback could not be set up in full: what was refused, by name.
  case incomplete([String])
  /// Packets are not captured.
  case noCapture(NetworkError)
}
