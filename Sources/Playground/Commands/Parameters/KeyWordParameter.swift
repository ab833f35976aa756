import Language
import Steps

/// `key=WORD`: one of a few words, the first of them when it is left out.
struct KeyWordParameter: PlaygroundParameter {
  let key: StaticString
  let words: [String]
  let about: String
  var isOptional = true

  var info: ParameterInfo {
    let usage = "\(key)=\(words.joined(separator: "|"))"
    return ParameterInfo(
      label: "\(key)", usage: isOptional ? "[\(usage)]" : usage, about: about, completes: .words(words), key: "\(key)")
  }

  /// Which word: 0 is the first.
  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Int {
    guard let range = reader.take(key: key) else {
      if isOptional { return 0 }
      throw reader.missing("\(key)=\(words.joined(separator: "|"))")
    }
    let text = ByteText.string(reader.scope.bytes, range).lowercased()
    if let place = words.firstIndex(of: text) { return place }
    let near = Spelling.suggestion(text, words)
    throw reader.wrong(range, "is not \(words.joined(separator: ", "))\(near)")
  }

  func write(_ value: Int, _ text: inout ShortText) {
    if value > 0 || !isOptional { text.put(words[value], key: "\(key)") }
  }
}

/// `threads=N|each`.
struct ThreadCountParameter: PlaygroundParameter {
  static let maximum = 64

  var info: ParameterInfo {
    ParameterInfo(
      label: "threads", usage: "[threads=N|each]", about: "how many threads serve, or one for each client",
      completes: .words(["each"]), key: "threads")
  }

  /// Nil when it is left out, 0 for one a client.
  func read(_ reader: inout ArgumentReader) throws(UsageError) -> (count: Int, range: Range<Int>)? {
    guard let range = reader.take(key: "threads") else { return nil }
    if ByteText.equals(reader.scope.bytes, range, "each") { return (0, range) }
    let count = try NumberParameter.number(reader.scope, range)
    guard count >= 1, count <= Int64(Self.maximum) else {
      throw reader.wrong(
        range, "is not a number of threads", hint: "threads=1 to threads=\(Self.maximum), or threads=each")
    }
    return (Int(count), range)
  }

  func write(_ value: (count: Int, range: Range<Int>)?, _ text: inout ShortText) {
    guard let value else { return }
    text.put(value.count == 0 ? "each" : String(value.count), key: "threads")
  }
}
