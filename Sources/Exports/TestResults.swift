import Views

/// What a check or a test of programs found, for machines that run and grade them.
public struct TestResults: Sendable {
  /// One lesson or program.
  public struct Case: Sendable {
    /// Its name.
    public let name: String
    /// What is wrong, a sentence each; empty where all is right.
    public let faults: [String]
    /// Whether it could not be run at all.
    public let isBroken: Bool

    /// A case from its parts.
    public init(name: String, faults: [String], isBroken: Bool = false) {
      (self.name, self.faults, self.isBroken) = (name, faults, isBroken)
    }
  }

  let suite: String
  private var cases: [Case] = []

  /// Results of nothing yet.
  public init(suite: String) { self.suite = suite }

  /// Notes one more.
  public mutating func append(_ one: Case) { cases.append(one) }

  /// The file that a name asks for by its ending, JUnit's XML or JSON; nil for another ending. There are no times in it:
  /// the same results give the same bytes.
  public func document(path: String) -> [UInt8]? {
    if path.hasSuffix(".xml") { return junit }
    return path.hasSuffix(".json") ? json : nil
  }

  private var junit: [UInt8] {
    let failed = cases.count { !$0.faults.isEmpty && !$0.isBroken }
    let broken = cases.count(where: \.isBroken)
    var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    out += "<testsuites tests=\"\(cases.count)\" failures=\"\(failed)\" errors=\"\(broken)\">\n"
    out +=
      "<testsuite name=\"\(attribute(suite))\" tests=\"\(cases.count)\" failures=\"\(failed)\" errors=\"\(broken)\">\n"
    for one in cases {
      out += "<testcase classname=\"\(attribute(suite))\" name=\"\(attribute(one.name))\""
      guard let first = one.faults.first else {
        out += "/>\n"
        continue
      }
      let element = one.isBroken ? "error" : "failure"
      let all = one.faults.map(attribute).joined(separator: "\n")
      out += "><\(element) message=\"\(attribute(first))\">\(all)</\(element)></testcase>\n"
    }
    return Array((out + "</testsuite>\n</testsuites>\n").utf8)
  }

  private func attribute(_ text: String) -> String { Markup.escaped(Canvas.printable(text)) }

  private var json: [UInt8] {
    var json = JSONText()
    json.object { json in
      json.field("suite", suite)
      json.field("tests", cases.count)
      json.field("failures", cases.count { !$0.faults.isEmpty })
      json.key("cases")
      json.array { json in
        for one in cases {
          json.object { json in
            json.field("name", one.name)
            json.key("passed")
            json.bool(one.faults.isEmpty)
            json.strings("faults", one.faults)
          }
        }
      }
    }
    return json.bytes + [0x0a]
  }
}
