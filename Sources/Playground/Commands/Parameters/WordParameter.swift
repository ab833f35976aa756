import Language
import Steps

/// A word of a few, which may stand anywhere among the arguments and may be left out: `wait`, `alertable`, `all|any`.
struct KeywordParameter: Parameter {
  /// Each word with what it is in C; the first is what is meant when none is given.
  let choices: [(word: String, c: String)]
  let label: String
  let about: String
  /// What else to know where something else stands in the word's place of C.
  var hint: String?

  /// `word` or nothing.
  init(_ word: String, _ about: String, label: String, no: String = "FALSE", yes: String = "TRUE") {
    (choices, self.label, self.about) = ([("", no), (word, yes)], label, about)
  }

  /// One of several words; the first when none is given.
  init(_ words: [(word: String, c: String)], _ about: String, label: String, hint: String? = nil) {
    (choices, self.label, self.about, self.hint) = (words, label, about, hint)
  }

  private var words: [String] { choices.map(\.word).filter { !$0.isEmpty } }

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: "[" + words.joined(separator: "|") + "]", about: about, completes: .words(words),
      keywords: words)
  }

  /// Which choice: 0 is the first.
  func read(_ words: inout ArgumentReader) throws(UsageError) -> Int {
    var chosen = 0
    for (i, choice) in choices.enumerated() where !choice.word.isEmpty && words.take(keyword: choice.word) {
      chosen = i
    }
    return chosen
  }

  /// TRUE and FALSE, or what else C has for a word of the short form.
  func read(_ c: CReader) throws(UsageError) -> Int {
    guard let argument = c.first(label) else { return 0 }
    if let value = try c.value(argument) {
      if let chosen = choices.indices.first(where: { value.number == CConstants.value(choices[$0].c) }) {
        return chosen
      }
      return value.number == 0 ? 0 : choices.count - 1
    }
    let text = ByteText.string(c.bytes, argument.range).uppercased()
    let number = argument.number(c.bytes)
    if let chosen = choices.indices.first(where: { text == choices[$0].c.uppercased() || number == Int64($0) }) {
      return chosen
    }
    throw UsageError(
      "\(ByteText.quoted(c.bytes, argument.range)) is not \(choices.map(\.c).joined(separator: " or "))"
        + (hint.map { "; " + $0 } ?? ""),
      at: argument.range)
  }

  func describe(_ value: Int, _ text: inout CText) { text.put(label, choices[value].c) }

  func write(_ value: Int, _ text: inout ShortText) {
    if !choices[value].word.isEmpty { text.put(choices[value].word) }
  }
}

/// A word as it is typed.
struct TextParameter: Parameter {
  let usage: String
  let about: String
  var label = "text"
  var isOptional = false
  var completes: Completes = .nothing

  struct Argument {
    let text: String
    let range: Range<Int>
    var wasGiven: Bool { !range.isEmpty || !text.isEmpty }
  }

  var info: ParameterInfo {
    ParameterInfo(label: label, usage: isOptional ? "[\(usage)]" : usage, about: about, completes: completes)
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Argument {
    guard let range = words.take(optional: isOptional) else {
      guard isOptional else { throw words.missing(about) }
      return Argument(text: "", range: 0..<0)
    }
    return try Self.text(words.scope, range)
  }

  func read(_ c: CReader) throws(UsageError) -> Argument {
    if isOptional, c.first(label) == nil { return Argument(text: "", range: 0..<0) }
    if let text = try c.string(label) { return Argument(text: text.text, range: text.range) }
    return try Self.text(c.scope, c.required(label, about).range)
  }

  private static func text(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> Argument {
    guard scope.bytes[range.lowerBound] == UInt8(ascii: "\"") else {
      return Argument(text: ByteText.string(scope.bytes, range), range: range)
    }
    var data: [UInt8] = []
    try DataLiteral.read(scope.bytes, range, into: &data)
    return Argument(text: String(decoding: data, as: UTF8.self), range: range)
  }

  func describe(_ value: Argument, _ text: inout CText) {
    guard value.wasGiven, value.text != "NULL" else { return text.put(label, "NULL") }
    // A program's text stands in its memory, and not in a line.
    guard !value.range.isEmpty else {
      let bytes = Array(value.text.utf8.prefix(60))
      return text.put(label, ByteText.quoted(bytes, 0..<bytes.count))
    }
    let typed = text.typed(value.range)
    text.put(label, typed.hasPrefix("\"") ? typed : "\"\(typed)\"")
  }

  func write(_ value: Argument, _ text: inout ShortText) {
    if !value.range.isEmpty { text.put(text.typed(value.range)) }
  }
}
