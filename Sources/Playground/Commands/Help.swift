import Explain
import Steps

/// Help is read off the declarations.
enum Help {
  /// All commands by topic.
  static func overview() -> [TextLine] {
    var lines = [
      TextLine(
        .prose,
        "help COMMAND describes one. help takes a topic too, or a task: help receive without blocking. help tasks lists "
          + "those; why explains the last result.")
    ]
    for topic in Topic.allCases {
      lines.append(TextLine(.heading, topic.rawValue))
      lines += Catalogue.all.filter { $0.topic == topic }.map(item)
    }
    return lines
  }

  private static func item(_ command: Command) -> TextLine {
    TextLine(.item, "\(command.name)  \(command.summary)")
  }

  /// One command by its name, a short name, or its C function's.
  static func command(named query: String) -> [TextLine]? {
    let bytes = Array(query.utf8)
    let byFunction = Catalogue.all.first { !$0.call.isEmpty && $0.call.lowercased() == query.lowercased() }
    guard let command = Catalogue.find(bytes, 0..<bytes.count) ?? byFunction else { return nil }
    var lines = [TextLine(.heading, command.usage), TextLine(.prose, command.summary)]
    if !command.prototype.isEmpty { lines.append(TextLine(.code, command.prototype)) }
    lines += command.parameters.map { TextLine(.item, "\($0.usage)  \($0.about)") }
    if !command.aliases.isEmpty { lines.append(TextLine(.prose, "also: " + command.aliases.joined(separator: ", "))) }
    if !command.needs.isEmpty { lines.append(TextLine(.prose, "needs: " + command.needs)) }
    if !command.undoneBy.isEmpty { lines.append(TextLine(.prose, "taken back by: " + command.undoneBy)) }
    if !command.examples.isEmpty { lines.append(TextLine(.prose, "for example")) }
    return lines + command.examples.map { TextLine(.code, $0) }
  }

  /// The commands of a topic, found by any of its words.
  static func topic(named query: String) -> [TextLine]? {
    let query = query.lowercased()
    let topic = Topic.allCases.first { topic in
      topic.rawValue.lowercased() == query || topic.rawValue.lowercased().split(separator: " ").contains { $0 == query }
        || "\(topic)" == query
    }
    guard let topic else { return nil }
    return [TextLine(.heading, topic.rawValue)] + Catalogue.all.filter { $0.topic == topic }.map(item)
  }

  /// The ways to do what a query describes, and commands for it; the commands alone when there is no such task.
  static func task(_ query: String) -> [TextLine]? {
    if query.lowercased() == "tasks" { return tasks() }
    let found = HelpTask.find(query)
    guard let first = found.first else { return commands(for: query) }
    var lines = first.lines
    let others = found.dropFirst().prefix(3).map { "help \($0.title)" }
    if !others.isEmpty { lines.append(TextLine(.prose, "See also: " + others.joined(separator: "; "))) }
    return lines
  }

  /// The titles of all tasks.
  static func tasks() -> [TextLine] {
    [TextLine(.heading, "tasks: help and some of the words")] + HelpTask.all.map { TextLine(.item, $0.title) }
  }

  /// Commands whose task words or summary have most of the query's words, the best first.
  private static func commands(for query: String) -> [TextLine]? {
    let letters = query.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }
    let words = letters.filter { $0.count > 2 }.prefix(16)
    guard !words.isEmpty else { return nil }
    let scored = Catalogue.all.enumerated().map { position, command in
      (score: words.reduce(0) { $0 + score($1, command) }, position: position)
    }.filter { $0.score > 0 }
    let best = scored.sorted { ($1.score, $0.position) < ($0.score, $1.position) }.prefix(6)
    guard !best.isEmpty else { return nil }
    return [TextLine(.heading, "for that")] + best.map { item(Catalogue.all[$0.position]) }
  }

  private static func score(_ word: Substring, _ command: Command) -> Int {
    if command.tasks.contains(where: { $0.contains(word) }) { return 3 }
    let summary = command.summary.lowercased()
    return summary.contains(word) ? 2 : 0
  }
}
