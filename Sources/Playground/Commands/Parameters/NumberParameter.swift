import Steps
import Winsock

/// An integer, or a constant by its C name. What does not fit the C type is cut as C cuts it; what does not fit 64 bits
/// is a usage error.
struct NumberParameter: Parameter {
  let usage: String
  let about: String
  let label: String
  /// The key of a `key=value`; nil when it is an argument by position.
  var key: StaticString?
  /// What is given when it is left out, and how that reads in C; nil when it cannot be left out.
  var absent: (value: Int64, c: String)?
  var family: Constants.Family = .none

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
    let range: Range<Int>
    var int32: Int32 { Int32(truncatingIfNeeded: value) }
    var uint32: UInt32 { UInt32(truncatingIfNeeded: value) }
    var uint64: UInt64 { UInt64(bitPattern: value) }
    var wasGiven: Bool { !range.isEmpty }
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: absent == nil ? usage : "[\(usage)]", about: about,
      completes: family == .none ? .nothing : .constants(family), key: key.map { "\($0)" }, dropsNull: absent != nil)
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Argument {
    let range: Range<Int>?
    if let key { range = reader.take(key: key) } else { range = reader.take(optional: absent != nil) }
    guard let range else {
      guard let absent else { throw reader.missing(about) }
      return Argument(value: absent.value, range: 0..<0)
    }
    return Argument(value: try Self.number(reader, range, family), range: range)
  }

  /// The number or constant at `range`.
  static func number(_ reader: ArgumentReader, _ range: Range<Int>, _ family: Constants.Family = .none)
    throws(UsageError) -> Int64
  {
    switch Integer.read(reader.line.bytes, range) {
    case .value(let value): return value
    case .tooLarge: throw reader.wrong(range, "is too large a number")
    case .none:
      if let value = Constants.value(reader.line.bytes, range) { return value }
      let names = family == .none ? Constants.all.map(\.name) : Constants.names(family)
      let near = Spelling.suggestion(ByteText.string(reader.line.bytes, range), names)
      throw reader.wrong(range, "is not a number\(near)")
    }
  }

  func describe(_ value: Argument, _ text: inout CText) {
    guard value.wasGiven else { return text.put(label, absent?.c ?? "0") }
    if Integer.isLike(text.line.bytes, value.range) { return text.put(label, typed: value.range) }
    let typed = text.typed(value.range).uppercased()
    text.put(label, family == .address && !typed.hasPrefix("AF_") ? "AF_" + typed : typed)
  }
}

/// Flags by their C names, joined by `|`.
struct FlagsParameter: Parameter {
  let usage: String
  let about: String
  let family: Constants.Family
  /// The key; nil when the flags are an argument by position.
  var key: StaticString? = "flags"
  var label = "flags"

  struct Argument {
    let value: UInt32
    let range: Range<Int>
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: key == nil ? usage : "[\(usage)]", about: about, completes: .flags(family),
      key: key.map { "\($0)" })
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Argument {
    if let key {
      guard let range = reader.take(key: key) else { return Argument(value: 0, range: 0..<0) }
      return Argument(value: try Self.flags(reader, range, family), range: range)
    }
    guard let range = reader.take() else { throw reader.missing(about) }
    return Argument(value: try Self.flags(reader, range, family), range: range)
  }

  /// The bits of the flags at `range`; none of an empty one.
  static func flags(_ reader: ArgumentReader, _ range: Range<Int>, _ family: Constants.Family) throws(UsageError)
    -> UInt32
  {
    var value: UInt32 = 0
    var start = range.lowerBound
    while start < range.upperBound {
      let end = reader.line.bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "|")) ?? range.upperBound
      value |= UInt32(truncatingIfNeeded: try NumberParameter.number(reader, start..<end, family))
      start = end + 1
    }
    return value
  }

  func describe(_ value: Argument, _ text: inout CText) {
    guard !value.range.isEmpty else { return text.put(label, "0") }
    text.put(label, text.typed(value.range).replacingBars())
  }
}

extension String {
  /// `MSG_PEEK|MSG_OOB` as C is usually written: upper case, spaces around the bars.
  fileprivate func replacingBars() -> String {
    let parts = split(separator: "|").map { $0.first?.isNumber == true ? String($0) : $0.uppercased() }
    return parts.joined(separator: " | ")
  }
}

/// A time limit in milliseconds, INFINITE when left out.
struct TimeoutParameter: Parameter {
  var isOptional = true
  var label = "timeout"

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: isOptional ? "[TIMEOUT]" : "MS", about: "milliseconds, or INFINITE",
      completes: .words(["INFINITE"]), dropsNull: isOptional)
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> NumberParameter.Argument {
    try NumberParameter(
      "TIMEOUT", "a time in milliseconds", label: label, absent: isOptional ? (Int64(INFINITE), "INFINITE") : nil
    ).read(&reader)
  }

  func describe(_ value: NumberParameter.Argument, _ text: inout CText) {
    text.put(label, value.uint32 == INFINITE ? "INFINITE" : text.typed(value.range))
  }
}
