/// The pieces of a call as C: what each parameter reads like there. Filled in only while a session describes calls.
struct CText {
  let line: Line
  let session: Session
  private var pieces: [(label: String, text: String)] = []

  init(line: Line, session: Session) {
    self.line = line
    self.session = session
  }

  /// A piece by the name that the command's C text has for it.
  mutating func put(_ label: String, _ text: String) { pieces.append((label, text)) }

  /// The words at `range` as they were typed, not longer than a call can show.
  func typed(_ range: Range<Int>) -> String {
    guard range.count > 60 else { return ByteText.string(line.bytes, range) }
    return ByteText.string(line.bytes, range.lowerBound..<range.lowerBound + 57) + "…"
  }

  /// Replaces each `{label}` of the template.
  func fill(_ template: String) -> String {
    var out = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      out += rest[..<open]
      let label = rest[rest.index(after: open)..<close]
      out += pieces.first { $0.label == label }?.text ?? ""
      rest = rest[rest.index(after: close)...]
    }
    return out + rest
  }
}
