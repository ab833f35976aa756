import Language
import Steps

extension Command {
  static let save = CommandOf(
    "save", topic: .playground,
    summary:
      """
      Saves this session: its lines as a .wsa script or .md lesson, its packets as a .pcapng capture, its steps as a .html \
      page, a .cast film, a .cpp program, .txt or .jsonl, a plot or a step as a .svg picture.
      """,
    tasks: ["write", "file", "script", "lesson", "wireshark", "capture", "picture", "page", "browser", "export"],
    needs: "for a capture, packets that have moved; Wireshark and tshark open it, with what caused each packet",
    examples: ["save handshake.pcapng", "save handshake.wsa", "save handshake.html"],
    needsThread: false, isSaved: false,
    TextParameter(
      usage: "FILE", about: "a name ending in .wsa, .md, .pcapng, .html, .svg, .cast, .cpp, .txt or .jsonl",
      completes: .files
    ),
    KeywordParameter("overwrite", "replaces a file that is there", label: "overwrite"),
    KeyTextParameter("host", "NAME", "for a capture: only what that host sends and what comes to it"),
    KeyTextParameter("of", "PART", "for a picture: plot, step, ladder or state; the plots where something was plotted"),
    KeyTextParameter("step", "N", "for a picture: the step; the last one that did something")
  ) { call, file, overwrite, host, part, step throws(UsageError) in
    if file.text.hasSuffix(".pcapng") {
      return .body(
        .text([
          try call.session.saveCapture(file.text, seenBy: host, overwrite: overwrite == 1, at: file.range)
        ]))
    }
    if let host {
      throw UsageError("only a capture is what one host sees", at: host.range, hint: "save NAME.pcapng host=a")
    }
    if let given = part?.range ?? step?.range, !file.text.hasSuffix(".svg") {
      throw UsageError("only a picture is one of a step", at: given, hint: "save NAME.svg of=state step=4")
    }
    if file.text.hasSuffix(".svg"), part.map({ $0.text == "plot" }) ?? (step == nil && call.session.hasPlotted) {
      let sentence = try call.session.savePlots(file.text, overwrite: overwrite == 1, at: file.range)
      return .body(.text([TextLine(.prose, sentence)]))
    }
    if file.text.hasSuffix(".md") {
      let sentences = try call.session.saveLesson(file.text, overwrite: overwrite == 1, at: file.range)
      return .body(.text(sentences.map { TextLine(.prose, $0) }))
    }
    guard file.text.hasSuffix(".wsa") else {
      let sentence = try call.session.saveExport(
        file.text, step: try number(step), part: part?.text, overwrite: overwrite == 1, at: file.range)
      return .body(.text([TextLine(.prose, sentence)]))
    }
    let count = try call.session.saveScript(file.text, overwrite: overwrite == 1, at: file.range)
    return .body(.text([TextLine(.prose, "saved \(count) \(count == 1 ? "line" : "lines") to \(file.text)")]))
  }

  /// A step's number as it was given.
  private static func number(_ step: TextParameter.Argument?) throws(UsageError) -> Int? {
    guard let step else { return nil }
    guard let number = Int(step.text), number > 0 else {
      throw UsageError("a step is given by its number", at: step.range, hint: "save NAME.svg step=4")
    }
    return number
  }
}
