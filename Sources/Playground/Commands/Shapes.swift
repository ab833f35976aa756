/// A place for an argument of a call as C writes it.
struct CSlot: Sendable {
  /// The label of the parameter that reads it, or of what is written through it; `_` for what counts for nothing here.
  let label: String
  /// Whether the argument points to the value.
  let isPointer: Bool
  /// Whether the call writes through it.
  let isWritten: Bool
  /// What NULL is.
  let null: Null

  /// What a call makes of NULL.
  enum Null: Sendable {
    /// Nothing is written.
    case allowed
    /// WSAEFAULT.
    case fault
    /// WSAEFAULT, unless there is a WSAOVERLAPPED.
    case faultAlone
  }

  /// A slot as a declaration spells it: `[*][>]LABEL[!|~]`. A star says that the argument points to the value, `>` that
  /// the call writes through it, `!` that NULL is WSAEFAULT, `~` that it is without a WSAOVERLAPPED.
  init(_ text: Substring) {
    var text = text
    isPointer = text.first == "*"
    if isPointer { text.removeFirst() }
    isWritten = text.first == ">"
    if isWritten { text.removeFirst() }
    null = text.last == "!" ? .fault : text.last == "~" ? .faultAlone : .allowed
    if null != .allowed { text.removeLast() }
    label = String(text)
  }
}

extension Command {
  /// The orders in which C arguments may come, each by the slots of its arguments: first those that are declared, then
  /// that in which the call is printed.
  static func shapes(_ declared: [String], c: String) -> [[CSlot]] {
    var shapes = declared.map { $0.split(separator: " ").map { CSlot($0) } }
    guard let open = c.firstIndex(of: "("), c.hasSuffix(")") else { return shapes }
    let inner = c[c.index(after: open)...].dropLast()
    let printed = inner.isEmpty ? [] : inner.split(separator: ",").map { $0.filter { $0 != " " } }
    let shape = printed.map { CSlot($0.hasPrefix("{") && $0.hasSuffix("}") ? $0.dropFirst().dropLast() : "_") }
    if !shapes.contains(where: { $0.count == shape.count }) { shapes.append(shape) }
    return shapes
  }
}
