import Language
import Steps
import Winsock

/// A handle: a socket, an event or a port by its name, or `NULL`, `INVALID_SOCKET`, `INVALID_HANDLE_VALUE`. A name that
/// holds a stale handle, or one of another kind, makes the real call; a WSABUF cannot stand here, as C would not compile it.
final class HandleParameter: Parameter {
  let label: String
  let usage: String
  let about: String
  let types: [ObjectType]
  /// What is given when the argument is left out; nil when it cannot be.
  let absent: Handle?

  init(_ usage: String, _ about: String, _ types: ObjectType..., label: String = "s", absent: Handle? = nil) {
    (self.usage, self.about, self.types, self.label, self.absent) = (usage, about, types, label, absent)
  }

  struct Argument {
    let handle: Handle
    /// The place of the name by which it is given; -1 for NULL and its like, and when it was left out.
    let name: Int32
    /// Where it was typed; empty when it was left out, or nobody typed it.
    let range: Range<Int>

    init(_ handle: Handle, name: Int32 = -1, range: Range<Int> = 0..<0) {
      (self.handle, self.name, self.range) = (handle, name, range)
    }
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: label, usage: absent == nil ? usage : "[\(usage)]", about: about, completes: .names(types))
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Argument {
    guard let range = words.take(optional: absent != nil) else {
      guard let absent else { throw words.missing(about) }
      return Argument(absent)
    }
    return try Self.argument(words.scope, range, types)
  }

  func read(_ c: CReader) throws(UsageError) -> Argument {
    if absent != nil, c.first(label) == nil { return Argument(absent ?? .null) }
    let argument = try self.argument(c)
    if argument.handle.isGarbage { c.session.watchGarbage(ByteText.string(c.bytes, argument.range)) }
    if c.c.socket == nil, types.contains(.socket) { c.c.socket = argument.handle }
    return argument
  }

  private func argument(_ c: CReader) throws(UsageError) -> Argument {
    if let argument = c.first(label), !argument.isBare(c.bytes), let value = try c.value(argument) {
      return Argument(Handle(rawValue: value.address), range: argument.withoutCasts.range)
    }
    return try Self.argument(c.scope, c.required(label, about).range, types)
  }

  /// The handle that stands at `range`.
  @inline(__always)
  static func argument(_ scope: Scope, _ range: Range<Int>, _ types: [ObjectType]) throws(UsageError) -> Argument {
    switch scope.session.objects.names.find(scope.bytes, range) {
    case .handle(let place): return Argument(scope.session.objects.handles[place].handle, range: range)
    case .none: return Argument(try special(scope, range, types), range: range)
    case .buffer: throw scope.wrong(range, "is a WSABUF, not a handle")
    case .overlapped: throw scope.wrong(range, "is a WSAOVERLAPPED, not a handle")
    case .routine: throw scope.wrong(range, "is a completion routine, not a handle")
    case .program: throw scope.wrong(range, "is a program, not a handle")
    case .variable(let variable):
      guard let raw = scope.session.handle(in: variable) else {
        throw scope.wrong(range, "is a variable of type \(variable.type.name), not a handle")
      }
      return Argument(raw, range: range)
    }
  }

  /// The handle that stands at `range`, alone.
  static func handle(_ scope: Scope, _ range: Range<Int>, _ types: [ObjectType]) throws(UsageError) -> Handle {
    try argument(scope, range, types).handle
  }

  private static func special(_ scope: Scope, _ range: Range<Int>, _ types: [ObjectType]) throws(UsageError) -> Handle {
    if ByteText.equalsExactly(scope.bytes, range, "NULL") { return .null }
    if ByteText.equalsExactly(scope.bytes, range, "INVALID_SOCKET") { return .invalid }
    if ByteText.equalsExactly(scope.bytes, range, "INVALID_HANDLE_VALUE") { return .invalid }
    throw scope.unknown(range, types)
  }

  func describe(_ value: Argument, _ text: inout CText) {
    if !value.range.isEmpty {
      text.put(label, typed: value.range)
    } else if value.name >= 0 {
      text.put(label, text.name(value.name))
    } else {
      text.put(label, value.handle == .null ? "NULL" : "INVALID_HANDLE_VALUE")
    }
  }

  func write(_ value: Argument, _ text: inout ShortText) {
    guard !value.range.isEmpty || value.name >= 0 else { return }
    text.put(typed: value.range, or: text.session.objects.names.text(value.name))
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
  func read(_ words: inout ArgumentReader) throws(UsageError) -> [NamedHandle]? {
    let range: Range<Int>
    if let key {
      guard let given = words.take(key: key) else { return nil }
      range = given
    } else {
      guard let given = words.take() else { throw words.missing(about) }
      range = given
    }
    var list: [NamedHandle] = []
    if range.isEmpty || ByteText.equalsExactly(words.scope.bytes, range, "{}") { return list }
    try Lexer.forEachPart(words.scope.bytes, range) { (part) throws(UsageError) in
      try add(part, to: &list, words.scope)
    }
    return list
  }

  /// An array, as many elements of it as its count says.
  func read(_ c: CReader) throws(UsageError) -> [NamedHandle]? {
    if let list = try c.handles(label, isSet: key != nil) { return list.isNull ? nil : list.handles }
    guard let operand = key == nil ? try c.required(label, about) : c.keyed(label) else { return nil }
    let wanted = c.first(label + ".count")?.number(c.bytes)
    if wanted == 0 { return [] }
    var list: [NamedHandle] = []
    let elements = operand.elements
    for element in elements.prefix(try count(elements.count, wanted, c)) {
      try add(element.operand(c.bytes).range, to: &list, c.scope)
    }
    // More than the array names are what follows it in memory, which nothing is known of, unless there are too many of
    // them for it to be looked at.
    if let wanted, let last = list.last, wanted > elements.count {
      guard wanted <= Self.maximum else {
        throw UsageError("\(wanted) events are said, and \(elements.count) given", at: c.first(label)?.range)
      }
      list += repeatElement(last, count: Int(wanted) - elements.count)
    }
    return list
  }

  /// How many of the elements are meant.
  private func count(_ given: Int, _ wanted: Int64?, _ c: CReader) throws(UsageError) -> Int {
    guard let wanted, wanted != given else { return given }
    if wanted > 64, wanted <= Self.maximum { return given }
    guard wanted > 0, wanted < given else {
      throw UsageError("\(wanted) events are said, and \(given) given", at: c.first(label + ".count")?.range)
    }
    return Int(wanted)
  }

  private func add(_ part: Range<Int>, to list: inout [NamedHandle], _ scope: Scope) throws(UsageError) {
    let (word, count) = Self.repetition(scope.bytes, part)
    guard count > 0, count <= Self.maximum - list.count else {
      throw scope.wrong(part, "makes the list too long or empty: 1 to \(Self.maximum) handles are possible")
    }
    let handle = try HandleParameter.handle(scope, word, types)
    list += repeatElement(NamedHandle(name: ByteText.string(scope.bytes, word), handle: handle), count: count)
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

  func write(_ value: [NamedHandle]?, _ text: inout ShortText) {
    guard let value else { return }
    let names = value.isEmpty ? "{}" : value.map(\.name).joined(separator: ",")
    text.put(names, key: key.map { "\($0)" })
  }
}
