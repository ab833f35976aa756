import Foundation

@testable import Views

/// As much of JSON Schema 2020-12 as the schema of the records uses. A keyword that is not known here is a mistake in the
/// schema, not something to pass over.
struct JSONSchema {
  private let root: JSONValue
  private static let annotations: Set = ["$schema", "$defs", "title", "description"]

  init(_ bytes: [UInt8]) throws { root = try JSONValue.parse(bytes) }

  /// What is wrong with a value; nil when it is valid.
  func fault(in value: JSONValue) -> String? { fault(in: value, by: root, at: "") }

  private func fault(in value: JSONValue, by schema: JSONValue, at path: String) -> String? {
    guard case .object(let keywords) = schema else { return schema == .bool(true) ? nil : "\(path) may not be there" }
    // What fails fastest comes first: most kinds of records are told apart by the keys they need.
    for keyword in keywords where keyword.key == "required" {
      if let fault = missing(keyword.value, value, path) { return fault }
    }
    for keyword in keywords where !Self.annotations.contains(keyword.key) && keyword.key != "required" {
      if let fault = fault(keyword, value, schema, path) { return fault }
    }
    return nil
  }

  private func fault(
    _ keyword: JSONValue.Member, _ value: JSONValue, _ schema: JSONValue, _ path: String
  ) -> String? {
    switch keyword.key {
    case "$ref": return referred(keyword.value).map { fault(in: value, by: $0, at: path) } ?? "\(path): no such $ref"
    case "type": return isOfType(value, keyword.value) ? nil : "\(path) is not of type \(keyword.value)"
    case "const": return value == keyword.value ? nil : "\(path) is not \(keyword.value)"
    case "enum": return elements(keyword.value).contains(value) ? nil : "\(path) is none of \(keyword.value)"
    case "anyOf": return noneOf(elements(keyword.value), value, path)
    case "properties", "additionalProperties": return wrongMember(keyword, value, schema, path)
    case "items": return elements(value).lazy.compactMap { fault(in: $0, by: keyword.value, at: path + "[]") }.first
    case "minItems": return isLess(count(of: value), keyword.value) ? "\(path) has too few items" : nil
    case "maxItems": return isLess(keyword.value, count(of: value)) ? "\(path) has too many items" : nil
    case "minimum": return isLess(value, keyword.value) ? "\(path) is less than \(keyword.value)" : nil
    case "pattern": return matches(value, keyword.value) ? nil : "\(path) does not match \(keyword.value)"
    default: return "the schema has the unknown keyword \(keyword.key)"
    }
  }

  private func missing(_ required: JSONValue, _ value: JSONValue, _ path: String) -> String? {
    for case .string(let key) in elements(required) where value[key] == nil { return "\(path)/\(key) is missing" }
    return nil
  }

  private func noneOf(_ schemas: [JSONValue], _ value: JSONValue, _ path: String) -> String? {
    var faults: [String] = []
    for schema in schemas {
      guard let fault = fault(in: value, by: schema, at: path) else { return nil }
      faults.append(fault)
    }
    // The deepest fault is that of the kind that was meant.
    return faults.max { $0.count { $0 == "/" } < $1.count { $0 == "/" } }
  }

  private func wrongMember(
    _ keyword: JSONValue.Member, _ value: JSONValue, _ schema: JSONValue, _ path: String
  ) -> String? {
    guard case .object(let members) = value else { return nil }
    for member in members {
      let known = schema["properties"]?[member.key]
      let by = keyword.key == "properties" ? known : known == nil ? keyword.value : nil
      if let by, let fault = fault(in: member.value, by: by, at: path + "/" + member.key) { return fault }
    }
    return nil
  }

  private func referred(_ reference: JSONValue) -> JSONValue? {
    guard case .string(let text) = reference, text.hasPrefix("#/$defs/") else { return nil }
    return root["$defs"]?[String(text.dropFirst(8))]
  }

  private func elements(_ value: JSONValue) -> [JSONValue] { if case .array(let list) = value { list } else { [] } }

  /// How many items an array has, as a JSON number; null for another value, of which these keywords ask nothing.
  private func count(of value: JSONValue) -> JSONValue {
    if case .array(let list) = value { .number(isNegative: false, UInt64(list.count)) } else { .null }
  }

  /// Whether both are numbers and the first is the lesser.
  private func isLess(_ one: JSONValue, _ other: JSONValue) -> Bool {
    guard case .number(let isNegative, let magnitude) = one,
      case .number(let isOtherNegative, let otherMagnitude) = other
    else { return false }
    if isNegative != isOtherNegative { return isNegative }
    return isNegative ? magnitude > otherMagnitude : magnitude < otherMagnitude
  }

  private func isOfType(_ value: JSONValue, _ type: JSONValue) -> Bool {
    if case .array(let types) = type { return types.contains { isOfType(value, $0) } }
    switch (value, type) {
    case (.null, .string("null")), (.bool, .string("boolean")), (.number, .string("integer")),
      (.string, .string("string")), (.array, .string("array")), (.object, .string("object")):
      return true
    default: return false
    }
  }

  private func matches(_ value: JSONValue, _ pattern: JSONValue) -> Bool {
    guard case .string(let text) = value, case .string(let pattern) = pattern else { return true }
    return text.range(of: pattern, options: .regularExpression) != nil
  }
}
