import Steps
import TerminalText
import Views

/// A step as a picture: what was typed and what came of it, the packets, the state afterward.
public struct StepPicture {
  /// What of a step is drawn.
  public enum Part: String, CaseIterable, Sendable { case step, ladder, state }
  private static let columns = 100

  let part: Part

  /// A picture of one part.
  public init(_ part: Part) { self.part = part }

  /// The document of the step at a place of a session's entries; nil where there is nothing of that part.
  public func document(_ entries: [RecordedEntry], at place: Int) -> [UInt8]? {
    guard case .step(let step) = entries[place] else { return nil }
    var canvas = Canvas(columns: Self.columns)
    var title = step.line
    if part == .step { writeText(step, Self.thread(entries, place), &canvas) }
    if part != .state {
      let ladders = DrawnLadder.ladders(of: step)
      if part == .ladder, ladders.isEmpty { return nil }
      for ladder in ladders { draw(ladder, &canvas) }
    }
    if part != .ladder {
      var scenes = Scenes()
      var scene = Scene()
      for i in 0...place { scene = scenes.after(entries[i], next: Scenes.next(entries, after: i)) }
      SceneDrawing(scene: scene, changed: Self.changed(step)).draw(&canvas)
      if part == .state { title = "state after: " + title }
    }
    return canvas.document(title: title)
  }

  /// The thread at whose prompt the step at a place was typed.
  private static func thread(_ entries: [RecordedEntry], _ place: Int) -> String {
    for entry in entries[..<place].reversed() {
      if case .step(let step) = entry, let next = step.nextThread { return next }
    }
    return "main"
  }

  /// The names of what a step has changed.
  private static func changed(_ step: Step) -> Set<String> {
    Set(
      step.changes.map { change in
        switch change {
        case .socket(let name, _), .buffer(let name, _), .overlapped(let name, _, _), .event(let name, _): name
        }
      })
  }

  private func writeText(_ step: Step, _ thread: String, _ canvas: inout Canvas) {
    var bare = step
    bare.packets = []
    let isTyped = step.number > 0 && step.source == nil
    var text = TextView(TextOptions(width: Self.columns)).styled(
      bare, line: isTyped ? (Array(step.line.utf8), thread) : nil)
    text.trimNewlines()
    var line: [StyledRun] = []
    for run in StyledRun.runs(text) {
      for (i, part) in run.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if i > 0 {
          canvas.line(line)
          line = []
        }
        line.append(StyledRun(text: String(part), classes: run.classes))
      }
    }
    canvas.line(line)
    canvas.y += 8
  }

  private func draw(_ ladder: DrawnLadder, _ canvas: inout Canvas) {
    let (left, right) = (Canvas.margin + 13 * Canvas.column, canvas.width - Canvas.margin - 13 * Canvas.column)
    canvas.text(ladder.sides.left, x: Canvas.margin, y: canvas.y + 13, isBold: true)
    canvas.text(ladder.sides.right, x: canvas.width - Canvas.margin, y: canvas.y + 13, isBold: true, anchor: "end")
    canvas.y += Canvas.line
    func states(_ one: String?, _ other: String?, _ y: Double, _ color: String = Canvas.cyan) {
      if let one { canvas.text(one, x: Canvas.margin, y: y, color: color) }
      if let other { canvas.text(other, x: canvas.width - Canvas.margin, y: y, color: color, anchor: "end") }
    }
    if ladder.before.left != nil || ladder.before.right != nil {
      states(ladder.before.left, ladder.before.right, canvas.y + 13)
      canvas.y += Canvas.line
    }
    for row in ladder.rows {
      let y = canvas.y + 20
      states(row.states.left, row.states.right, y + 4)
      if let stop = row.stop {
        states(row.isRightward ? nil : stop, row.isRightward ? stop : nil, y + 4, Canvas.yellow)
      }
      canvas.text(row.label, x: (left + right) / 2, y: y - 5, anchor: "middle")
      let dash = row.stop != nil ? " stroke-dasharray=\"6 4\"" : row.isInferred ? " stroke-dasharray=\"2 3\"" : ""
      canvas.add(
        "<path d=\"M\(Canvas.number(left)) \(Canvas.number(y))H\(Canvas.number(right))\" stroke=\"\(Canvas.ink)\" "
          + "stroke-width=\"1.5\"\(dash)/>")
      let (tip, back) = row.isRightward ? (right, -9.0) : (left, 9.0)
      let (x, at) = (Canvas.number(tip), Canvas.number(y))
      if row.stop == nil {
        canvas.add("<path d=\"M\(x) \(at)l\(Canvas.number(back)) -4.5v9z\" fill=\"\(Canvas.ink)\"/>")
      } else if row.packet.held != nil {
        canvas.add("<path d=\"M\(x) \(at)m0 -7v14\" stroke=\"\(Canvas.yellow)\" stroke-width=\"3\"/>")
      } else {
        canvas.add("<path d=\"M\(x) \(at)m-4 -4l8 8m0 -8l-8 8\" stroke=\"\(Canvas.red)\" stroke-width=\"2\"/>")
      }
      canvas.y += 28
    }
    canvas.y += 12
  }
}
