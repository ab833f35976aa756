import Language
import Steps
import Winsock

/// A WSAOVERLAPPED by its name; a name that is not bound yet makes a zeroed one. Without it, or with NULL, the call is
/// the synchronous one.
struct OverlappedParameter: Parameter {
  var isOptional = true
  /// Whether any number may stand in its place, which nobody follows: PostQueuedCompletionStatus.
  var mayBeNumber = false

  /// What a line says of a WSAOVERLAPPED.
  struct Value {
    enum Kind {
      case null
      /// One that is there: its place in the session's table.
      case place(Int32)
      /// One that the call makes.
      case new
      /// A number of C that is the address of none.
      case number(UInt64)
    }

    let kind: Kind
    /// Where it was typed; empty when it was left out, or nobody typed it.
    var range = 0..<0

    init(_ kind: Kind, _ range: Range<Int> = 0..<0) { (self.kind, self.range) = (kind, range) }
  }

  struct Argument {
    /// Its place in the session's table; -1 for NULL.
    let place: Int32
    let pointer: OverlappedPointer?
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: "overlapped", usage: isOptional ? "[O]" : "O", about: "a WSAOVERLAPPED", completes: .names([.overlapped]))
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    guard let range = words.take(optional: isOptional) else {
      guard isOptional else { throw words.missing("a WSAOVERLAPPED") }
      return Value(.null)
    }
    return try value(words.scope, range)
  }

  func read(_ c: CReader) throws(UsageError) -> Value {
    if isOptional, c.first("overlapped") == nil { return Value(.null) }
    if mayBeNumber, let argument = c.first("overlapped"), let value = try c.value(argument), value.number != 0,
      c.session.current.native == nil, c.session.overlapped(at: value.address) == nil,
      argument.withoutCasts.range != argument.range
    {
      return Value(.number(value.address), argument.range)
    }
    if let argument = c.first("overlapped"), let value = try c.value(argument), isPointer(value) {
      guard value.number != 0 else {
        if !isOptional { c.c.fault = .WSA_INVALID_PARAMETER }
        return Value(.null, argument.isNull(c.bytes) ? argument.withoutCasts.range : 0..<0)
      }
      if let place = c.session.overlapped(at: value.address) {
        let operand = argument.operand(c.bytes)
        return Value(.place(place), operand.isBare(c.bytes) && argument.isAddress ? operand.range : 0..<0)
      }
      c.c.fault = .WSAEFAULT
      return Value(.null)
    }
    return try value(c.scope, c.required("overlapped", "a WSAOVERLAPPED").range)
  }

  /// Whether a value is an address: that of a WSAOVERLAPPED by its name alone is not meant.
  private func isPointer(_ value: CValue) -> Bool {
    switch value.type {
    case .pointer: true
    case .integer: value.number == 0
    default: false
    }
  }

  private func value(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> Value {
    if ByteText.equalsExactly(scope.bytes, range, "NULL") {
      guard isOptional else { throw scope.wrong(range, "cannot replace the WSAOVERLAPPED here") }
      return Value(.null, range)
    }
    switch scope.session.objects.names.find(scope.bytes, range) {
    case .overlapped(let place): return Value(.place(place), range)
    case .none:
      _ = try scope.session.checkedName(scope.bytes, range)
      return Value(.new, range)
    default: throw scope.wrong(range, "is not a WSAOVERLAPPED")
    }
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> Argument {
    let session = call.session
    switch value.kind {
    case .null: return Argument(place: -1, pointer: nil)
    case .number(let number):
      let text = Array((number < 1 << 16 ? String(number) : "0x" + String(number, radix: 16)).utf8)
      let name = session.objects.names.intern(text, 0..<text.count)
      let place = session.objects.overlappeds.place(of: number) { name }
      return Argument(place: place, pointer: session.objects.overlappeds.pointer(place))
    case .place(let place): return Argument(place: place, pointer: session.objects.overlappeds.pointer(place))
    case .new:
      let name = try session.newName(call.bytes, value.range)
      // An argument before it may have made something of that name.
      guard case .none = session.objects.names.bound(name) else {
        throw call.scope.wrong(value.range, "is not a WSAOVERLAPPED")
      }
      let place = session.objects.overlappeds.add(name: name)
      session.bindMade(name, .overlapped(place))
      return Argument(place: place, pointer: session.objects.overlappeds.pointer(place))
    }
  }

  func describe(_ value: Argument, _ text: inout CText) {
    // Where the bytes go: an overlapped call tells them later, a synchronous one has to be given a place for them.
    text.put("overlapped.bytes", value.place >= 0 ? "NULL" : "&bytes")
    guard value.place >= 0 else {
      text.put("overlapped.behind", "")
      return text.put("overlapped", "NULL")
    }
    let own = text.session.objects.names.text(text.session.objects.overlappeds[value.place].name)
    let info = text.session.objects.overlappeds[value.place]
    let name = (info.number == nil || info.native != nil ? "&" : "(LPOVERLAPPED)") + own
    text.put("overlapped", name)
    // Behind arguments that are not all told, where it is left out when it is NULL.
    text.put("overlapped.behind", ", " + name)
  }

  func write(_ value: Value, _ text: inout ShortText) {
    if case .place(let place) = value.kind {
      text.put(typed: value.range, or: text.session.objects.names.text(text.session.objects.overlappeds[place].name))
    } else if !value.range.isEmpty {
      text.put(text.typed(value.range))
    }
  }
}
