/// What a wire's hosts are told to do.
extension HostWire {
  /// Lets hosts acknowledge data after a while only, or at once again.
  func delayAcknowledgements(_ isDelayed: Bool) { setup.setQuick(!isDelayed, hosts, parts) }

  /// Sets how connections of a host avoid congestion from now on. False when the system has no such algorithm.
  func setCongestion(_ algorithm: CongestionAlgorithm, _ id: Host.ID) -> Bool {
    let before = hosts[id.place].congestion
    hosts[id.place].congestion = algorithm
    if setup.setRoutes(hosts[id.place], parts[id.place]) { return true }
    hosts[id.place].congestion = before
    return false
  }

  /// Turns something on or off in a host. False when the system refuses.
  func setSwitch(_ one: HostSwitch, _ isOn: Bool, _ id: Host.ID) -> Bool {
    guard setup.setSwitch(one, isOn, parts[id.place]) else { return false }
    if isOn { hosts[id.place].switches.insert(one) } else { hosts[id.place].switches.remove(one) }
    return true
  }

  /// Takes a host off the wire or puts it on again.
  func plug(_ id: Host.ID, _ isPlugged: Bool) { hosts[id.place].isPlugged = isPlugged }
}
