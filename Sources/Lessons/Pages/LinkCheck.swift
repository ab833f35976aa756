/// Follows the links of pages.
struct LinkCheck {
  /// The anchors of files that were looked at: nil for one that cannot be read.
  private var known: [String: [String]?] = [:]

  /// Notes in `file` the links that lead nowhere.
  mutating func check(_ file: inout CheckedFile, _ page: MarkdownPage) {
    let (links, references) = LinkScanner.links(of: page)
    for link in links {
      if let fault = fault(link.destination, file.path, page) {
        file.fault(page.line(of: link.range.lowerBound), fault)
      }
    }
    let labels = Set(page.definitions.map(\.label))
    for reference in references where !labels.contains(reference.label) {
      file.fault(
        page.line(of: reference.start),
        "nothing says where [\(reference.label)] leads; add a line [\(reference.label)]: FILE")
    }
  }

  private mutating func fault(_ destination: String, _ from: String, _ page: MarkdownPage) -> String? {
    switch Destination(destination) {
    case .elsewhere: return nil
    case .malformed(let message): return message
    case .here(let anchor): return fault(anchor, in: Anchors.of(page), "this page")
    case .file(let path, let anchor):
      let target = LinkCheck.folder(of: from) + path
      guard Files.exists(target) else { return "this link is dead: there is no \(path)" }
      guard let anchor, path.hasSuffix(".md"), let anchors = anchors(of: target) else { return nil }
      return fault(anchor, in: anchors, path)
    }
  }

  private func fault(_ anchor: String, in anchors: [String], _ place: String) -> String? {
    if anchors.contains(anchor) { return nil }
    let near = anchors.map { ($0, zip($0, anchor.lowercased()).prefix { $0 == $1 }.count) }.max { $0.1 < $1.1 }
    let hint = near.flatMap { $0.1 > 2 ? "; did you mean #\($0.0)?" : nil } ?? ""
    return "this link is dead: no heading of \(place) is called #\(anchor)\(hint)"
  }

  private mutating func anchors(of path: String) -> [String]? {
    if let found = known[path] { return found }
    let anchors = (try? Files.read(path)).map { Anchors.of(MarkdownPage($0)) }
    known[path] = .some(anchors)
    return anchors
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
