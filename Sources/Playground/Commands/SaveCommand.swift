import Steps

extension Command {
  static let save = CommandOf(
    "save", topic: .playground,
    summary: "Saves this session's lines as a .wsa script or .md lesson, or its packets as a .pcapng capture.",
    tasks: ["write", "file", "script", "lesson", "wireshark", "capture"],
    needs: "for a capture, packets that have moved; Wireshark and tshark open it, with what caused each packet",
    examples: ["save handshake.pcapng", "save handshake.wsa"],
    needsThread: false, isSaved: false,
    TextParameter(usage: "FILE", about: "a name ending in .wsa, .md or .pcapng", completes: .files),
    KeywordParameter("overwrite", "replaces a file that is there", label: "overwrite")
  ) { call, file, overwrite throws(UsageError) in
    if file.text.hasSuffix(".pcapng") {
      return .body(.text([try call.session.saveCapture(file.text, overwrite: overwrite == 1, at: file.range)]))
    }
    if file.text.hasSuffix(".md") {
      let sentences = try call.session.saveLesson(file.text, overwrite: overwrite == 1, at: file.range)
      return .body(.text(sentences.map { TextLine(.prose, $0) }))
    }
    guard file.text.hasSuffix(".wsa") else {
      throw UsageError(
        "a script's name ends in .wsa, a lesson's in .md, a capture's in .pcapng", at: file.range,
        hint: "save NAME.wsa saves the lines as a script")
    }
    let count = try call.session.saveScript(file.text, overwrite: overwrite == 1, at: file.range)
    return .body(.text([TextLine(.prose, "saved \(count) \(count == 1 ? "line" : "lines") to \(file.text)")]))
  }
}
