import Language

extension Session {
  /// Candidates for the word that ends at `cursor`: where that word (or the part of it after a comma, a bar or an equals
  /// sign) begins, and what could stand there, in order.
  public func completions(_ bytes: [UInt8], cursor: Int) -> (start: Int, candidates: [String]) {
    let cursor = max(0, min(cursor, bytes.count))
    var start = cursor
    while start > 0, !ByteText.isSpace(bytes[start - 1]) { start -= 1 }
    let words = leadingWords(bytes, until: start)
    if start < cursor, bytes[start] == UInt8(ascii: "@"), words.isEmpty {
      return matching(bytes, start + 1, cursor, threads.map(\.name))
    }
    guard let first = words.first, let command = Catalogue.find(bytes, first) else {
      guard words.isEmpty else { return (cursor, []) }
      // A name is given only to what is made.
      let names = isNamed(bytes, until: start) ? Catalogue.all.filter { $0.makes != nil }.map(\.name) : Catalogue.names
      return matching(bytes, start, cursor, names)
    }
    return argument(command, bytes, start, cursor, position: words.count - 1)
  }

  /// What may be typed behind a line that ends with a space: the arguments of its command that are not there yet. Nil where
  /// there are none, or the line is no command's.
  public func hint(_ bytes: [UInt8]) -> String? {
    guard bytes.last == UInt8(ascii: " ") else { return nil }
    let words = leadingWords(bytes, until: bytes.count)
    guard let first = words.first, let command = Catalogue.find(bytes, first) else { return nil }
    let typed = words.dropFirst().filter { bytes[$0].firstIndex(of: UInt8(ascii: "=")) == nil }.count
    let positional = command.parameters.filter { $0.key == nil }
    let keyed = command.parameters.filter { parameter in
      guard let key = parameter.key else { return false }
      return !words.contains { ByteText.string(bytes, $0).lowercased().hasPrefix(key + "=") }
    }
    let rest = (positional.dropFirst(typed) + keyed).map(\.usage).joined(separator: " ")
    return rest.isEmpty ? nil : rest
  }

  /// Whether `NAME =` stands before `end`, and nothing behind it.
  private func isNamed(_ bytes: [UInt8], until end: Int) -> Bool {
    bytes[..<end].last { !ByteText.isSpace($0) } == UInt8(ascii: "=")
  }

  /// The words before `end` that count: without the thread, and without the name and its equals sign.
  private func leadingWords(_ bytes: [UInt8], until end: Int) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var i = 0
    while i < end {
      if ByteText.isSpace(bytes[i]) {
        i += 1
        continue
      }
      let start = i
      while i < end, !ByteText.isSpace(bytes[i]) { i += 1 }
      words.append(start..<i)
    }
    if let first = words.first, bytes[first.lowerBound] == UInt8(ascii: "@") { words.removeFirst() }
    if words.count >= 2, ByteText.equals(bytes, words[1], "=") { words.removeFirst(2) }
    return words
  }

  /// Candidates for an argument: what its parameter completes, the keywords, and the options.
  private func argument(_ command: Command, _ bytes: [UInt8], _ start: Int, _ cursor: Int, position: Int)
    -> (start: Int, candidates: [String])
  {
    if let equals = bytes[start..<cursor].firstIndex(of: UInt8(ascii: "=")) {
      let key = ByteText.string(bytes, start..<equals)
      guard let parameter = command.parameters.first(where: { $0.key == key.lowercased() }) else { return (cursor, []) }
      return matching(bytes, partStart(bytes, equals + 1, cursor), cursor, words(parameter.completes))
    }
    let positional = command.parameters.filter { $0.key == nil && $0.keywords.isEmpty }
    var candidates: [String] = []
    if !positional.isEmpty {
      candidates += words(positional[min(position, positional.count - 1)].completes)
    }
    let part = partStart(bytes, start, cursor)
    // What may be left out comes when all that may not is there.
    let needed = positional.prefix { !$0.usage.hasPrefix("[") }.count
    if part == start, position >= needed {
      candidates += command.parameters.flatMap(\.keywords)
      candidates += command.parameters.compactMap { $0.key.map { $0 + "=" } }
    }
    return matching(bytes, part, cursor, candidates)
  }

  /// Where the part of a list or of joined flags begins that the cursor stands in.
  private func partStart(_ bytes: [UInt8], _ start: Int, _ cursor: Int) -> Int {
    let separators: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "|")]
    return bytes[start..<cursor].lastIndex { separators.contains($0) }.map { $0 + 1 } ?? start
  }

  private func words(_ completes: Completes) -> [String] {
    switch completes {
    case .nothing, .files: return []
    case .names(let types), .nameList(let types): return liveNames(types)
    case .flags(let family), .constants(let family): return Constants.names(family)
    case .words(let words): return words
    case .threads: return threads.filter { !$0.hasEnded && $0.program == nil }.map(\.name)
    case .commands: return Catalogue.names
    case .lessons: return (caller.guide?.names ?? []) + ["end"]
    }
  }

  private func matching(_ bytes: [UInt8], _ start: Int, _ cursor: Int, _ words: [String]) -> (
    start: Int, candidates: [String]
  ) {
    let typed = bytes[min(start, cursor)..<cursor].map(ByteText.lowered)
    var seen: Set<String> = []
    let found = words.filter { word in
      word.utf8.map(ByteText.lowered).starts(with: typed) && seen.insert(word).inserted
    }
    return (min(start, cursor), found)
  }
}
