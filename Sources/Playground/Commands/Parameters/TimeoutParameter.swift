import Steps
import Winsock

/// A time limit in milliseconds, INFINITE when left out.
struct TimeoutParameter: Parameter {
  var isOptional = true
  var label = "timeout"

  private var number: NumberParameter {
    NumberParameter(
      "TIMEOUT", "a time in milliseconds", label: label, absent: isOptional ? (Int64(INFINITE), "INFINITE") : nil)
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: isOptional ? "[TIMEOUT]" : "MS", about: "milliseconds, or INFINITE",
      completes: .words(["INFINITE"]))
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> NumberParameter.Argument { try number.read(&words) }
  func read(_ c: CReader) throws(UsageError) -> NumberParameter.Argument {
    if let milliseconds = try c.timeval(label) { return NumberParameter.Argument(milliseconds) }
    return try number.read(c)
  }

  func describe(_ value: NumberParameter.Argument, _ text: inout CText) {
    if value.uint32 == INFINITE { return text.put(label, "INFINITE") }
    text.put(label, value.range.isEmpty ? String(value.value) : text.typed(value.range))
  }

  func write(_ value: NumberParameter.Argument, _ text: inout ShortText) { value.write(&text) }
}
