import Language
import Steps

/// Flags by their C names, joined by `|`.
final class FlagsParameter: Parameter {
  let usage: String
  let about: String
  let family: Constants.Family
  /// The key; nil when the flags are an argument by position.
  let key: StaticString?
  let label: String

  init(
    usage: String, about: String, family: Constants.Family, key: StaticString? = "flags", label: String = "flags"
  ) {
    (self.usage, self.about, self.family, self.key, self.label) = (usage, about, family, key, label)
  }

  struct Argument {
    let value: UInt32
    let range: Range<Int>

    /// No flags, left out.
    static let none = Argument(value: 0, range: 0..<0)
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: key == nil ? usage : "[\(usage)]", about: about, completes: .flags(family),
      key: key.map { "\($0)" })
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Argument {
    if let key {
      guard let range = words.take(key: key) else { return .none }
      return Argument(value: try Self.flags(words.scope, range, family), range: range)
    }
    guard let range = words.take() else { throw words.missing(about) }
    return Argument(value: try Self.flags(words.scope, range, family), range: range)
  }

  /// The address of a variable that the playground does not have, such as `&flags`, says nothing.
  func read(_ c: CReader) throws(UsageError) -> Argument {
    if let argument = c.first(label), let value = try c.number(label) {
      let isSpelled = (try? Self.flags(c.scope, argument.range, family)) != nil && !argument.isAddress
      return Argument(
        value: UInt32(truncatingIfNeeded: value.number), range: isSpelled ? argument.withoutCasts.range : 0..<0)
    }
    guard c.c.fault == nil else { return .none }
    let operand: CExpression
    if key != nil {
      guard let given = c.keyed(label) else { return .none }
      operand = given
      if c.first(label)?.isAddress == true, case .name = operand.kind,
        Constants.value(c.bytes, operand.range) == nil
      {
        return .none
      }
    } else {
      operand = try c.required(label, about)
    }
    return Argument(value: try Self.flags(c.scope, operand.range, family), range: operand.range)
  }

  /// The bits of the flags at `range`; none of an empty one.
  static func flags(_ scope: Scope, _ range: Range<Int>, _ family: Constants.Family) throws(UsageError) -> UInt32 {
    var value: UInt32 = 0
    var start = range.lowerBound
    while start < range.upperBound {
      let end = scope.bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "|")) ?? range.upperBound
      let flag = ByteText.trimmed(scope.bytes, start..<end)
      value |= UInt32(truncatingIfNeeded: try NumberParameter.number(scope, flag, family))
      start = end + 1
    }
    return value
  }

  func describe(_ value: Argument, _ text: inout CText) {
    guard !value.range.isEmpty else { return text.put(label, String(value.value)) }
    text.put(label, text.joined(value.range).replacingBars())
  }

  func write(_ value: Argument, _ text: inout ShortText) {
    guard !value.range.isEmpty || value.value != 0 else { return }
    text.put(typed: value.range, key: key.map { "\($0)" }, or: String(value.value))
  }
}

extension String {
  /// `MSG_PEEK|MSG_OOB` as C is usually written: upper case, spaces around the bars.
  fileprivate func replacingBars() -> String {
    let parts = split(separator: "|").map { $0.first?.isNumber == true ? String($0) : $0.uppercased() }
    return parts.joined(separator: " | ")
  }
}
