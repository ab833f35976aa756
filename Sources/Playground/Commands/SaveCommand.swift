import Language
import Steps

extension Command {
  static let save = CommandOf(
    "save", topic: .playground,
    summary:
      "Saves this session's lines as a .wsa script or .md lesson, its packets as a .pcapng capture, or a plot as .svg.",
    tasks: ["write", "file", "script", "lesson", "wireshark", "capture", "picture"],
    needs: "for a capture, packets that have moved; Wireshark and tshark open it, with what caused each packet",
    examples: ["save handshake.pcapng", "save handshake.wsa"],
    needsThread: false, isSaved: false,
    TextParameter(usage: "FILE", about: "a name ending in .wsa, .md, .pcapng or .svg", completes: .files),
    KeywordParameter("overwrite", "replaces a file that is there", label: "overwrite"),
    KeyTextParameter("host", "NAME", "for a capture: only what that host sends and what comes to it")
  ) { call, file, overwrite, host throws(UsageError) in
    if file.text.hasSuffix(".pcapng") {
      return .body(
        .text([
          try call.session.saveCapture(file.text, seenBy: host, overwrite: overwrite == 1, at: file.range)
        ]))
    }
    if let host {
      throw UsageError("only a capture is what one host sees", at: host.range, hint: "save NAME.pcapng host=a")
    }
    if file.text.hasSuffix(".svg") {
      let sentence = try call.session.savePlots(file.text, overwrite: overwrite == 1, at: file.range)
      return .body(.text([TextLine(.prose, sentence)]))
    }
    if file.text.hasSuffix(".md") {
      let sentences = try call.session.saveLesson(file.text, overwrite: overwrite == 1, at: file.range)
      return .body(.text(sentences.map { TextLine(.prose, $0) }))
    }
    guard file.text.hasSuffix(".wsa") else {
      throw UsageError(
        "a script's name ends in .wsa, a lesson's in .md, a capture's in .pcapng, a picture's in .svg", at: file.range,
        hint: "save NAME.wsa saves the lines as a script")
    }
    let count = try call.session.saveScript(file.text, overwrite: overwrite == 1, at: file.range)
    return .body(.text([TextLine(.prose, "saved \(count) \(count == 1 ? "line" : "lines") to \(file.text)")]))
  }
}
