import TerminalText

// Markdown as elements of a page: a text, or a list of a tag and its children.

extension JSONText {
  mutating func markdown(_ text: String) {
    array { json in for block in MarkdownBlock.parse(text.utf8) { json.block(block) } }
  }

  private mutating func element(_ tag: String, _ body: (inout JSONText) -> Void) {
    array {
      $0.string(tag)
      body(&$0)
    }
  }

  private mutating func block(_ block: MarkdownBlock) {
    switch block {
    case .heading(_, let spans): element("h2") { $0.spans(spans) }
    case .paragraph(let spans): element("p") { $0.spans(spans) }
    case .list(let start, let items):
      element(start == nil ? "ul" : "ol") { json in
        for item in items {
          json.element("li") { json in
            for part in item {
              // A paragraph alone in an item is its text.
              if case .paragraph(let spans) = part, item.count == 1 { json.spans(spans) } else { json.block(part) }
            }
          }
        }
      }
    case .code(let lines):
      element("pre") { $0.string(lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")) }
    case .quote(let blocks): element("blockquote") { json in for block in blocks { json.block(block) } }
    case .table(let table):
      element("table") { json in
        json.element("tr") { json in for cell in table.header { json.element("th") { $0.spans(cell) } } }
        for row in table.rows {
          json.element("tr") { json in for cell in row { json.element("td") { $0.spans(cell) } } }
        }
      }
    case .rule: element("hr") { _ in }
    }
  }

  private mutating func spans(_ spans: [MarkdownSpan]) {
    for span in spans {
      let text = String(decoding: span.text, as: UTF8.self)
      // Links of a lesson lead to files that the page has not.
      let tag = span.kind.contains(.code) ? "code" : span.kind.contains(.strong) ? "strong" : "em"
      if span.kind.isEmpty { string(text) } else { element(tag) { $0.string(text) } }
    }
  }
}
