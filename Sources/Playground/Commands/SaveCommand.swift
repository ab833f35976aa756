extension Command {
  static let save = Command(
    "save", topic: .playground,
    summary: "Saves the lines of this session as a .wsa script, or its packets as a .pcapng capture.",
    tasks: ["write", "file", "script", "wireshark", "capture"],
    needs: "for a capture, packets that have moved; Wireshark and tshark open it, with what caused each packet",
    examples: ["save handshake.pcapng", "save handshake.wsa"],
    needsThread: false, isSaved: false,
    TextParameter(usage: "FILE", about: "a name ending in .wsa or .pcapng", completes: .files),
    KeywordParameter("overwrite", "replaces a file that is there", label: "overwrite")
  ) { call, file, overwrite throws(UsageError) in
    if file.text.hasSuffix(".pcapng") {
      return .body(.text([try call.session.saveCapture(file.text, overwrite: overwrite == 1, at: file.range)]))
    }
    guard file.text.hasSuffix(".wsa") else {
      throw UsageError(
        file.text.hasSuffix(".md")
          ? "saving a lesson is not there yet" : "a script's name ends in .wsa, a capture's in .pcapng",
        at: file.range,
        hint: "save NAME.wsa saves the lines as a script")
    }
    let count = try call.session.saveScript(file.text, overwrite: overwrite == 1, at: file.range)
    return .body(.text([TextLine(.prose, "saved \(count) \(count == 1 ? "line" : "lines") to \(file.text)")]))
  }
}
