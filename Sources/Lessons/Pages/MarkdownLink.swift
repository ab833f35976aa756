/// A link of a page: `[text](destination)`, `![text](destination)`, `<https://…>`, an attribute of HTML, or the
/// destination of a definition.
struct MarkdownLink: Equatable {
  /// As written.
  let destination: String
  /// Where it stands in the file.
  let range: Range<Int>

  /// `[label]: destination`
  struct Definition: Equatable {
    let label: String
    let link: MarkdownLink

    /// Nil when the line defines nothing. A footnote (`[^1]: …`) is text.
    init?(_ line: ArraySlice<UInt8>) {
      let rest = line.drop { $0 == 0x20 }
      guard line.count - rest.count <= 3, rest.first == UInt8(ascii: "["),
        let close = rest.firstIndex(of: UInt8(ascii: "]")), close > rest.startIndex + 1,
        rest[rest.startIndex + 1] != UInt8(ascii: "^"),
        close + 1 < rest.endIndex, rest[close + 1] == UInt8(ascii: ":")
      else { return nil }
      var found = rest[(close + 2)...].drop { $0 == 0x20 || $0 == 0x09 }
      found = found.prefix { $0 != 0x20 && $0 != 0x09 }
      if found.first == UInt8(ascii: "<"), found.last == UInt8(ascii: ">") { found = found.dropFirst().dropLast() }
      guard !found.isEmpty else { return nil }
      label = MarkdownLink.label(rest[(rest.startIndex + 1)..<close])
      link = MarkdownLink(
        destination: String(decoding: found, as: UTF8.self), range: found.startIndex..<found.endIndex)
    }
  }

  /// `[text][label]`, which a definition has to explain.
  struct Reference: Equatable {
    let label: String
    /// Where it begins in the file.
    let start: Int
  }

  /// A label as it is compared: lowercased, with single spaces.
  static func label(_ text: some Sequence<UInt8>) -> String {
    let words = Array(text).split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
    return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ").lowercased()
  }
}
