/// Draws a scene: a row of boxes for each kind of object, and arrows from each to what it points to.
struct SceneDrawing {
  let scene: Scene
  /// Names of objects that are marked.
  let changed: Set<String>

  private struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  private static let longest = 68

  func draw(_ canvas: inout Canvas) {
    var boxes: [String: Box] = [:]
    var drawn: [(lines: [String], box: Box, isChanged: Bool)] = []
    let objects = scene.objects
    for (group, title) in SceneObject.groups {
      let members = objects.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      canvas.text(title, x: Canvas.margin, y: canvas.y + 13, color: Canvas.faint)
      canvas.y += Canvas.line + 4
      var (x, height) = (Canvas.margin, 0.0)
      for object in members {
        let lines = ([object.name] + object.lines).map { Self.cut($0) }
        let width = Double(lines.map { Canvas.columns(of: Canvas.printable($0)) }.max() ?? 0) * Canvas.column + 16
        if x > Canvas.margin, x + width > canvas.width - Canvas.margin {
          canvas.y += height + 10
          (x, height) = (Canvas.margin, 0)
        }
        let box = Box(x: x, y: canvas.y, width: width, height: Double(lines.count) * Canvas.line + 8)
        boxes[object.key] = box
        drawn.append((lines, box, changed.contains(object.name)))
        x += width + 22
        height = max(height, box.height)
      }
      canvas.y += height + 16
    }
    // Boxes lie on the arrows, so that text stays readable.
    for object in objects {
      for target in object.points {
        if let from = boxes[object.key], let to = boxes[target] { arrow(from, to, &canvas) }
      }
    }
    for one in drawn { draw(one.lines, one.box, isChanged: one.isChanged, &canvas) }
  }

  private static func cut(_ text: String) -> String {
    text.count > longest ? text.prefix(longest - 2) + " …" : text
  }

  private func draw(_ lines: [String], _ box: Box, isChanged: Bool, _ canvas: inout Canvas) {
    let n = Canvas.number
    canvas.add(
      "<rect x=\"\(n(box.x))\" y=\"\(n(box.y))\" width=\"\(n(box.width))\" height=\"\(n(box.height))\" rx=\"5\" "
        + "fill=\"\(isChanged ? Canvas.mark : Canvas.box)\" stroke=\"\(isChanged ? Canvas.yellow : Canvas.faint)\"/>")
    for (i, line) in lines.enumerated() {
      canvas.text(line, x: box.x + 8, y: box.y + 17 + Double(i) * Canvas.line, isBold: i == 0)
    }
  }

  private func arrow(_ from: Box, _ to: Box, _ canvas: inout Canvas) {
    let isDown = to.y >= from.y + from.height
    let (x1, x2) = (from.x + from.width / 2, to.x + to.width / 2)
    let (y1, y2) = isDown ? (from.y + from.height, to.y - 7) : (from.y, to.y + to.height + 7)
    let bend = (isDown ? 1.0 : -1) * 20
    let n = Canvas.number
    canvas.add(
      "<path d=\"M\(n(x1)) \(n(y1))C\(n(x1)) \(n(y1 + bend)) \(n(x2)) \(n(y2 - bend)) \(n(x2)) \(n(y2))\" fill=\"none\" "
        + "stroke=\"\(Canvas.blue)\" stroke-width=\"1.5\" opacity=\"0.7\"/>")
    canvas.add(
      "<path d=\"M\(n(x2)) \(n(y2 + (isDown ? 7 : -7)))l-4 \(isDown ? "-8" : "8")h8z\" fill=\"\(Canvas.blue)\"/>")
  }
}
