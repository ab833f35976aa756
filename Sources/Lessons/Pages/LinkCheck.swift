/// Follows the links of pages.
struct LinkCheck {
  /// The names of a page's places.
  private struct Names {
    let inOrder: [String]
    let all: Set<String>

    init(_ page: MarkdownPage) {
      inOrder = Anchors.of(page)
      all = Set(inOrder)
    }
  }
  /// The names in files that were looked at: nil for one that cannot be read.
  private var known: [String: Names?] = [:]
  /// Those of the page that is being checked, once a link asks for them.
  private var own: Names?
  /// The most places among which one of a similar name is looked for.
  private static let maxSimilar = 1000

  /// Notes in `file` the links that lead nowhere.
  mutating func check(_ file: inout CheckedFile, _ page: MarkdownPage) {
    own = nil
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
    case .here(let anchor): return fault(anchor, in: names(of: page), "this page")
    case .file(let path, let anchor):
      let target = LinkCheck.folder(of: from) + path
      guard Files.exists(target) else { return "this link is dead: there is no \(path)" }
      guard let anchor, path.hasSuffix(".md"), let names = names(of: target) else { return nil }
      return fault(anchor, in: names, path)
    }
  }

  private func fault(_ anchor: String, in names: Names, _ place: String) -> String? {
    if names.all.contains(anchor) { return nil }
    let similar = names.inOrder.prefix(LinkCheck.maxSimilar)
    let near = similar.map { ($0, zip($0, anchor.lowercased()).prefix { $0 == $1 }.count) }.max { $0.1 < $1.1 }
    let hint = near.flatMap { $0.1 > 2 ? "; did you mean #\($0.0)?" : nil } ?? ""
    return "this link is dead: no heading of \(place) is called #\(anchor)\(hint)"
  }

  private mutating func names(of page: MarkdownPage) -> Names {
    let names = own ?? Names(page)
    own = names
    return names
  }

  private mutating func names(of path: String) -> Names? {
    if let found = known[path] { return found }
    let names = (try? Files.read(path)).map { Names(MarkdownPage($0)) }
    known[path] = .some(names)
    return names
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
