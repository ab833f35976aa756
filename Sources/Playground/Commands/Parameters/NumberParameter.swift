import Language
import Steps
import Winsock

/// An integer, or a constant by its C name. What does not fit the C type is cut as C cuts it; what does not fit 64 bits
/// is a usage error.
final class NumberParameter: Parameter {
  let usage: String
  let about: String
  let label: String
  /// The key of a `key=value`; nil when it is an argument by position.
  let key: StaticString?
  /// What is given when it is left out, and how that reads in C; nil when it cannot be left out.
  let absent: (value: Int64, c: String)?
  let family: Constants.Family

  init(
    _ usage: String, _ about: String, label: String, key: StaticString? = nil, absent: (value: Int64, c: String)? = nil,
    family: Constants.Family = .none
  ) {
    (self.usage, self.about, self.label, self.key, self.absent, self.family) = (
      usage, about, label, key, absent, family
    )
  }

  struct Argument {
    let value: Int64
    /// Where it was typed; empty when it was left out, or nobody typed it.
    let range: Range<Int>
    let wasGiven: Bool
    var int32: Int32 { Int32(truncatingIfNeeded: value) }
    var uint32: UInt32 { UInt32(truncatingIfNeeded: value) }
    var uint64: UInt64 { UInt64(bitPattern: value) }

    /// A number that stands at a place.
    init(_ value: Int64, _ range: Range<Int>) { (self.value, self.range, wasGiven) = (value, range, true) }

    /// A number that nobody typed.
    init(_ value: Int64) { self.init(value, 0..<0) }

    /// The number of an argument that was left out.
    init(absent value: Int64) { (self.value, range, wasGiven) = (value, 0..<0, false) }
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: absent == nil ? usage : "[\(usage)]", about: about,
      completes: family == .none ? .nothing : .constants(family), key: key.map { "\($0)" })
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Argument {
    let range: Range<Int>?
    if let key { range = words.take(key: key) } else { range = words.take(optional: absent != nil) }
    guard let range else {
      guard let absent else { throw words.missing(about) }
      return Argument(absent: absent.value)
    }
    return Argument(try Self.number(words.scope, range, family), range)
  }

  func read(_ c: CReader) throws(UsageError) -> Argument {
    if let argument = c.first(label), let value = try c.number(label) {
      // What is written out is told as it was typed, what a variable holds by its value.
      let typed = argument.operand(c.bytes)
      if c.isPointer(label), argument.isAddress { return Argument(value.number, argument.range) }
      return Argument(value.number, isSpelled(typed, c) ? typed.range : 0..<0)
    }
    guard c.c.fault == nil else { return Argument(absent?.value ?? 0) }
    let operand: CExpression?
    if key != nil {
      operand = c.keyed(label)
    } else {
      operand = absent == nil ? try c.required(label, about) : c.given(label)
    }
    guard let operand else { return Argument(absent: absent?.value ?? 0) }
    return Argument(try Self.number(c.scope, operand.range, family), operand.range)
  }

  /// Whether an argument is a number or a constant as the short form has it.
  private func isSpelled(_ argument: CExpression, _ c: CReader) -> Bool {
    switch argument.kind {
    case .number: return Integer.isLike(c.bytes, argument.range) && argument.number(c.bytes) != nil
    case .name: return Constants.value(c.bytes, argument.range) != nil && !c.isVariable(argument.range)
    // A program's argument, where its source has a constant that has just this value.
    case .value(_, let number): return !argument.range.isEmpty && Constants.value(c.bytes, argument.range) == number
    default: return false
    }
  }

  /// The number or constant at `range`.
  static func number(_ scope: Scope, _ range: Range<Int>, _ family: Constants.Family = .none) throws(UsageError)
    -> Int64
  {
    switch Integer.read(scope.bytes, range) {
    case .value(let value): return value
    case .tooLarge: throw scope.wrong(range, "is too large a number")
    case .none:
      if let value = Constants.value(scope.bytes, range) { return value }
      let names = family == .none ? Constants.all.map(\.name) : Constants.names(family)
      let near = Spelling.suggestion(ByteText.string(scope.bytes, range), names)
      throw scope.wrong(range, "is not a number\(near)")
    }
  }

  func describe(_ value: Argument, _ text: inout CText) {
    guard value.wasGiven else { return text.put(label, absent?.c ?? "0") }
    guard !value.range.isEmpty else { return text.put(label, String(value.value)) }
    if Integer.isLike(text.bytes, value.range) { return text.put(label, typed: value.range) }
    if text.bytes[value.range.lowerBound] == UInt8(ascii: "&") { return text.put(label, typed: value.range) }
    let typed = text.typed(value.range).uppercased()
    text.put(label, family == .address && !typed.hasPrefix("AF_") ? "AF_" + typed : typed)
  }

  func write(_ value: Argument, _ text: inout ShortText) { value.write(&text, key: key) }
}

extension NumberParameter.Argument {
  /// The word of a number that was given.
  func write(_ text: inout ShortText, key: StaticString? = nil) {
    guard wasGiven else { return }
    if text.isAddress(range) { return text.put(String(value), key: key.map { "\($0)" }) }
    text.put(typed: range, key: key.map { "\($0)" }, or: String(value))
  }
}
