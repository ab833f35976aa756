import Steps

/// All that is left of the line, as it was typed.
struct RestParameter: PlaygroundParameter {
  let usage: String
  let about: String
  var completes: Completes = .nothing

  var info: ParameterInfo { ParameterInfo(label: "rest", usage: usage, about: about, completes: completes) }
  func read(_ words: inout ArgumentReader) throws(UsageError) -> Range<Int> { words.takeRest() }
  func write(_ value: Range<Int>, _ text: inout ShortText) { text.put(rest: value) }
}

/// Words by position, any number of them, each by its place.
struct WordsParameter: PlaygroundParameter {
  let usage: String
  let about: String
  var completes: Completes = .nothing

  var info: ParameterInfo { ParameterInfo(label: "words", usage: usage, about: about, completes: completes) }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> [Range<Int>] { words.takeAll() }

  func write(_ value: [Range<Int>], _ text: inout ShortText) {
    for range in value { text.put(text.typed(range)) }
  }
}
