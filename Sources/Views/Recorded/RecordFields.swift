import Steps

// The keys of a record, as values: what is missing or of another type is an error that names the key.

extension JSONValue {
  /// The value of a key that must be there.
  func member(_ key: String) throws(RecordError) -> JSONValue {
    guard let value = self[key] else { throw RecordError("the key \"\(key)\" is missing") }
    return value
  }

  func has(_ key: String) -> Bool { self[key] != nil }

  /// Whether a key is there and true.
  func isTrue(_ key: String) -> Bool { self[key] == .bool(true) }

  func string(_ key: String) throws(RecordError) -> String {
    guard case .string(let text) = try member(key) else { throw RecordError("\"\(key)\" is not a string") }
    return text
  }

  /// A string that may be null or missing.
  func text(_ key: String) throws(RecordError) -> String? {
    switch self[key] {
    case nil, .null: return nil
    case .string(let text): return text
    default: throw RecordError("\"\(key)\" is not a string")
    }
  }

  func bool(_ key: String) throws(RecordError) -> Bool {
    guard case .bool(let value) = try member(key) else { throw RecordError("\"\(key)\" is not true or false") }
    return value
  }

  func integer<Number: FixedWidthInteger>(_ key: String) throws(RecordError) -> Number {
    try member(key).integer(named: key)
  }

  /// A number that may be missing.
  func number<Number: FixedWidthInteger>(_ key: String) throws(RecordError) -> Number? {
    guard let value = self[key] else { return nil }
    return try value.integer(named: key) as Number
  }

  func integer<Number: FixedWidthInteger>(named key: String) throws(RecordError) -> Number {
    if case .number(let isNegative, let magnitude) = self {
      if !isNegative, let number = Number(exactly: magnitude) { return number }
      if isNegative, let number = Number("-\(magnitude)") { return number }
    }
    throw RecordError("\"\(key)\" is not a number, or out of range")
  }

  /// The elements of a list; none where the key is missing.
  func list(_ key: String) throws(RecordError) -> [JSONValue] {
    guard let value = self[key] else { return [] }
    guard case .array(let list) = value else { throw RecordError("\"\(key)\" is not a list") }
    return list
  }

  func map<Element>(
    _ key: String, _ body: (JSONValue) throws(RecordError) -> Element
  ) throws(RecordError) -> [Element] {
    var elements: [Element] = []
    for value in try list(key) { elements.append(try body(value)) }
    return elements
  }

  func strings(_ key: String) throws(RecordError) -> [String] {
    try map(key) { (value) throws(RecordError) in
      guard case .string(let text) = value else { throw RecordError("\"\(key)\" is not a list of strings") }
      return text
    }
  }

  /// The members of an object.
  func members(_ key: String) throws(RecordError) -> [Member] {
    guard case .object(let members) = try member(key) else { throw RecordError("\"\(key)\" is not an object") }
    return members
  }

  func bytes(_ key: String) throws(RecordError) -> Bytes {
    guard let bytes = Bytes(hex: try string(key)) else { throw RecordError("\"\(key)\" is not hex") }
    return bytes
  }

  func address(_ key: String) throws(RecordError) -> Address {
    guard let address = Address(try string(key)) else { throw RecordError("\"\(key)\" is not an address") }
    return address
  }

  /// An address that may be missing.
  func endpoint(_ key: String) throws(RecordError) -> Address? { has(key) ? try address(key) : nil }

  /// A string that is one of the raw values of an enumeration.
  func choice<Choice: RawRepresentable<String>>(_ key: String) throws(RecordError) -> Choice {
    let text = try string(key)
    guard let choice = Choice(rawValue: text) else { throw RecordError("\"\(key)\" cannot be \"\(text)\"") }
    return choice
  }
}
