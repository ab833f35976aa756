import Steps

/// A word of a few, which may stand anywhere among the arguments and may be left out: `wait`, `alertable`, `all|any`.
struct KeywordParameter: Parameter {
  /// Each word with what it is in C; the first is what is meant when none is given.
  let choices: [(word: String, c: String)]
  let label: String
  let about: String

  /// `word` or nothing.
  init(_ word: String, _ about: String, label: String, no: String = "FALSE", yes: String = "TRUE") {
    (choices, self.label, self.about) = ([("", no), (word, yes)], label, about)
  }

  /// One of several words; the first when none is given.
  init(_ words: [(word: String, c: String)], _ about: String, label: String) {
    (choices, self.label, self.about) = (words, label, about)
  }

  private var words: [String] { choices.map(\.word).filter { !$0.isEmpty } }

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: "[" + words.joined(separator: "|") + "]", about: about, completes: .words(words),
      keywords: words, choices: choices)
  }

  /// Which choice: 0 is the first.
  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Int {
    var chosen = 0
    for (i, choice) in choices.enumerated() where !choice.word.isEmpty && reader.take(keyword: choice.word) {
      chosen = i
    }
    return chosen
  }

  func describe(_ value: Int, _ text: inout CText) { text.put(label, choices[value].c) }
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
    var wasGiven: Bool { !range.isEmpty }
  }

  var info: ParameterInfo {
    ParameterInfo(label: label, usage: isOptional ? "[\(usage)]" : usage, about: about, completes: completes)
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Argument {
    guard let range = reader.take(optional: isOptional) else {
      guard isOptional else { throw reader.missing(about) }
      return Argument(text: "", range: 0..<0)
    }
    let bytes = reader.line.bytes
    if bytes[range.lowerBound] == UInt8(ascii: "\"") {
      var data: [UInt8] = []
      try DataLiteral.read(bytes, range, into: &data)
      return Argument(text: String(decoding: data, as: UTF8.self), range: range)
    }
    return Argument(text: ByteText.string(bytes, range), range: range)
  }

  func describe(_ value: Argument, _ text: inout CText) {
    guard value.wasGiven, value.text != "NULL" else { return text.put(label, "NULL") }
    let typed = text.typed(value.range)
    text.put(label, typed.hasPrefix("\"") ? typed : "\"\(typed)\"")
  }
}

/// All that is left of the line, as it was typed.
struct RestParameter: Parameter {
  let usage: String
  let about: String
  var completes: Completes = .nothing

  var info: ParameterInfo { ParameterInfo(label: "rest", usage: usage, about: about, completes: completes) }
  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Range<Int> { reader.takeRest() }
  func describe(_ value: Range<Int>, _ text: inout CText) { text.put("rest", text.typed(value)) }
}
