import Exports
import Glibc
import LineEditing
import Playground
import Steps

/// Shows chosen parts of the state after each step of a session at a terminal, below it or on another terminal.
final class ContextPanes {
  private unowned let session: Session
  private let hasColor: Bool
  private var panes = Panes()
  private var isOn = false
  /// The other terminal that they are shown on; nil for this one.
  private var other: Output?
  /// How many entries of the recording were taken in.
  private var taken = 0

  init(_ session: Session, hasColor: Bool) {
    (self.session, self.hasColor) = (session, hasColor)
    session.caller.context = { [weak self] words throws(UsageError) in
      guard let self else { return "" }
      return try self.set(words)
    }
  }

  private static let hint = "context on, context on threads,port, context to /dev/pts/3, context off"

  private func set(_ words: [String]) throws(UsageError) -> String {
    let which = words[1]
    switch words[0] {
    case "", "on":
      if !which.isEmpty { panes.panes = try Self.panes(which) }
      (isOn, other) = (true, nil)
      return "after each step: " + panes.panes.map(\.rawValue).joined(separator: ", ")
    case "off":
      (isOn, other) = (false, nil)
      return "no panes are shown"
    case "to":
      let output = try Self.terminal(which)
      (isOn, other) = (true, output)
      return "panes are shown on \(which)"
    default: throw UsageError("a context is on, off or to a terminal", hint: Self.hint)
    }
  }

  private static func panes(_ text: String) throws(UsageError) -> [Panes.Pane] {
    var list: [Panes.Pane] = []
    for word in text.split(separator: ",") {
      guard let pane = Panes.Pane(rawValue: String(word)) else {
        let names = Panes.Pane.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError("\"\(word)\" is not a pane", hint: "panes are \(names)")
      }
      list.append(pane)
    }
    return Panes.Pane.allCases.filter(list.contains)
  }

  /// A terminal of the same person; nothing else is written to.
  private static func terminal(_ path: String) throws(UsageError) -> Output {
    guard let descriptor = OtherTerminal.open(path) else {
      throw UsageError(
        "\(path.isEmpty ? "nothing" : path) is not a terminal of yours",
        hint: "tty tells a terminal's file: context to /dev/pts/3")
    }
    return Output(descriptor: descriptor)
  }

  /// Shows the panes after what has been told since the last time.
  func show(on output: Output, width: Int) {
    guard isOn, let recording = session.caller.recording else { return }
    let entries = recording.entries
    guard entries.count > taken else { return }
    for place in taken..<entries.count {
      panes.take(entries, at: place, next: session.nextStepNumber)
    }
    taken = entries.count
    var bytes: [UInt8] = []
    if let other {
      // From the top of a clean screen.
      bytes = Array("\u{1B}[H\u{1B}[2J".utf8)
      panes.write(width: other.columns ?? 80, color: hasColor, into: &bytes)
      other.write(bytes)
    } else {
      panes.write(width: width, color: hasColor, into: &bytes)
      output.bytes += bytes
    }
  }
}
