import Steps
import Winsock

/// A handle: a socket, an event or a port by its name, or `NULL`, `INVALID_SOCKET`, `INVALID_HANDLE_VALUE`. A name that
/// holds a stale handle, or one of another kind, makes the real call; a WSABUF cannot stand here, as C would not compile it.
struct HandleParameter: Parameter {
  let label: String
  let usage: String
  let about: String
  let types: [ObjectType]
  /// What is given when the argument is left out; nil when it cannot be.
  var absent: Handle?

  init(_ usage: String, _ about: String, _ types: ObjectType..., label: String = "s", absent: Handle? = nil) {
    (self.usage, self.about, self.types, self.label, self.absent) = (usage, about, types, label, absent)
  }

  struct Argument {
    let handle: Handle
    /// Where it was typed; empty when it was left out.
    let range: Range<Int>
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: absent == nil ? usage : "[\(usage)]", about: about, completes: .names(types))
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Argument {
    guard let range = reader.take(optional: absent != nil) else {
      guard let absent else { throw reader.missing(about) }
      return Argument(handle: absent, range: 0..<0)
    }
    return Argument(handle: try Self.handle(reader, range, types), range: range)
  }

  /// The handle that stands at `range`.
  @inline(__always)
  static func handle(_ reader: ArgumentReader, _ range: Range<Int>, _ types: [ObjectType]) throws(UsageError) -> Handle
  {
    switch reader.session.names.find(reader.line.bytes, range) {
    case .handle(let place): return reader.session.handles[place].handle
    case .none: return try special(reader, range, types)
    case .buffer: throw reader.wrong(range, "is a WSABUF, not a handle")
    case .overlapped: throw reader.wrong(range, "is a WSAOVERLAPPED, not a handle")
    case .routine: throw reader.wrong(range, "is a completion routine, not a handle")
    case .program: throw reader.wrong(range, "is a program, not a handle")
    }
  }

  private static func special(_ reader: ArgumentReader, _ range: Range<Int>, _ types: [ObjectType]) throws(UsageError)
    -> Handle
  {
    let bytes = reader.line.bytes
    if ByteText.equalsExactly(bytes, range, "NULL") { return .null }
    if ByteText.equalsExactly(bytes, range, "INVALID_SOCKET") { return .invalid }
    if ByteText.equalsExactly(bytes, range, "INVALID_HANDLE_VALUE") { return .invalid }
    let near = Spelling.suggestion(ByteText.string(bytes, range), reader.session.liveNames(types))
    throw UsageError("there is no \(ByteText.quoted(bytes, range))\(near)", at: range, hint: reader.command.usage)
  }

  func describe(_ value: Argument, _ text: inout CText) {
    if !value.range.isEmpty {
      text.put(label, typed: value.range)
    } else {
      text.put(label, value.handle == .null ? "NULL" : "INVALID_HANDLE_VALUE")
    }
  }
}

/// Handles with commas between; `e*65` is one of them 65 times, as `"text"*65` is of data.
struct HandleListParameter: Parameter {
  let label: String
  let usage: String
  let about: String
  let types: [ObjectType]
  /// The key of `read=S,…`; nil when it is an argument by position.
  var key: StaticString?

  /// C arrays have no such limit, but a line has.
  static let maximum = 2048

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: key == nil ? usage : "[\(usage)]", about: about, completes: .nameList(types),
      key: key.map { "\($0)" })
  }

  /// Nil when the list was left out, which only one with a key can be.
  func read(_ reader: inout ArgumentReader) throws(UsageError) -> [NamedHandle]? {
    let range: Range<Int>
    if let key {
      guard let given = reader.take(key: key) else { return nil }
      range = given
    } else {
      guard let given = reader.take() else { throw reader.missing(about) }
      range = given
    }
    var list: [NamedHandle] = []
    let bytes = reader.line.bytes
    if range.isEmpty || ByteText.equalsExactly(bytes, range, "{}") { return list }
    try Lexer.forEachPart(bytes, range) { (part) throws(UsageError) in
      let (word, count) = Self.repetition(bytes, part)
      guard count > 0, count <= Self.maximum - list.count else {
        throw reader.wrong(part, "makes the list too long or empty: 1 to \(Self.maximum) handles are possible")
      }
      let handle = try HandleParameter.handle(reader, word, types)
      list += repeatElement(NamedHandle(name: ByteText.string(bytes, word), handle: handle), count: count)
    }
    return list
  }

  /// The name in `NAME*COUNT`, and the count; a part that is not of this form is a name, once.
  private static func repetition(_ bytes: [UInt8], _ part: Range<Int>) -> (name: Range<Int>, count: Int) {
    guard let star = bytes[part].lastIndex(of: UInt8(ascii: "*")) else { return (part, 1) }
    switch Integer.read(bytes, (star + 1)..<part.upperBound) {
    case .none: return (part, 1)
    case .tooLarge: return (part.lowerBound..<star, .max)
    case .value(let count): return (part.lowerBound..<star, Int(clamping: count))
    }
  }

  func describe(_ value: [NamedHandle]?, _ text: inout CText) {
    guard let value else { return text.put(label, "NULL") }
    text.put(label, "{" + value.prefix(8).map(\.name).joined(separator: ", ") + (value.count > 8 ? ", …}" : "}"))
    text.put(label + ".count", String(value.count))
  }
}
