extension Command {
  /// The orders in which C arguments may come, each by the labels of its parameters and `_` for what the short form has
  /// no place for: first those that are declared, then that in which the call is printed.
  static func shapes(_ declared: [String], c: String) -> [[String]] {
    var shapes = declared.map { $0.split(separator: " ").map(String.init) }
    guard let open = c.firstIndex(of: "("), c.hasSuffix(")") else { return shapes }
    let inner = c[c.index(after: open)...].dropLast()
    let printed = inner.isEmpty ? [] : inner.split(separator: ",").map { $0.filter { $0 != " " } }
    let shape = printed.map { $0.hasPrefix("{") && $0.hasSuffix("}") ? String($0.dropFirst().dropLast()) : "_" }
    if !shapes.contains(where: { $0.count == shape.count }) { shapes.append(shape) }
    return shapes
  }
}
