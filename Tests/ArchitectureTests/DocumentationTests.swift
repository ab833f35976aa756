import Foundation
import Testing

/// The guide for developers (Sources/wsalab/wsalab.docc) says what the code says.
@Suite("The developer's guide")
struct DocumentationTests {
  private static let catalogue = "Sources/wsalab/wsalab.docc"
  private static let articles = House.files(below: catalogue, ["md"])

  private static func article(_ name: String) throws -> SourceFile {
    try #require(articles.first { $0.path == "\(catalogue)/\(name).md" })
  }

  /// The rows of the table below a header row, each as its cells.
  private static func table(_ header: String, in article: SourceFile) throws -> [[String]] {
    let lines = article.lines
    let start = try #require(lines.firstIndex { $0 == header })
    return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      line.dropFirst().dropLast().split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  private static func quoted(_ cell: String) -> [String] {
    cell.split(separator: "`").filter { !$0.allSatisfy(\.isWhitespace) }.map(String.init)
  }

  @Test("Its table of records is that of the schema")
  func recordsAreThoseOfTheSchema() throws {
    let file = House.top.appendingPathComponent("Sources/Views/records.schema.json")
    let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    let definitions = try #require(schema?["$defs"] as? [String: [String: Any]])
    let kinds = definitions.filter { $0.key.hasPrefix("record-") }
    let expected = Set(kinds.map { "`\($0.key.dropFirst(7))` " + ($0.value["description"] as? String ?? "") })
    let rows = try Self.table("| kind | meaning |", in: Self.article("Records"))
    #expect(Set(rows.map { $0.joined(separator: " ") }) == expected)
    #expect(rows.count == expected.count && rows.count > 10)
  }

  @Test("Its table of commands is what help lists")
  func commandsAreThoseOfHelp() throws {
    let script = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-\(UUID()).wsa")
    try "help\n".write(to: script, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: script) }
    let help = try Tool.run("wsalab", ["run", "--format", "text", "--network", "shared", script.path]).output
    var listed: [String: [String]] = [:]
    var topic = ""
    for line in help.split(separator: "\n") {
      if let command = line.wholeMatch(of: #/  - (\S+)  .*/#) {
        listed[topic, default: []].append(String(command.1))
      } else if line.wholeMatch(of: #/  \S.*/#) != nil {
        topic = String(line.dropFirst(2))
      }
    }
    let rows = try Self.table("| topic | commands |", in: Self.article("Language"))
    #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Self.quoted($0[1])) }) == listed)
    #expect(listed.values.joined().count > 80)
  }

  /// How each call that the headers of programs declare is served: what the shim sends to the session, does by itself, or
  /// refuses.
  private static func programCalls() throws -> [(name: String, how: String)] {
    let files = House.files(below: "Sources/CProgram/files", ["h", "inc"])
    let headers = files.filter { $0.path.hasSuffix(".h") }.map(\.text).joined()
    let shim = files.filter { $0.path.hasSuffix(".inc") }.map(\.text).joined()
    let names = Set(headers.matches(of: /WSALAB_FN\((\w+)\)/).map { String($0.output.1) }).subtracting(["name"])
    let sent = Set(shim.matches(of: /CALL0?\("(\w+)"/).map { String($0.output.1) }).union(
      shim.matches(of: /\nS\d(?:_BUFFER)?\(\w+, (\w+)/).map { String($0.output.1) })
    let missing = Set(shim.matches(of: /SAY_MISSING, "(\w+)"/).map { String($0.output.1) })
    // These are others in the session.
    let others = [
      "ReadFile": "WSARecv", "WriteFile": "WSASend", "SetLastError": "WSASetLastError", "InetPtonW": "inet_pton",
      "InetNtopW": "inet_ntop", "getnameinfo": "inet_ntop",
    ]
    return names.sorted().map { name in
      if missing.contains(name) { return (name, "not served") }
      if let other = others[name] { return (name, "a step: \(other)") }
      return (name, sent.contains(name) ? "a step" : "in the program")
    }
  }

  @Test("Its table of a program's calls is that of the headers and the shim")
  func programCallsAreThoseOfTheShim() throws {
    let calls = try Self.programCalls()
    let rows = calls.map { "| `\($0.name)` | \($0.how) |" }
    let article = try Self.article("Programs")
    let head = "| call | how |\n|---|---|\n"
    let written = (article.text.components(separatedBy: head).first ?? "") + head + rows.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["WSALAB_RECORD"] != nil {
      let url = House.top.appendingPathComponent(article.path)
      try written.write(to: url, atomically: true, encoding: .utf8)
    } else {
      #expect(article.text == written)
    }
    #expect(calls.count > 150)
    // A call that is a step is one that the session knows.
    let known = try Self.table("| topic | commands |", in: Self.article("Language")).flatMap { Self.quoted($0[1]) }
    for call in calls where call.how == "a step" {
      let name = call.name.lowercased()
      let others = ["wsagetoverlappedresult": "getresult", "wsawaitformultipleevents": "wait"]
      #expect(known.contains(others[name] ?? name), "\(call.name) is no command")
    }
  }

  @Test("The files and folders that it names are there", arguments: articles)
  func pathsExist(_ article: SourceFile) throws {
    for match in article.text.matches(of: /(?:Sources|Tests|\.ci|\.dev|\.github)\/[A-Za-z0-9_.\/-]*[A-Za-z0-9]/) {
      let path = String(match.0)
      if path.hasPrefix("Tests/MODULE") { continue }
      #expect(FileManager.default.fileExists(atPath: House.top.appendingPathComponent(path).path), "\(path)")
    }
  }

  @Test("The types and functions that it names are in the code", arguments: articles)
  func namesExist(_ article: SourceFile) throws {
    guard !article.path.hasSuffix("Changelog.md") else { return }
    // Rows of calls are held against the headers that declare them.
    let text = article.lines.filter { !$0.hasPrefix("| `") }.joined(separator: "\n")
    for match in text.matches(of: /`([A-Z][a-z]+[A-Z][A-Za-z]+)`/) {
      let isThere = Self.code.contains(match.1) || Self.tests.contains(String(match.1))
      #expect(isThere, "\(match.1)")
    }
  }

  private static let tests = (try? House.folders(in: "Tests")) ?? []

  /// All code of the project as one text.
  private static let code = ["Sources", "Tests"].flatMap { House.files(below: $0, ["swift"]) }.map(\.text).joined()

  @Test("The declaration that it shows is that of the code")
  func declarationIsTheCodes() throws {
    let file = try #require(
      House.files(below: "Sources", ["swift"]).first { $0.path.hasSuffix("/Commands/ListenCommand.swift") })
    let declaration = file.lines.drop { !$0.hasPrefix("extension") }.map { $0.isEmpty ? "" : "    \($0)" }
    #expect(try Self.article("AddingACall").text.contains(declaration.joined(separator: "\n")))
  }
}
