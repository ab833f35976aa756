import Steps
import TerminalText
import Views

/// Writes the steps of a session for a page, each with what a lesson says before it and what is otherwise than before.
struct PageSteps {
  let columns: Int
  private(set) var count = 0
  private let spoken = SpokenView()
  private var scenes = Scenes()
  private var objects: [String: SceneObject] = [:]
  private var thread = "main"
  /// What stands before the next step: Markdown, and comments.
  private var prose: [String] = []

  init(columns: Int) { self.columns = columns }

  mutating func write(_ entries: [RecordedEntry], _ place: Int, into json: inout JSONText) {
    let entry = entries[place]
    let scene = scenes.after(entry, next: Scenes.next(entries, after: place))
    switch entry {
    case .prose(let text): prose.append(text)
    case .comment(let bytes):
      let text = String(decoding: bytes.values, as: UTF8.self)
      if !text.allSatisfy(\.isWhitespace) { prose.append("`" + text.replacing("`", with: "'") + "`") }
    case .block, .prediction: break
    case .step(let step):
      var asked: [PredictionRecord] = []
      for next in entries[(place + 1)...] {
        guard case .prediction(let record) = next else { break }
        asked.append(record)
      }
      write(step, asked, scene.objects, into: &json)
    }
  }

  /// What stands behind the last step.
  mutating func finish(into json: inout JSONText) {
    guard !prose.isEmpty else { return }
    json.object { json in
      json.field("say", "The end.")
      writeProse(into: &json)
    }
  }

  private mutating func writeProse(into json: inout JSONText) {
    guard !prose.isEmpty else { return }
    json.key("md")
    json.array { json in for text in prose { json.markdown(text) } }
    prose = []
  }

  private mutating func write(
    _ step: Step, _ asked: [PredictionRecord], _ now: [SceneObject], into json: inout JSONText
  ) {
    count += 1
    let spoken = spoken
    json.object { json in
      if step.number > 0 { json.field("n", step.number) }
      if step.number > 0, step.source == nil {
        json.field("p", TextView.prompt(thread: thread))
        json.field("line", step.line)
      }
      if let source = step.source { writeSource(source, into: &json) }
      writeProse(into: &json)
      if !asked.isEmpty { writePredictions(asked, into: &json) }
      writeText(step, into: &json)
      let ladders = DrawnLadder.ladders(of: step)
      if !ladders.isEmpty {
        json.key("lad")
        json.ladders(ladders)
      }
      if case .plot(let plot) = step.body {
        json.field("svg", String(decoding: SVGView().document([plot]), as: UTF8.self))
      }
      json.field("say", spoken.sentences(of: step).prefix(40).joined(separator: " "))
      json.difference(objects, now)
    }
    objects = Dictionary(now.map { ($0.key, $0) }) { one, _ in one }
    if let next = step.nextThread { thread = next }
  }

  private func writeSource(_ source: SourceLine, into json: inout JSONText) {
    json.key("src")
    json.object {
      $0.field("file", source.file)
      $0.field("line", source.line)
      $0.field("program", source.program)
      if !source.files.isEmpty {
        $0.key("texts")
        $0.object { json in for file in source.files { json.field(file.name, file.text) } }
      }
    }
  }

  private func writePredictions(_ asked: [PredictionRecord], into json: inout JSONText) {
    json.key("ask")
    json.array { json in
      for record in asked {
        json.object { json in
          json.key("q")
          json.markdown(record.question)
          if !record.choices.isEmpty {
            json.key("c")
            json.array { json in for choice in record.choices { json.markdown(choice) } }
          }
          json.field("a", record.right)
          json.field("v", record.value)
        }
      }
    }
  }

  /// What the step prints, without the packets: they are drawn.
  private func writeText(_ step: Step, into json: inout JSONText) {
    var bare = step
    bare.packets = []
    var text = TextView(TextOptions(width: columns)).styled(bare)
    text.trimNewlines()
    guard !text.plain.isEmpty else { return }
    json.key("txt")
    json.runs(StyledRun.runs(text))
  }
}
