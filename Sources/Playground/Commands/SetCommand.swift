import Language
import Steps
import Wire

extension Command {
  static let set = CommandOf(
    "set", topic: .playground, summary: "Turns a setting on or off: trace, warnings.",
    tasks: ["option", "quiet", "packets"],
    needsThread: false,
    TextParameter(
      usage: "trace|warnings", about: "a setting", isOptional: true, completes: .words(["trace", "warnings"])),
    TextParameter(usage: "on|off", about: "on or off", isOptional: true, completes: .words(["on", "off"]))
  ) { call, setting, value throws(UsageError) in
    let session = call.session
    if setting.wasGiven { try session.set(setting, value) }
    return .body(
      .text([
        TextLine(
          .item, "trace     " + (session.options.traces ? "on    packets are shown" : "off   packets are not shown")),
        TextLine(
          .item,
          "warnings  "
            + (session.options.warnings ? "on    likely bugs are reported" : "off   likely bugs are not reported")),
      ]))
  }
}

extension Session {
  /// What moved while nothing was shown is not told afterwards.
  private func forgetPackets() {
    var unshown: [TracedPacket] = []
    network.drain(into: &unshown)
  }

  /// Turns a setting on or off; without a value nothing changes.
  func set(_ setting: TextParameter.Argument, _ value: TextParameter.Argument) throws(UsageError) {
    let names = ["trace", "warnings"]
    guard names.contains(setting.text) else {
      throw UsageError(
        "there is no setting \"\(setting.text)\"\(Spelling.suggestion(setting.text, names))", at: setting.range,
        hint: "set trace|warnings on|off")
    }
    guard value.wasGiven else { return }
    guard value.text == "on" || value.text == "off" else {
      throw UsageError("a setting is on or off", at: value.range, hint: "set \(setting.text) on|off")
    }
    if setting.text == "trace" {
      if !options.traces { forgetPackets() }
      options.traces = value.text == "on"
    } else {
      options.warnings = value.text == "on"
    }
  }
}
