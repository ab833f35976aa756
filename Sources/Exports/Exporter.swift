import Steps
import Views

/// What can be made of a recorded session, by the ending of the file's name.
public enum Exporter: String, CaseIterable, Sendable {
  case page = "html"
  case picture = "svg"
  case film = "cast"
  case program = "cpp"
  case transcript = "txt"
  case records = "jsonl"

  /// The form that a file's name asks for; nil for none that is known.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: "."), let form = Exporter(rawValue: String(path[path.index(after: dot)...]))
    else { return nil }
    self = form
  }

  /// The endings that there are, as they are told: `.html, .txt`.
  public static var endings: String { allCases.map { "." + $0.rawValue }.joined(separator: ", ") }

  /// The file of a session. The bytes follow from its entries alone. A picture is that of step `step`, or of the last step
  /// that did something; nil where there is none.
  public func document(
    _ recording: Recording, title: String, step: Int? = nil, part: StepPicture.Part = .step,
    film: Film.Version = .two
  ) -> [UInt8]? {
    let entries = recording.entries
    switch self {
    case .page: return HTMLPage(title: title).document(entries, missing: recording.missing)
    case .picture:
      let place = entries.lastIndex { entry in
        guard case .step(let one) = entry else { return false }
        return step.map { $0 == one.number } ?? !one.onlyLooked
      }
      return place.flatMap { StepPicture(part).document(entries, at: $0) }
    case .film: return Film(film, title: title).document(entries)
    case .program:
      var program = CppProgram(title: title)
      return program.document(entries)
    case .transcript:
      var transcript = RecordedTranscript(TextView(TextOptions()))
      var out: [UInt8] = []
      for entry in entries { transcript.write(entry, into: &out) }
      transcript.finish(into: &out)
      return out
    case .records:
      let view = JSONView()
      var out: [UInt8] = []
      for entry in entries { view.write(entry, into: &out) }
      return out
    }
  }
}
