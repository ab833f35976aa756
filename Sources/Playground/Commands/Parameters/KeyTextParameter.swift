import Language
import Steps

/// `KEY=TEXT` that the command makes something of itself; nil when it is left out.
struct KeyTextParameter: PlaygroundParameter {
  let key: StaticString
  let value: String
  let about: String

  /// A parameter by its key, what its value looks like, and what it is for.
  init(_ key: StaticString, _ value: String, _ about: String) {
    (self.key, self.value, self.about) = (key, value, about)
  }

  var info: ParameterInfo {
    ParameterInfo(label: "\(key)", usage: "[\(key)=\(value)]", about: about, key: "\(key)")
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> TextParameter.Argument? {
    guard let range = reader.take(key: key) else { return nil }
    return TextParameter.Argument(text: ByteText.string(reader.scope.bytes, range), range: range)
  }

  func write(_ value: TextParameter.Argument?, _ text: inout ShortText) {
    if let value { text.put(value.text, key: "\(key)") }
  }
}
