import Calls
import Foundation
import Testing

/// The headers that a learner's program is compiled with say of each call what `explain` says, in its first sentence: an
/// editor shows that. `WSALAB_RECORD=1` writes the comments anew.
struct ProgramHeaderTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/CProgram/files/include")

  /// The first sentence of what a call does.
  private static func comment(_ call: CallDescriptor) -> String {
    let text = call.explanation.does
    let end = text.firstRange(of: ". ")?.lowerBound ?? text.endIndex
    return "// " + (text[..<end].hasSuffix(".") ? String(text[..<end]) : text[..<end] + ".")
  }

  @Test(arguments: ["winsock2.h", "wsalab_kernel.h"])
  func theySayWhatExplainSays(_ name: String) throws {
    let url = Self.folder.appendingPathComponent(name)
    let text = try String(contentsOf: url, encoding: .utf8)
    var wanted: [String] = []
    var count = 0
    var isBefore = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let match = line.firstMatch(of: /WSALAB_FN\((\w+)\)/), let call = CallCatalogue.find(String(match.output.1)) {
        count += 1
        if wanted.last?.hasPrefix("// ") == true { wanted.removeLast() }
        // The two forms of one call stand under one comment.
        if isBefore != call.name { wanted.append(Self.comment(call)) }
        isBefore = call.name
      } else {
        isBefore = ""
      }
      wanted.append(line)
    }
    let written = wanted.joined(separator: "\n")
    if ProcessInfo.processInfo.environment["WSALAB_RECORD"] != nil {
      try written.write(to: url, atomically: true, encoding: .utf8)
    } else {
      #expect(text == written)
    }
    #expect(count > 10)
  }
}
