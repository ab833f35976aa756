import CPage
import Steps
import TerminalText
import Views

/// A session as one file of HTML that needs no network and no other file: its steps go forward and back.
public struct HTMLPage {
  /// The most steps that a page holds; of a longer session the first ones, and the page says so.
  public static let most = 20_000
  /// The columns of the text in it.
  private static let columns = 72

  let title: String

  /// A page with a title.
  public init(title: String) { self.title = title }

  /// The page of a recorded session.
  public func document(_ entries: [RecordedEntry], missing: Int = 0) -> [UInt8] {
    var out: [UInt8] = []
    out += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n".utf8
    out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n".utf8
    // Nothing is fetched, whatever stands in a session.
    out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ".utf8
    out += "script-src 'unsafe-inline'; img-src data:\">\n".utf8
    out += "<meta name=\"color-scheme\" content=\"light dark\">\n".utf8
    out += "<title>\(Markup.escaped(title))</title>\n<style>\n".utf8
    out += Self.style
    out += "</style>\n</head>\n<body>\n".utf8
    out += Self.body
    out += "<script type=\"application/json\" id=\"session\">".utf8
    out += data(entries, missing)
    out += "</script>\n<script>\n".utf8
    out += Self.script
    out += "</script>\n</body>\n</html>\n".utf8
    return out
  }

  private static var style: [UInt8] { EmbeddedFile.bytes(wsalab_page_style) }
  private static var script: [UInt8] { EmbeddedFile.bytes(wsalab_page_script) }
  private static var body: [UInt8] { EmbeddedFile.bytes(wsalab_page_body) }

  private func data(_ entries: [RecordedEntry], _ unkept: Int) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.field("title", title)
      json.key("groups")
      json.array { json in
        for (group, heading) in SceneObject.groups {
          json.array {
            $0.string(group)
            $0.string(heading)
          }
        }
      }
      json.key("steps")
      let missing = unkept + steps(entries, into: &json)
      if missing > 0 { json.field("missing", missing) }
    }
    return json.bytes
  }

  /// Writes the steps, each with what stands before it. Returns how many found no room.
  private func steps(_ entries: [RecordedEntry], into json: inout JSONText) -> Int {
    var writer = PageSteps(columns: Self.columns)
    var missing = 0
    json.array { json in
      for place in entries.indices {
        guard writer.count < Self.most else {
          missing = entries[place...].count { if case .step = $0 { true } else { false } }
          return
        }
        writer.write(entries, place, into: &json)
      }
      writer.finish(into: &json)
    }
    return missing
  }
}
