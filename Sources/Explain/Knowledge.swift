import Calls
import Steps
import Winsock

/// What errors, calls, structures and words mean, here, and what to do about them. Nothing is built before it is asked for.
public enum Knowledge {
  /// What there is to tell of a topic: an error by number or name, a call, a structure, a status, a flag, a TCP state, a
  /// word. Case counts only where it tells two apart: `listen` is a call, `LISTEN` a state. Nil when nothing is known.
  public static func explain(_ topic: String) -> [TextLine]? {
    let key = topic.lowercased()
    if let number = number(key) { return explainNumber(number) }
    if let word = WordEntry.all.first(where: { $0.names.contains(topic) }) { return word.lines }
    if let fact = fact(named: key) { return explainError(fact) }
    if let call = CallCatalogue.all.first(where: { $0.isNamed(key) }) { return call.lines }
    if let word = WordEntry.all.first(where: { $0.hasName(key) }) { return word.lines }
    return explainStatus(named: key)
  }

  /// What an error means, and what to do about it (empty where nothing is to be said), in a sentence each; nil for a code
  /// that no call here gives.
  public static func meaning(of code: ErrorCode) -> (means: String, todo: String)? {
    ErrorEntry.find(code).map { ($0.means, $0.todo) }
  }

  /// Topics that are spelled much like this one, the nearest first; at most three.
  public static func closest(_ topic: String) -> [String] {
    let key = Array(topic.lowercased().utf8.prefix(40))
    let near = topics.compactMap { name -> (name: String, distance: Int)? in
      let distance = editDistance(key, Array(name.lowercased().utf8))
      return distance <= max(1, min(key.count, name.utf8.count) / 3) ? (name, distance) : nil
    }
    let sorted = near.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
    return sorted.prefix(3).map(\.element.name)
  }

  /// Every topic by its name: calls, then words, errors and statuses.
  static var topics: [String] {
    var names = CallCatalogue.all.map(\.name) + WordEntry.all.flatMap(\.names)
    for fact in ErrorFact.all {
      names.append(fact.name)
      if let status = fact.status { names.append(status.name) }
      if let win32 = fact.win32 { names.append(win32.name) }
    }
    return names
  }

  /// A decimal or 0x number.
  private static func number(_ key: String) -> UInt32? {
    key.hasPrefix("0x") ? UInt32(key.dropFirst(2), radix: 16) : UInt32(key)
  }

  /// Levenshtein's distance.
  private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}

extension CallDescriptor {
  /// What `explain` prints of a call.
  var lines: [TextLine] {
    let told = explanation
    var lines = [TextLine(.heading, name), TextLine(.prose, told.does), TextLine(.prose, "Returns " + told.returns)]
    for error in told.errors { lines.append(TextLine(.item, self.name(of: error.code) + ": " + error.when)) }
    for trap in told.beware { lines.append(TextLine(.prose, "Beware: " + trap)) }
    lines.append(TextLine(.prose, "Source: " + ClaimSource.text(sources)))
    return lines
  }
}

/// A structure, a constant, a flag, a state, a word.
struct WordEntry: Sendable {
  /// The name in the heading first; all lead here.
  let names: [String]
  let means: String
  let here: String
  let todo: String

  init(_ names: String..., means: String, here: String = "", todo: String = "") {
    self.names = names
    self.means = means
    self.here = here
    self.todo = todo
  }

  /// Every word.
  static var all: [WordEntry] { groups.flatMap(\.words) }

  /// Where it comes from; nil for what is of this program itself.
  var source: ClaimSource? {
    source(in: Self.groups.first { $0.words.contains { $0.names == names } }?.source)
  }

  /// The words by where they come from; nil for what is of this program itself.
  private static var groups: [(words: [WordEntry], source: ClaimSource?)] {
    let headers = ClaimSource.documented("Microsoft's Winsock reference")
    return [
      (structures, headers), (constants, headers), (flags, headers), (socketOptions, headers), (commands, nil),
      (tcpStates, .documented("RFC 9293")), (tcpWords, .documented("RFC 9293")), (winsockWords, headers),
      (congestionWords, .documented("RFC 9293")), (wireWords, .documented("RFC 9293")),
      (networkWords, .documented("RFC 9293")),
      (programWords, .documented("Microsoft's Windows API and Winsock reference")),
    ]
  }

  func hasName(_ key: String) -> Bool { names.contains { $0.lowercased() == key } }

  var lines: [TextLine] {
    var lines = [TextLine(.heading, names[0]), TextLine(.prose, means)]
    if !here.isEmpty { lines.append(TextLine(.prose, "Here: " + here)) }
    if !todo.isEmpty { lines.append(TextLine(.prose, "What to do: " + todo)) }
    if let source { lines.append(TextLine(.prose, "Source: " + source.text)) }
    return lines
  }
}
