import Foundation
import Testing

@Suite("Public C headers")
struct HeaderTests {
  /// Those that Swift sees; the headers of Windows are for learners' programs, and declare what Windows does.
  private static let headers = House.files(below: "Sources", ["h"]).filter {
    $0.path.contains("/include/") && !$0.path.contains("/CProgram/files/")
  }

  @Test("There are some to look at")
  func someExist() { #expect(!Self.headers.isEmpty) }

  @Test("They do not include readline's", arguments: headers)
  func readlineStaysInside(_ header: SourceFile) {
    for line in header.lines where line.contains("#include") {
      #expect(!line.contains("readline"), "its global variables would come along")
    }
  }

  @Test("They declare functions and plain types, no variable", arguments: headers)
  func functionsOnly(_ header: SourceFile) {
    for declaration in Self.declarations(header.text) {
      let isFunction = declaration.contains("(")
      let isType = ["struct ", "enum ", "union ", "typedef "].contains { declaration.hasPrefix($0) }
      #expect(isFunction || isType && declaration.split(separator: " ").count <= 3, "\(declaration)")
      #expect(!declaration.hasPrefix("extern "), "\(declaration)")
    }
  }

  @Test("A variable would be found")
  func variablesAreFound() {
    let text = "#define A 1\nint f(void);\nstruct s { int a; };\nextern int count;\nint *held;\n"
    #expect(Self.declarations(text) == ["int f(void)", "struct s", "extern int count", "int *held"])
  }

  /// What stands between semicolons at the top level, without bodies and preprocessor lines.
  private static func declarations(_ text: String) -> [String] {
    let lines = Code.withoutCommentsAndText(text).split(separator: "\n").filter { !$0.hasPrefix("#") }
    var depth = 0
    var flat = ""
    for character in lines.joined(separator: " ") {
      if character == "{" { depth += 1 }
      if depth == 0 { flat.append(character) }
      if character == "}" { depth -= 1 }
    }
    return flat.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}
