import Steps

/// The name of an object that is there already.
struct NameParameter: PlaygroundParameter {
  let types: [ObjectType]

  /// A name by its place in the session's table, and where it was typed.
  struct Value {
    let place: Int32
    let range: Range<Int>
  }

  struct Argument {
    let place: Int32
    let bound: Bound
    let range: Range<Int>
  }

  var info: ParameterInfo {
    ParameterInfo(label: "name", usage: "NAME", about: "a name", completes: .names(types))
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    guard let range = words.take() else { throw words.missing("a name") }
    let names = words.scope.session.objects.names
    if let place = names.place(words.scope.bytes, range) {
      if case .none = names.bound(place) {} else { return Value(place: place, range: range) }
    }
    throw words.scope.unknown(range, types)
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> Argument {
    Argument(place: value.place, bound: call.session.objects.names.bound(value.place), range: value.range)
  }

  func write(_ value: Value, _ text: inout ShortText) {
    text.put(typed: value.range, or: text.session.objects.names.text(value.place))
  }
}
