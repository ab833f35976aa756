import Language
import Steps
import Wire

extension Command {
  static let set = CommandOf(
    "set", topic: .playground,
    summary: "Sets trace or warnings on or off, or how the TCP of hosts behaves: congestion, ecn, syncookies.",
    tasks: ["option", "quiet", "packets", "cubic", "reno", "ecn", "SYN flood"],
    needsThread: false,
    TextParameter(
      usage: "trace|warnings|congestion|ecn|syncookies", about: "a setting", isOptional: true,
      completes: .words(Session.settings)),
    TextParameter(
      usage: "on|off|reno|cubic",
      about: "on or off; for congestion reno or cubic. TCP settings apply to the line's host, or to all hosts",
      isOptional: true, completes: .words(["on", "off"] + CongestionAlgorithm.allCases.map(\.rawValue)))
  ) { call, setting, value throws(UsageError) in
    let session = call.session
    if setting.wasGiven { try session.set(setting, value, on: session.host(of: call.invocation)) }
    return .body(.text(session.settingLines))
  }
}

extension Session {
  fileprivate static let settings = ["trace", "warnings", "congestion"] + HostSwitch.allCases.map(\.rawValue)

  fileprivate var settingLines: [TextLine] {
    var lines = [
      "trace     " + (options.traces ? "on    packets are shown" : "off   packets are not shown"),
      "warnings  " + (options.warnings ? "on    likely bugs are reported" : "off   likely bugs are not reported"),
    ]
    let hosts = network.hosts
    if !hosts.isEmpty {
      let each = hosts.map { "\($0.name) \($0.congestion.rawValue)" }.joined(separator: ", ")
      lines.append("congestion  \(each)")
      for one in HostSwitch.allCases {
        let on = hosts.filter { $0.switches.contains(one) }.map(\.name)
        lines.append("\(one.rawValue)  " + (on.isEmpty ? "off" : "on: " + on.joined(separator: ", ")))
      }
    }
    return lines.map { TextLine(.item, $0) }
  }

  /// What moved while nothing was shown is not told afterwards.
  private func forgetPackets() {
    var unshown: [TracedPacket] = []
    network.drain(into: &unshown)
  }

  /// Turns a setting on or off; without a value nothing changes.
  func set(
    _ setting: TextParameter.Argument, _ value: TextParameter.Argument, on host: Host?
  ) throws(UsageError) {
    let names = Self.settings
    guard names.contains(setting.text) else {
      throw UsageError(
        "there is no setting \"\(setting.text)\"\(Spelling.suggestion(setting.text, names))", at: setting.range,
        hint: "set trace|warnings|ecn|syncookies on|off, set congestion reno|cubic")
    }
    if setting.text == "congestion" { return try setCongestion(value, on: host) }
    guard value.wasGiven else { return }
    guard value.text == "on" || value.text == "off" else {
      throw UsageError("a setting is on or off", at: value.range, hint: "set \(setting.text) on|off")
    }
    if let one = HostSwitch(rawValue: setting.text) {
      try checkWire("set \(setting.text)")
      for host in host.map({ [$0] }) ?? network.hosts {
        guard network.setSwitch(one, value.text == "on", of: host.id) else {
          throw UsageError("this system refuses to set \(setting.text)", at: setting.range)
        }
      }
      return
    }
    if setting.text == "trace" {
      if !options.traces { forgetPackets() }
      options.traces = value.text == "on"
    } else {
      options.warnings = value.text == "on"
    }
  }

  /// Sets how connections avoid congestion, on one host or on all.
  private func setCongestion(_ value: TextParameter.Argument, on one: Host?) throws(UsageError) {
    try checkWire("set congestion")
    guard value.wasGiven else { return }
    guard let algorithm = CongestionAlgorithm(rawValue: value.text) else {
      throw UsageError(
        "there is no algorithm \"\(value.text)\""
          + Spelling.suggestion(value.text, CongestionAlgorithm.allCases.map(\.rawValue)), at: value.range,
        hint: "set congestion reno, or cubic")
    }
    for host in one.map({ [$0] }) ?? network.hosts {
      guard network.setCongestion(algorithm, of: host.id) else {
        throw UsageError("this system has no \(algorithm.rawValue)", at: value.range, hint: "reno is everywhere")
      }
    }
  }
}
