import Language
import Steps
import Winsock

/// `routine=R`, or `R` where the call is about one: a completion routine; one that was not made beforehand does nothing but
/// be reported.
struct RoutineParameter: Parameter {
  /// Whether it stands by position, and must be there.
  var isRequired = false

  /// What a line says of a routine.
  struct Value {
    enum Kind {
      case null
      case there(RoutineID)
      /// One that the call makes.
      case new
    }

    let kind: Kind
    /// Where it was typed; empty when it was left out, or nobody typed it.
    var range = 0..<0

    init(_ kind: Kind, _ range: Range<Int> = 0..<0) { (self.kind, self.range) = (kind, range) }
  }

  var info: ParameterInfo {
    isRequired
      ? ParameterInfo(label: "routine", usage: "R", about: "a routine", completes: .names([.routine]))
      : ParameterInfo(
        label: "routine", usage: "[routine=R]", about: "a completion routine, run in an alertable wait of this thread",
        completes: .names([.routine]), key: "routine")
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    if isRequired {
      guard let range = words.take() else { throw words.missing("a routine") }
      return try value(words.scope, range)
    }
    guard let range = words.take(key: "routine") else { return Value(.null) }
    return try value(words.scope, range)
  }

  func read(_ c: CReader) throws(UsageError) -> Value {
    if let argument = c.first("routine"), !argument.operand(c.bytes).isBare(c.bytes), let value = try c.value(argument),
      value.number != 0
    {
      if let native = c.session.current.native {
        return Value(.there(c.session.nativeRoutine(value.address, native)))
      }
      let index = (value.address &- CSpace.routines) / 16
      guard index < UInt64(c.session.objects.routines.count) else {
        throw UsageError("this is no completion routine", at: argument.range)
      }
      return Value(.there(RoutineID(index: Int32(index))))
    }
    if isRequired { return try value(c.scope, c.required("routine", "a routine").range) }
    guard let operand = c.keyed("routine") else { return Value(.null) }
    return try value(c.scope, operand.range)
  }

  private func value(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> Value {
    if ByteText.equalsExactly(scope.bytes, range, "NULL") { return Value(.null, range) }
    switch scope.session.objects.names.find(scope.bytes, range) {
    case .routine(let place): return Value(.there(RoutineID(index: place)), range)
    case .none:
      _ = try scope.session.checkedName(scope.bytes, range)
      return Value(.new, range)
    default: throw scope.wrong(range, "is not a completion routine")
    }
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> RoutineID? {
    switch value.kind {
    case .null: return nil
    case .there(let routine): return routine
    case .new:
      let session = call.session
      let name = try session.newName(call.bytes, value.range)
      // An argument before it may have made something of that name.
      guard case .none = session.objects.names.bound(name) else {
        throw call.scope.wrong(value.range, "is not a completion routine")
      }
      let place = session.addRoutine(name: name, commands: [])
      session.bindMade(name, .routine(place))
      return RoutineID(index: place)
    }
  }

  func describe(_ value: RoutineID?, _ text: inout CText) {
    text.put("routine.behind", value.map { ", " + text.session.routineName($0) } ?? "")
    guard let value else { return text.put("routine", "NULL") }
    text.put("routine", text.session.routineName(value))
  }

  func write(_ value: Value, _ text: inout ShortText) {
    let key = isRequired ? nil : "routine"
    if case .there(let routine) = value.kind {
      text.put(typed: value.range, key: key, or: text.session.routineName(routine))
    } else if !value.range.isEmpty {
      text.put(text.typed(value.range), key: key)
    }
  }
}
