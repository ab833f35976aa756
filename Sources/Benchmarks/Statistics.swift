/// Several rounds of one figure, in nanoseconds.
struct Rounds {
  private var values: [Int64] = []

  mutating func add(_ value: Int64) { values.append(value) }

  var isEmpty: Bool { values.isEmpty }

  var best: Int64 { values.min() ?? 0 }

  var median: Int64 {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}

/// A number with some places after the point. Foundation's formatting would be felt in what is measured.
func decimal(_ value: Double, places: Int = 2) -> String {
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = Int64((value * scale).rounded())
  guard places > 0 else { return String(scaled) }
  let digits = String(scaled.magnitude)
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return (scaled < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
}

/// A whole number with a comma after each thousand.
func grouped(_ value: Int64) -> String {
  var text = ""
  for (index, digit) in String(value.magnitude).reversed().enumerated() {
    if index > 0 && index % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return (value < 0 ? "-" : "") + String(text.reversed())
}
