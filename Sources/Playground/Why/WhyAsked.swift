import Calls
import Steps

// The call in words: its descriptor's sentence, with what the line gave in the places of its arguments.

extension Why {
  /// The call in words; nil for a line that called nothing.
  var asked: String? { descriptor.flatMap(words) }

  /// A call in words, with what this line gave; nil for a call that no line can make.
  func words(for call: CallDescriptor) -> String? {
    call.request.isEmpty ? nil : RequestText(call.request, self).filled
  }

  /// The piece of a sentence that stands in braces.
  func piece(_ name: Substring) -> String {
    switch name {
    case "thread": step.thread
    case "socket": described(line[0])
    case "flags": flags.map { ", with \($0)" } ?? ""
    case "memory": Int(line[1]).map { "room for \(Why.count($0))" } ?? line[1]
    case "room": Int(line[1]).map { Why.count($0) } ?? "as much as \(line[1]) holds"
    case "notified": notified
    case "direction": direction
    case "control": control
    case "sets":
      ["read", "write", "except"].compactMap { key in line[key].map { "\(key): \($0)" } }.joined(separator: "; ")
    case "events": events
    case "limit": timeout
    case "key": line["key"] ?? "0"
    default: Int(name).map { line[$0] } ?? "?"
    }
  }

  /// Whether a condition of a sentence holds: a word at that place, or that keyword.
  func has(_ condition: Substring) -> Bool {
    if condition.first == "!" { return !has(condition.dropFirst()) }
    return Int(condition).map { line.words.indices.contains($0) } ?? line.has(String(condition))
  }

  private var direction: String {
    switch line[1].lowercased() {
    case "send", "1", "sd_send": "the sending direction"
    case "receive", "0", "sd_receive": "the receiving direction"
    default: "both directions"
    }
  }

  private var control: String {
    switch line[1].uppercased() {
    case "FIONBIO": "make \(line[0]) \(line[2] == "0" ? "blocking" : "non-blocking")"
    case "FIONREAD": "get the number of bytes that can be read from \(line[0])"
    case "SIOCATMARK": "ask whether all urgent data of \(line[0]) has been read"
    default: "get a pointer to the function \(line[2])"
    }
  }

  /// The flags, when there are any.
  var flags: String? { line["flags"].flatMap { $0 == "0" ? nil : $0 } }

  /// Who is notified of the end of an overlapped call.
  private var notified: String {
    guard let name = overlappedName else { return ", and wait for it" }
    if let routine = line["routine"] { return "; \(name) makes it overlapped, and routine \(routine) is to be called" }
    return "; \(name) makes it overlapped"
  }

  private var events: String {
    guard line[0].contains(",") else { return "\(line[0]) is" }
    return line.has("all") ? "all of \(line[0]) are" : "one of \(line[0]) is"
  }

  /// The time limit, in words.
  private var timeout: String {
    guard let limit = line.words.last(where: { Int($0) != nil }) else { return "without limit" }
    return limit == "0" ? "only looking" : "for \(limit) ms at most"
  }
}

/// A sentence with places to fill: `{1}` is the second argument, `{socket}` and the like are pieces in words, and
/// `[2? to {2}]` stands only where there is a third argument, `[!0?…]` where there is none, `[wait?…]` with that keyword.
private struct RequestText {
  private let why: Why
  private var rest: Substring

  init(_ text: String, _ why: Why) { (self.why, rest) = (why, text[...]) }

  var filled: String {
    var copy = self
    return copy.fill(isShown: true)
  }

  private mutating func fill(isShown: Bool) -> String {
    var text = ""
    while let character = rest.popFirst() {
      switch character {
      case "]": return text
      case "{": if isShown { text += why.piece(take(upTo: "}")) }
      case "[":
        let holds = why.has(take(upTo: "?"))
        text += fill(isShown: isShown && holds)
      default: if isShown { text.append(character) }
      }
    }
    return text
  }

  private mutating func take(upTo end: Character) -> Substring {
    let piece = rest.prefix { $0 != end }
    rest = rest[piece.endIndex...].dropFirst()
    return piece
  }
}
