import Foundation
import Testing

@testable import Lessons

private func page(_ text: String) -> MarkdownPage { MarkdownPage(Array(text.utf8)) }

/// The links of a text, each with its line.
private func links(_ text: String) -> [String] {
  let page = page(text)
  return LinkScanner.links(of: page).links.map { "\(page.line(of: $0.range.lowerBound)) \($0.destination)" }
}

private func references(_ text: String) -> [String] { LinkScanner.links(of: page(text)).references.map(\.label) }

@Test(arguments: [
  ("[a](x.md)", "x.md"), ("see [a `b` c](x.md \"title\"), and", "x.md"), ("![image](i.png)", "i.png"),
  ("[a](<x y.md>)", "x y.md"), ("[a](x_(y).md)", "x_(y).md"), ("[over\nlines](x.md)", "x.md"),
  ("| [a](x.md) | b |", "x.md"),
  ("- [a](x.md)", "x.md"), ("# [a](x.md)", "x.md"), ("<https://a.b/c>", "https://a.b/c"),
  ("see https://a.b/c.", "https://a.b/c"), ("<img src=\"i.png\">", "i.png"), ("<a id=\"x\" href=\"y.md\">", "y.md"),
  ("[label]: x.md", "x.md"), ("- item\n\n      [a](x.md)", "x.md"),
]) func `a link is found`(text: String, destination: String) {
  #expect(links(text).map { $0.drop { $0 != " " }.dropFirst() } == [destination[...]])
}

@Test func `an image in a link is two links`() {
  #expect(links("[![a](i.png)](x.md)") == ["1 i.png", "1 x.md"])
}

@Test(arguments: [
  "`[a](x.md)`", "``a ` [a](x.md)``", "```\n[a](x.md)\n```", "~~~c\n<https://a.b>\n~~~", "    [a](x.md)",
  "<!-- [a](x.md) -->", "<!--\n\n[a](x.md)\n-->", "\\[a](x.md)", "[a] (x.md)", "a[1](", "```wsa\nwsa> [a](x.md)\n```",
]) func `what stands in code or in a comment is no link`(text: String) {
  #expect(links(text) == [])
}

@Test func `links have their lines, also below blocks and comments`() {
  #expect(links("[a](1)\n\n```\nx\n\n```\n<!--\n-->\n[a](2)\nb\n[a](3)\n") == ["1 1", "9 2", "11 3"])
}

@Test func `references are found by their labels`() {
  #expect(references("[text][The  Label] and [other][]") == ["the label", "other"])
  #expect(references("buf[1][2], [single], `[a][b]`") == [])
}

@Test(arguments: [
  ("A TCP conversation", "a-tcp-conversation"), ("What's `WSARecv()`, then?", "whats-wsarecv-then"),
  ("Peek, wait & see", "peek-wait--see"), ("The _first_ of snake_case", "the-first-of-snake_case"),
  ("[A link](x.md) here", "a-link-here"), ("한국어 제목", "한국어-제목"), ("1.2 Größe", "12-größe"), ("**bold** *it*", "bold-it"),
]) func `a heading is linked by GitHub's name for it`(heading: String, name: String) {
  #expect(Anchors.slug(heading) == name)
}

@Test func `headings of every kind have names, and equal ones numbers`() {
  let text = """
    # One #
    ## Two
    Two
    ===
    Two
    ---

    <a id="given"></a>

    ```
    # no heading
    ```
    #none
    """
  #expect(Anchors.of(page(text)) == ["one", "two", "two-1", "two-2", "given"])
}

@Test(
  arguments: [
    ("x.md", .file(path: "x.md", anchor: nil)), ("../a%20b.md#c", .file(path: "../a b.md", anchor: "c")),
    ("#here", .here(anchor: "here")), ("https://a.b/c?d#e", .elsewhere), ("HTTP://a", .elsewhere),
    ("mailto:a@b", .elsewhere),
  ] as [(String, Destination)]) func `a destination is read`(text: String, destination: Destination)
{
  #expect(Destination(text) == destination)
}

@Test(arguments: [
  "", "/x.md", "//host/x", "https:/a", "https://", "https://a b", "ftp://a", "javascript:x", "a%zz", "mailto:x",
])
func `a destination that is written wrongly is explained`(text: String) {
  guard case .malformed(let message) = Destination(text) else {
    Issue.record("\(text) is taken")
    return
  }
  #expect(message.contains(";") || message.contains("%"))
}

@Test func `links to files and to places in them are followed`() throws {
  let folder = NSTemporaryDirectory() + "links-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: folder + "/sub", withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let text = """
    # Title
    [alive](b.md) [alive](b.md#the-end) [alive](sub) [alive](sub/../b.md) [alive](#title)
    [gone](c.md)
    [gone](b.md#the-ending)
    ![gone](i.png)
    [gone](#titel)
    [gone][nowhere]
    [fine][b]

    [b]: b.md
    [c]: c.md
    """
  try text.write(toFile: folder + "/a.md", atomically: false, encoding: .utf8)
  try "# b\n\n## The end\n".write(toFile: folder + "/b.md", atomically: false, encoding: .utf8)
  var file = CheckedFile(path: folder + "/a.md")
  var rules = PageRules(width: 80)
  rules.check(&file)
  file.sortFaults()
  let found = file.faults.map { "\($0.line) \($0.message)" }
  #expect(
    found
      == [
        "2 86 columns; a lesson's lines have 80 at most",
        "3 this link is dead: there is no c.md",
        "4 this link is dead: no heading of b.md is called #the-ending; did you mean #the-end?",
        "5 this link is dead: there is no i.png",
        "6 this link is dead: no heading of this page is called #titel; did you mean #title?",
        "7 nothing says where [nowhere] leads; add a line [nowhere]: FILE",
        "11 this link is dead: there is no c.md",
      ].filter { !$0.hasPrefix("2 ") })
}

@Test func `whatever stands in a page, it is read to its end`() {
  let text =
    "# A `b` [c](d.md)\n\n> [a][b] <i x=\"y\"> ``c`\n```x\n[z]\n```\n<!-- - -->\n- 1\n\n      [q](<w>)\n[b]: x\\\nT\n==\n"
  let bytes = Array(text.utf8)
  let marks = Array("[]()<>`\\#=-!\" \n".utf8)
  for place in bytes.indices {
    for mark in marks {
      var changed = bytes
      changed[place] = mark
      let page = MarkdownPage(changed)
      _ = Anchors.of(page)
      for link in LinkScanner.links(of: page).links { #expect(page.line(of: link.range.lowerBound) > 0) }
      var parser = LessonParser(bytes: changed, path: "a.md")
      _ = parser.parse()
    }
    _ = LinkScanner.links(of: MarkdownPage(Array(bytes[..<place])))
  }
}

@Test(arguments: ["[a](", "<", "](", "[a](<", "<a href=\""])
func `marks that nothing closes are looked for once`(mark: String) {
  let text = String(repeating: mark, count: 50_000)
  #expect(links("\(text)\n\n# \(text)\n") == [])
  #expect(Anchors.of(page("# \(text)\n")).count == 1)
}

@Test func `a destination holds parentheses within parentheses`() {
  #expect(links("[a](x((y)z)w.md)") == ["1 x((y)z)w.md"])
}
