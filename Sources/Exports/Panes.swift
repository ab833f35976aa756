import Steps
import TerminalText

/// What is kept in view beside a session: chosen parts of its state, in the same order each time.
public struct Panes {
  /// A part of the state.
  public enum Pane: String, CaseIterable, Sendable {
    case threads, sockets, pending, port, wire, buffers, source

    /// The groups of objects that it has.
    fileprivate var groups: [String] {
      switch self {
      case .threads: ["threads"]
      case .sockets: ["sockets"]
      case .pending: ["operations"]
      case .port: ["ports"]
      case .wire: ["wire"]
      case .buffers: ["overlapped", "buffers", "events"]
      case .source: []
      }
    }
  }

  /// What is shown, in the order of `Pane`.
  public var panes: [Pane] = [.threads, .pending, .port, .wire, .buffers]
  private var scenes = Scenes()
  private var scene = Scene()
  private var files: [String: [Substring]] = [:]
  private var place: SourceLine?
  /// Lines of source before and after the current one.
  private static let around = 3
  /// How many objects a pane shows.
  private static let most = 8

  /// Panes of a session that has not run a line.
  public init() {}

  /// Takes in an entry of a session; `next` is the number of the step that will follow the last one.
  public mutating func take(_ entries: [RecordedEntry], at place: Int, next: Int) {
    let entry = entries[place]
    scene = scenes.after(entry, next: Scenes.next(entries, after: place) ?? next)
    guard case .step(let step) = entry, let source = step.source else { return }
    for file in source.files {
      files[source.program + "/" + file.name] = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    }
    self.place = source
  }

  /// The panes that have something in them, each behind its name.
  public func write(width: Int, color: Bool, into out: inout [UInt8]) {
    TextBuffer.write(color: color, into: &out) { text in
      let objects = scene.objects
      for pane in Pane.allCases where panes.contains(pane) {
        let lines = pane == .source ? sourceLines : Self.lines(objects.filter { pane.groups.contains($0.group) })
        guard !lines.isEmpty else { continue }
        text.append(
          trusted: "-- \(pane.rawValue) " + String(repeating: "-", count: max(0, width - pane.rawValue.count - 4)), .dim
        )
        text.newline()
        for line in lines.prefix(Self.most) {
          text.append("  ")
          text.append(truncating: Array(line.utf8), columns: width - 2)
          text.newline()
        }
        if lines.count > Self.most {
          text.append(trusted: "  and \(lines.count - Self.most) more", .dim)
          text.newline()
        }
      }
    }
  }

  private static func lines(_ objects: [SceneObject]) -> [String] {
    objects.map { object in
      let points = object.points.map { String($0.drop { $0 != ":" }.dropFirst()) }
      return ([object.name] + object.lines).joined(separator: "  ")
        + (points.isEmpty ? "" : "  (" + points.joined(separator: ", ") + ")")
    }
  }

  private var sourceLines: [String] {
    guard let place, let lines = files[place.program + "/" + place.file] else { return [] }
    let range = max(place.line - 1 - Self.around, 0)..<min(place.line + Self.around, lines.count)
    guard !range.isEmpty else { return [] }
    return range.map { "\($0 + 1 == place.line ? "> " : "  ")\($0 + 1)  \(lines[$0])" }
  }
}
