import Foundation

/// The corpus: scripts with the records that a real Winsock gives. See README.md.
enum Conformance {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Conformance")

  /// The scripts by name, without their ending.
  static let scripts: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".wsa") }.map { String($0.dropLast(4)) }.sorted()
  }()

  static func path(_ script: String) -> String { folder.appendingPathComponent(script + ".wsa").path }

  static func lines(_ script: String) throws -> [String] {
    try String(contentsOfFile: path(script), encoding: .utf8).split(separator: "\n").map(String.init)
  }

  static func expected(_ script: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(script + ".jsonl"), encoding: .utf8)
  }

  /// The first step whose records differ, as text; nil when all agree.
  static func firstDifference(expected: String, actual: String) throws -> String? {
    let (want, got) = (try StepRecords.read(expected), try StepRecords.read(actual))
    for step in Set(want.keys).union(got.keys).sorted() {
      let (wanted, given) = (want[step] ?? StepRecords(), got[step] ?? StepRecords())
      guard wanted != given else { continue }
      var text = "step \(step): \(wanted.line ?? given.line ?? "")"
      for (label, a, b) in wanted.compared(given) { text += "\n  \(label)\n    expected \(a)\n    actual   \(b)" }
      return text
    }
    return nil
  }
}

/// The comparable part of the records of one step.
struct StepRecords: Equatable {
  var line: String?
  var parts: [JSON] = []
  var resumed: [Int: JSON] = [:]
  var routines: [String: [JSON]] = [:]

  static func == (a: StepRecords, b: StepRecords) -> Bool {
    a.parts == b.parts && a.resumed == b.resumed && a.routines == b.routines
  }

  /// What differs: a label, what was expected, what was given.
  func compared(_ other: StepRecords) -> [(String, String, String)] {
    var found: [(String, String, String)] = []
    if parts != other.parts { found.append(("record", "\(parts)", "\(other.parts)")) }
    if resumed != other.resumed { found.append(("resumed calls", "\(resumed)", "\(other.resumed)")) }
    if routines != other.routines { found.append(("completion routines", "\(routines)", "\(other.routines)")) }
    return found
  }

  /// Reads records, one JSON object a line, by the rules of README.md.
  static func read(_ text: String) throws -> [Int: StepRecords] {
    var reader = Reader()
    for line in text.split(separator: "\n") {
      reader.take(try JSONDecoder().decode(Record.self, from: Data(line.utf8)).fields)
    }
    reader.flush()
    return reader.steps
  }

  private struct Reader {
    var steps: [Int: StepRecords] = [:]
    var step = 0
    var ports = Ports()
    /// Routines, until it is known to which step they belong.
    var waiting: [(thread: String, record: JSON)] = []

    mutating func flush() {
      for (thread, record) in waiting {
        steps[step, default: StepRecords()].routines[thread, default: []].append(record)
      }
      waiting.removeAll()
    }

    mutating func take(_ record: [String: JSON]) {
      let thread = record["thread"]?.string ?? ""
      if let number = record["step"]?.int {
        // A routine of another thread ran in a call that blocks it: it belongs to the step before.
        let own = waiting.filter { $0.thread == thread }
        waiting.removeAll { $0.thread == thread }
        flush()
        step = number
        steps[step, default: StepRecords()].line = record["line"]?.string
        if let part = part(record) {
          steps[step, default: StepRecords()].parts.append(part)
          waiting = own
          flush()
        } else {
          waiting = own
        }
      } else if let number = record["resumes"]?.int {
        flush()
        var part = call(record)
        part["thread"] = .string(thread)
        steps[step, default: StepRecords()].resumed[number] = ports.mapped(.object(part))
      } else if record["routine"] != nil {
        waiting.append(
          (thread, .object(record.filter { ["routine", "error", "bytes", "overlapped", "flags"].contains($0.key) })))
      } else if let routine = record["in"] {
        var part: [String: JSON] = record["usage"] == nil ? call(record) : ["usage": .bool(true)]
        part["in"] = routine
        waiting.append((thread, ports.mapped(.object(part))))
      }
    }

    private mutating func part(_ record: [String: JSON]) -> JSON? {
      if record["usage"] != nil { return .object(["usage": .bool(true)]) }
      if record["blocked"] != nil {
        return .object(record.filter { ["call", "blocked", "thread"].contains($0.key) })
      }
      if record["call"] != nil {
        var part = call(record)
        part["thread"] = record["thread"]
        return ports.mapped(.object(part))
      }
      guard record["object"] != nil, record["value"] != nil,
        ["WSABUF", "WSAOVERLAPPED", "WSAEVENT"].contains(record["type"]?.string ?? "")
      else { return nil }
      return .object(record.filter { ["object", "type", "value"].contains($0.key) })
    }

    private static let keys: [String: [String]] = [
      "WSAStartup": ["version", "highVersion"], "accept": ["addr"], "recv": ["data"], "recvfrom": ["data", "from"],
      "getsockname": ["addr"], "getpeername": ["addr"], "getsockopt": ["value"], "ioctlsocket": ["value"],
      "select": ["read", "write", "except"], "WSAPoll": ["revents"], "WSAEnumNetworkEvents": ["events", "errors"],
      "WSARecv": ["bytes", "flags"], "WSASend": ["bytes"], "WSARecvFrom": ["bytes", "flags", "from"],
      "WSASendTo": ["bytes"], "WSAGetOverlappedResult": ["bytes", "flags"], "WSAIoctl": ["function", "value"],
      "AcceptEx": ["bytes"], "GetAcceptExSockaddrs": ["local", "remote"], "ConnectEx": ["bytes"],
      "GetQueuedCompletionStatus": ["bytes", "key", "overlapped"], "GetQueuedCompletionStatusEx": ["entries"],
      "inet_pton": ["bytes"], "inet_ntop": ["text"], "getaddrinfo": ["addresses"],
    ]

    /// The comparable part of a record that carries a call's result.
    private func call(_ record: [String: JSON]) -> [String: JSON] {
      let name = record["call"]?.string ?? ""
      var part: [String: JSON] = ["call": .string(name)]
      if case .object(let error)? = record["error"] { part["error"] = error["code"] } else { part["error"] = .null }
      if !["WSASetLastError", "GetAcceptExSockaddrs", "inet_ntop"].contains(name) {
        part["return"] = record["return"] ?? .null
      }
      var out: [String: JSON] = [:]
      if case .object(let fields)? = record["out"] {
        out = fields.filter { Self.keys[name]?.contains($0.key) == true }
        if name == "select" { out = out.filter { $0.value != .array([]) } }
        out = out.mapValues { ["select", "WSAPoll", "WSAEnumNetworkEvents"].contains(name) ? $0.sorted : $0 }
      }
      part["out"] = .object(out)
      return part
    }
  }

  /// Labels for the ports that a system chose, by first appearance.
  private struct Ports {
    var labels: [String: String] = [:]

    mutating func mapped(_ value: JSON) -> JSON {
      switch value {
      case .string(let text):
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), port >= 32768,
          text.hasPrefix("*") || text.hasPrefix("[") || text.first?.isNumber == true
        else { return value }
        let label = labels[String(port)] ?? "port\(labels.count + 1)"
        labels[String(port)] = label
        return .string(text[...colon] + label)
      case .array(let list): return .array(list.map { mapped($0) })
      case .object(let fields):
        var result: [String: JSON] = [:]
        for key in fields.keys.sorted() { result[key] = fields[key].map { mapped($0) } }
        return .object(result)
      default: return value
      }
    }
  }
}

/// A JSON value.
/// The fields of a record that can count. Packets are no part of the comparison and would take most of its time.
struct Record: Decodable {
  private(set) var fields: [String: JSON] = [:]
  private static let others: Set = ["packets", "trace", "changes", "completed", "ends", "held", "states"]

  private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for key in container.allKeys where !Self.others.contains(key.stringValue) {
      fields[key.stringValue] = try container.decode(JSON.self, forKey: key)
    }
  }
}

enum JSON: Equatable, Decodable, CustomStringConvertible {
  case null, bool(Bool), number(Double), string(String), array([JSON]), object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }
  var int: Int? { if case .number(let number) = self { Int(number) } else { nil } }

  /// Lists of names in one order, at any depth: sets are told in any.
  var sorted: JSON {
    switch self {
    case .array(let list): .array(list.sorted { $0.description < $1.description })
    case .object(let fields): .object(fields.mapValues(\.sorted))
    default: self
    }
  }

  var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): String(value)
    case .number(let number): number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    case .string(let text): "\"\(text)\""
    case .array(let list): "[" + list.map(\.description).joined(separator: ",") + "]"
    case .object(let fields):
      "{" + fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }
  }
}
