import Steps

// A line's own record.

extension JSONValue {
  /// The line itself, as typed: text, or hex where it is not UTF-8.
  func typed(_ key: String, _ bytesKey: String) throws(RecordError) -> Bytes? {
    if has(bytesKey) { return try bytes(bytesKey) }
    return try text(key).map { Bytes(Array($0.utf8)) }
  }

  /// `step`, `thread` and `line`.
  func stepHead() throws(RecordError) -> Step {
    guard has("step") || has("in") || isTrue("between") else { throw RecordError("the record belongs to no line") }
    var step = Step(
      number: try number("step") ?? 0, thread: try text("thread") ?? "main", line: try text("line") ?? "", body: .none)
    if has("source") {
      let source = try member("source")
      step.source = SourceLine(
        program: try source.string("program"), file: try source.string("file"), line: try source.integer("line"),
        target: try source.text("target") ?? "", files: try source.sourceFiles())
    }
    return step
  }

  /// What a line was that is not about objects.
  func plainBody() throws(RecordError) -> StepBody {
    if let message = try text("usage") { return .usage(try usageError(message)) }
    if has("call") {
      if isTrue("blocked") { return .blocked(call: try string("call"), c: try text("c") ?? "") }
      return .call(try callRecord())
    }
    if isTrue("freed") { return .freed(name: try string("object"), type: try choice("type")) }
    if has("objects") { return .objects([], declared: isTrue("declared")) }
    if has("expect") { return .expectation(holds: try bool("expect"), seen: try text("seen") ?? "") }
    if has("trace") {
      let packets = try map("trace") { (packet) throws(RecordError) in try packet.packet() }
      return .trace(packets, omitted: try omittedPackets())
    }
    if has("plot") { return .plot(try plotRecord()) }
    if has("inflight") { return try inFlightBody() }
    if has("hosts") { return .hosts(try map("hosts") { (host) throws(RecordError) in try host.hostRecord() }) }
    if has("host") { return .madeHost(try hostRecord()) }
    if has("value") { return .value(try valueRecord()) }
    if has("printed") {
      return .printed(
        try map("printed") { (one) throws(RecordError) in
          PrintedText(program: try one.string("program"), isError: one.isTrue("error"), bytes: try one.bytes("bytes"))
        })
    }
    return has("text") ? .text(try textLines()) : .none
  }

  private func valueRecord() throws(RecordError) -> ValueRecord {
    switch try member("value") {
    case .bool(let truth): return ValueRecord(text: truth ? "true" : "false", truth: truth)
    case .string: return ValueRecord(text: try string("value"))
    default:
      let number: Int64 = try integer("value")
      return ValueRecord(text: try text("shown") ?? String(number), number: number)
    }
  }

  private func inFlightBody() throws(RecordError) -> StepBody {
    isTrue("wire")
      ? .inFlight(try map("inflight") { (one) throws(RecordError) in try one.inFlightRecord() })
      : .held(try map("inflight") { (one) throws(RecordError) in try one.heldRecord() })
  }

  private func usageError(_ message: String) throws(RecordError) -> UsageError {
    var place: Range<Int>?
    if let column: Int = try number("column") {
      let length: Int = try number("length") ?? 0
      guard column >= 0, length >= 0, column < Int.max - length else { throw RecordError("\"column\" is out of range") }
      place = column..<column + length
    }
    return UsageError(message, at: place, hint: try text("hint"))
  }

  private func textLines() throws(RecordError) -> [TextLine] {
    let (texts, kinds) = (try strings("text"), try strings("kinds"))
    guard kinds.isEmpty || kinds.count == texts.count else { throw RecordError("\"kinds\" does not fit \"text\"") }
    var lines: [TextLine] = []
    for (i, text) in texts.enumerated() {
      guard let kind = kinds.isEmpty ? .prose : TextLine.Kind(rawValue: kinds[i]) else {
        throw RecordError("\"kinds\" cannot be \"\(kinds[i])\"")
      }
      lines.append(TextLine(kind, text))
    }
    return lines
  }

  /// All that came of the line, as far as it is in this record.
  func readTrail(into step: inout Step) throws(RecordError) {
    step.typed = try typed("typed", "typedBytes")
    try readPackets(into: &step)
    step.held = try map("held") { (one) throws(RecordError) in try one.heldRecord() }
    step.warnings = try map("warnings") { (one) throws(RecordError) in try one.warning() }
    step.finished = try map("completed") { (one) throws(RecordError) in try one.finished() }
    step.changes = try map("changes") { (one) throws(RecordError) in try one.change() }
    step.ends = try map("ends") { (one) throws(RecordError) in try one.endName() }
    step.nextThread = try text("next")
  }

  /// `packets`, `states` and how many more there are.
  func readPackets(into step: inout Step) throws(RecordError) {
    guard has("packets") || has("states") else { return }
    step.packets = try map("packets") { (one) throws(RecordError) in try one.packet() }
    step.morePackets = try number("morePackets") ?? 0
    step.states = try connectionEnds()
    step.moreStates = try number("moreStates") ?? 0
  }
}

extension JSONValue {
  /// What a lesson says or has asked; nil when the record is another one.
  func lessonText() throws(RecordError) -> RecordedEntry? {
    if let prose = try text("prose") { return .prose(prose) }
    guard let question = try text("predict") else { return nil }
    return .prediction(
      PredictionRecord(
        question: question, choices: has("choices") ? try strings("choices") : [], right: try number("right"),
        value: try text("value")))
  }
}

extension JSONValue {
  /// The files of a program, in its first step.
  fileprivate func sourceFiles() throws(RecordError) -> [SourceFile] {
    guard has("files") else { return [] }
    var files: [SourceFile] = []
    for file in try list("files") {
      files.append(SourceFile(name: try file.string("name"), text: try file.string("text")))
    }
    return files
  }
}
