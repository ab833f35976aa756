import Language
import Calls
import Steps
import Winsock

extension Command {
  static let wsastartup = CommandOf(
    "wsastartup", call: .WSAStartup,
    c: "WSAStartup({version}, &data)", arguments: ["version >data!"], topic: .startup,
    summary: "Starts the use of Winsock; a session has done it once already.",
    tasks: ["begin", "initialise", "version"],
    VersionParameter()
  ) { call, version throws(UsageError) in
    .call(call.winsock.WSAStartup(call.thread, version: version))
  }
}

/// A version such as 2.2.
struct VersionParameter: Parameter {
  var info: ParameterInfo {
    ParameterInfo(label: "version", usage: "[2.2]", about: "the version asked for")
  }

  /// A version as C packs it, and where it was typed.
  struct Value {
    let number: UInt16
    let range: Range<Int>
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    guard let range = words.take() else { return Value(number: 0x0202, range: 0..<0) }
    return Value(number: try number(words.scope, range), range: range)
  }

  /// `MAKEWORD(2, 2)` is 2.2.
  func read(_ c: CReader) throws(UsageError) -> Value {
    let operand = try c.required("version", "a version")
    if let value = try c.value(operand) {
      return Value(number: UInt16(truncatingIfNeeded: value.number), range: operand.range)
    }
    return Value(number: try number(c.scope, operand.range), range: operand.range)
  }

  private func number(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> UInt16 {
    let bytes = scope.bytes
    let dot = bytes[range].firstIndex(of: UInt8(ascii: ".")) ?? range.upperBound
    let minor = dot < range.upperBound ? Integer.read(bytes, dot + 1..<range.upperBound) : .value(2)
    guard case .value(let high) = Integer.read(bytes, range.lowerBound..<dot), case .value(let low) = minor else {
      throw scope.wrong(range, "is not a version", hint: "a version is like 2.2")
    }
    return Self.word(high, low)
  }

  private static func word(_ high: Int64, _ low: Int64) -> UInt16 {
    UInt16(UInt8(truncatingIfNeeded: high)) | UInt16(UInt8(truncatingIfNeeded: low)) << 8
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> UInt16 { value.number }

  func describe(_ value: UInt16, _ text: inout CText) {
    text.put("version", "MAKEWORD(\(value & 0xff), \(value >> 8))")
  }

  func write(_ value: Value, _ text: inout ShortText) {
    if !value.range.isEmpty { text.put("\(value.number & 0xff).\(value.number >> 8)") }
  }
}
