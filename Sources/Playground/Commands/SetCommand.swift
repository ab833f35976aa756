extension Command {
  static let set = Command(
    "set", topic: .playground, summary: "Turns a setting on or off: trace, warnings.",
    tasks: ["option", "quiet", "packets"],
    needsThread: false,
    TextParameter(
      usage: "trace|warnings", about: "a setting", isOptional: true, completes: .words(["trace", "warnings"])),
    TextParameter(usage: "on|off", about: "on or off", isOptional: true, completes: .words(["on", "off"]))
  ) { call, setting, value throws(UsageError) in
    let session = call.session
    if setting.wasGiven { try session.set(setting, value) }
    func state(_ on: Bool) -> String { on ? "on" : "off" }
    return .body(
      .text([
        TextLine(.item, "trace     \(state(session.options.traces))   packets are captured and shown"),
        TextLine(.item, "warnings  \(state(session.options.warnings))   what will bite later is told"),
      ]))
  }
}

extension Session {
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
      options.traces = value.text == "on"
    } else {
      options.warnings = value.text == "on"
    }
  }
}
