/// What the progress file holds: lessons by their keys, as lines of text.
///
///     wsalab lessons 1
///     lesson 01-a-tcp-conversation
///     text 8c1f0e…
///     place 17
///     section 3 7 The client comes in
///     score 2 1 0 1 1
///     line 12 l = socket tcp
///     wait 13 sleepex 500
struct ProgressText {
  /// What is wrong with a file.
  enum Fault: Error, Equatable {
    case newer
    /// The line, from 1.
    case damaged(Int)
  }

  static let version = 1
  private static let head = "wsalab lessons "

  /// By keys, in the order of the file.
  var lessons: [(key: String, progress: LessonProgress)] = []

  subscript(key: String) -> LessonProgress? {
    get { lessons.first { $0.key == key }?.progress }
    set {
      let place = lessons.firstIndex { $0.key == key }
      if let newValue {
        if let place { lessons[place].progress = newValue } else { lessons.append((key, newValue)) }
      } else if let place {
        lessons.remove(at: place)
      }
    }
  }

  init() {}

  // MARK: - Reading

  init(_ bytes: [UInt8]) throws(Fault) {
    if bytes.isEmpty { return }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines[0].starts(with: Self.head.utf8),
      let version = Int(String(decoding: lines[0].dropFirst(Self.head.utf8.count), as: UTF8.self))
    else { throw .damaged(1) }
    guard version <= Self.version else { throw .newer }
    // A file that was cut off ends without a newline.
    guard version == Self.version, lines.last?.isEmpty == true else { throw .damaged(lines.count) }
    for (index, line) in lines.dropFirst().dropLast().enumerated() {
      guard take(line) else { throw .damaged(index + 2) }
    }
  }

  private mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
    let parts = line.split(separator: 0x20, maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? parts[1] : []
    let word = String(decoding: parts[0], as: UTF8.self)
    if word == "lesson" {
      guard !rest.isEmpty else { return false }
      lessons.append((String(decoding: rest, as: UTF8.self), LessonProgress()))
      return true
    }
    guard !lessons.isEmpty else { return false }
    return lessons[lessons.count - 1].progress.take(word, rest)
  }

  // MARK: - Writing

  var bytes: [UInt8] {
    var out = Array("\(Self.head)\(Self.version)\n".utf8)
    for (key, progress) in lessons {
      out += Array("lesson \(key)\n".utf8)
      progress.write(into: &out)
    }
    return out
  }
}

extension LessonProgress {
  /// Takes a line of the file. False when it is none of its own.
  fileprivate mutating func take(_ word: String, _ rest: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: rest, as: UTF8.self)
    switch word {
    case "text":
      guard let number = UInt64(text, radix: 16) else { return false }
      fingerprint = number
    case "done": isDone = true
    case "place":
      guard let number = Self.count(text) else { return false }
      place = number
    case "section":
      let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let number = Self.count(parts[0]), let all = Self.count(parts[1]) else { return false }
      (section, sections, heading) = (number, all, String(parts[2]))
    case "score":
      let numbers = text.split(separator: " ").compactMap { Self.count($0) }
      guard numbers.count == 5 else { return false }
      score.asked = numbers[0]
      (score.right, score.unsure, score.goals, score.reached) = (numbers[1], numbers[2], numbers[3], numbers[4])
    case "unkept": lines = nil
    case "line", "wait":
      let parts = rest.split(separator: 0x20, maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let place = Self.count(String(decoding: parts[0], as: UTF8.self)) else { return false }
      lines?.append(Line(place: place, text: Array(parts[1]), waitedInVain: word == "wait"))
    default: return false
    }
    return true
  }

  private static func count(_ text: some StringProtocol) -> Int? {
    Int(text).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
  }

  fileprivate func write(into out: inout [UInt8]) {
    out += Array("text \(String(fingerprint, radix: 16))\n".utf8)
    if isDone { out += Array("done\n".utf8) }
    out += Array("place \(place)\nsection \(section) \(sections) \(heading)\n".utf8)
    out += Array("score \(score.asked) \(score.right) \(score.unsure) \(score.goals) \(score.reached)\n".utf8)
    guard let lines else { return out += Array("unkept\n".utf8) }
    for line in lines {
      out += Array("\(line.waitedInVain ? "wait" : "line") \(line.place) ".utf8) + line.text + [0x0A]
    }
  }
}
