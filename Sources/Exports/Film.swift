import Steps
import Views

/// A session as an asciicast that `asciinema` plays: a marker for each step, and time to read it. The times are made up
/// from the length of the text, so that the same session gives the same bytes.
public struct Film {
  /// The versions of the format: 2 tells times from the beginning, 3 since the event before.
  public enum Version: Int, Sendable { case two = 2, three = 3 }

  /// How long a key takes, and a line of text to be read, in milliseconds; and the most that one step is waited for.
  private static let key = 45
  private static let reading = 350
  private static let longest = 6000
  private static let (columns, rows) = (80, 30)

  let version: Version
  let title: String

  /// A film in a version of the format.
  public init(_ version: Version, title: String) { (self.version, self.title) = (version, title) }

  /// The lines of the file: a header, and an event each.
  public func document(_ entries: [RecordedEntry]) -> [UInt8] {
    var events = Events(version: version)
    let view = TextView(TextOptions(width: Self.columns, color: true))
    var thread = "main"
    for entry in entries {
      switch entry {
      case .comment(let line):
        events.say(view, thread, line.values)
      case .step(let step):
        if step.number > 0, step.source == nil {
          events.mark("\(step.number) \(step.line)")
          events.say(view, thread, step.typed?.values ?? Array(step.line.utf8))
        }
        var text: [UInt8] = []
        view.write(step, into: &text)
        events.write(text)
        events.wait(min(Self.longest, 600 + Self.reading * text.count { $0 == 0x0a }))
        if let next = step.nextThread { thread = next }
      default: break
      }
    }
    var json = JSONText()
    json.object { json in
      json.field("version", version.rawValue)
      if version == .two {
        json.field("width", Self.columns)
        json.field("height", Self.rows)
      } else {
        json.key("term")
        json.object {
          $0.field("cols", Self.columns)
          $0.field("rows", Self.rows)
        }
      }
      json.field("title", title)
    }
    return json.bytes + [0x0a] + events.bytes
  }

  private struct Events {
    let version: Version
    private(set) var bytes: [UInt8] = []
    private var now = 0
    private var last = 0

    init(version: Version) { self.version = version }

    mutating func wait(_ milliseconds: Int) { now += milliseconds }

    mutating func mark(_ text: String) { event("m", text) }

    /// Types a line, key after key, behind its prompt.
    mutating func say(_ view: TextView, _ thread: String, _ line: [UInt8]) {
      var shown: [UInt8] = []
      TextView(TextOptions()).writeLine(line, thread: thread, into: &shown)
      let prompt = TextView.prompt(thread: thread)
      event("o", prompt)
      let typed = String(decoding: shown.dropFirst(prompt.utf8.count), as: UTF8.self)
      for character in typed.prefix(400) where character != "\n" {
        wait(Film.key)
        event("o", String(character))
      }
      wait(250)
      event("o", "\r\n")
    }

    mutating func write(_ text: [UInt8]) {
      guard !text.isEmpty else { return }
      event("o", String(decoding: text, as: UTF8.self).replacing("\n", with: "\r\n"))
    }

    private mutating func event(_ code: String, _ text: String) {
      let time = version == .two ? now : now - last
      last = now
      var json = JSONText()
      json.array { json in
        json.time(time)
        json.string(code)
        json.string(text)
      }
      bytes += json.bytes + [0x0a]
    }
  }
}
