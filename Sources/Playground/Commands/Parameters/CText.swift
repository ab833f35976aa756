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

  /// The template with the pieces in their places.
  func fill(_ template: CTemplate) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(96)
    for part in template.parts {
      switch part {
      case .text(let text): out.append(contentsOf: text)
      case .piece(let label):
        for piece in pieces where piece.label == label {
          out.append(contentsOf: piece.text.utf8)
          break
        }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// A call as C with `{label}` where a parameter's piece stands, taken apart once.
struct CTemplate: Sendable {
  enum Part: Sendable {
    case text([UInt8])
    case piece(String)
  }

  let parts: [Part]

  init(_ text: String) {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      parts.append(.text(Array(rest[..<open].utf8)))
      parts.append(.piece(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    parts.append(.text(Array(rest.utf8)))
    self.parts = parts
  }
}
