import Language
import Steps

// Assignments, and what else stores to a variable.

extension CEvaluator {
  func assign(_ symbol: COperator?, _ left: CExpression, _ right: CExpression) throws(UsageError) -> CValue {
    if case .name = left.kind, symbol == nil, try place(named: left.range) == nil {
      throw unknown(left.range)
    }
    let place = try place(left)
    var value = try value(right)
    if let symbol { value = try combined(symbol, try loaded(place, left), value, right) }
    try store(value, at: place, left)
    return value.converted(to: place.type)
  }

  /// Stores a value at a place.
  func store(_ value: CValue, at place: CPlace, _ expression: CExpression) throws(UsageError) {
    let data: [UInt8]
    switch (place.type, value.type) {
    case (.structure(let to), .structure(let from)):
      guard to.size == from.size || to == from else {
        throw wrong("a \(from.name) does not fit a \(to.name)", expression)
      }
      guard let bytes = session.load(value.address, to.size) else { throw outside(expression) }
      data = bytes
    case (.structure, _), (.array, _):
      throw wrong("\(place.type.name) cannot be assigned to", expression)
    default: data = CValue.bytes(value.converted(to: place.type).number, place.type.size)
    }
    guard session.store(place.address, data) else { throw outside(expression) }
    noteStore(place.address)
  }

  /// Notes that something of a variable has changed.
  func noteStore(_ address: UInt64) {
    guard let (region, _) = session.objects.c.space.find(address) else { return }
    let name: Int32
    switch region.target {
    case .name(let place): name = place
    case .overlapped(let place): name = session.objects.overlappeds[place].name
    case .memory(let buffer): name = buffer.name
    }
    if name >= 0, !stores.names.contains(name) { stores.names.append(name) }
  }

  func step(_ inner: CExpression, _ by: Int, _ isPrefix: Bool) throws(UsageError) -> CValue {
    let place = try place(inner)
    let old = try loaded(place, inner)
    let width = Int64(old.type.element?.size ?? 1)
    let new = CValue(old.type, old.number &+ Int64(by) &* width).converted(to: place.type)
    try store(new, at: place, inner)
    return isPrefix ? new : old
  }
}
