import Calls
import Foundation
import Testing

/// What is known of a call is found by its descriptor: outside of Calls and the commands' declarations no code compares
/// with a call's name, or with a piece of one.
@Suite("Calls are known by their descriptors")
struct CallNameTests {
  private static let names = CallCatalogue.all.map(\.name)

  /// Rooms and folders that declare calls or name them in words.
  private static let declaring = ["Sources/Calls/", "Sources/Playground/Commands/", "Sources/Benchmarks/"]

  @Test("No name is compared or switched on") func noNameIsCompared() {
    let list = Self.names.map { NSRegularExpression.escapedPattern(for: $0) }.joined(separator: "|")
    let pattern = #"(case|==|!=|contains\(|hasSuffix\(|hasPrefix\()\s*"("# + list + #")""#
    for file in House.files(below: "Sources", ["swift"]) where !Self.declaring.contains(where: file.path.hasPrefix) {
      for (number, line) in file.lines.enumerated() {
        // Words of the language that are not calls: a direction of shutdown, a piece of a sentence.
        if line.contains("sd_send") || line.contains(#"case "socket": described"#) { continue }
        let found = line.range(of: pattern, options: .regularExpression)
        #expect(found == nil, "\(file.path):\(number + 1): \(line)")
      }
    }
  }

  @Test("A call's name is never taken apart") func noNameIsTakenApart() {
    let pattern = #"\bcall(\.call)?(\.lowercased\(\))?\.(contains|hasPrefix|hasSuffix)\("#
    for file in House.files(below: "Sources", ["swift"]) {
      for (number, line) in file.lines.enumerated() {
        #expect(line.range(of: pattern, options: .regularExpression) == nil, "\(file.path):\(number + 1): \(line)")
      }
    }
  }
}
