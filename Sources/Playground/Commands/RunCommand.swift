import Steps

extension Command {
  static let run = CommandOf(
    "run", topic: .playground, summary: "Runs the lines of a .wsa script in this session.",
    tasks: ["script", "file", "replay"],
    needsThread: false, isSaved: false, TextParameter(usage: "FILE", about: "a .wsa script", completes: .files)
  ) { call, file throws(UsageError) in
    guard file.text.hasSuffix(".wsa") else {
      throw UsageError(
        "a session runs .wsa scripts only", at: file.range,
        hint: file.text.hasSuffix(".md") ? "a lesson is replayed by: wsalab run \(file.text)" : "run FILE.wsa")
    }
    let lines = try call.session.queue(script: file.text, at: file.range)
    return .body(.text([TextLine(.prose, "\(file.text): \(lines) \(lines == 1 ? "line" : "lines") to run")]))
  }
}
