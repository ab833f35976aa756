import Testing

@testable import Views

/// The validator that the records are held against: each keyword takes what JSON Schema 2020-12 takes, and nothing else.
@Suite struct JSONSchemaTests {
  private func isValid(_ value: String, _ schema: String) throws -> Bool {
    try JSONSchema(Array(schema.utf8)).fault(in: try JSONValue.parse(Array(value.utf8))) == nil
  }

  /// A schema, values that are valid by it, and values that are not.
  struct Keyword: CustomTestStringConvertible {
    let schema: String
    let valid: [String]
    let invalid: [String]
    var testDescription: String { schema }
  }

  private static let keywords = [
    Keyword(schema: #"{"minimum":3}"#, valid: ["3", "4", #""1""#, "null"], invalid: ["2", "0", "-3", "-4"]),
    Keyword(schema: #"{"minimum":-3}"#, valid: ["-3", "-2", "0", "3"], invalid: ["-4"]),
    Keyword(schema: #"{"minimum":0}"#, valid: ["0", "18446744073709551615"], invalid: ["-1"]),
    Keyword(
      schema: #"{"enum":["a",1,null]}"#, valid: [#""a""#, "1", "null"], invalid: [#""b""#, "2", "-1", "false", "[]"]),
    Keyword(schema: #"{"const":true}"#, valid: ["true"], invalid: ["false", "1", #""true""#]),
    Keyword(schema: #"{"minItems":2}"#, valid: ["[1,2]", "[1,2,3]", "7", "{}"], invalid: ["[]", "[1]"]),
    Keyword(schema: #"{"maxItems":2}"#, valid: ["[]", "[1,2]", #""abc""#], invalid: ["[1,2,3]"]),
    Keyword(
      schema: #"{"items":{"type":"integer"}}"#, valid: ["[]", "[1,2]", #""x""#], invalid: [#"["x"]"#, #"[1,"x"]"#]),
    Keyword(
      schema: ##"{"$defs":{"port":{"minimum":1}},"properties":{"p":{"$ref":"#/$defs/port"}}}"##,
      valid: [#"{"p":1}"#, "{}"], invalid: [#"{"p":0}"#]),
    Keyword(schema: ##"{"$ref":"#/$defs/none"}"##, valid: [], invalid: ["1", "{}"]),
    Keyword(schema: #"{"type":"integer"}"#, valid: ["1", "-1"], invalid: [#""1""#, "true", "null"]),
    Keyword(schema: #"{"type":["string","null"]}"#, valid: [#""""#, "null"], invalid: ["0", "[]"]),
    Keyword(schema: #"{"required":["a"]}"#, valid: [#"{"a":null}"#], invalid: ["{}", #"{"b":1}"#]),
    Keyword(
      schema: #"{"properties":{"a":{"type":"integer"}},"additionalProperties":false}"#,
      valid: ["{}", #"{"a":1}"#], invalid: [#"{"a":"x"}"#, #"{"b":1}"#]),
    Keyword(
      schema: #"{"additionalProperties":{"type":"integer"}}"#, valid: [#"{"a":1}"#], invalid: [#"{"a":"x"}"#]),
    Keyword(
      schema: #"{"anyOf":[{"type":"null"},{"minimum":5,"type":"integer"}]}"#, valid: ["null", "5"],
      invalid: ["4", #""x""#]),
    Keyword(schema: #"{"pattern":"^a+$"}"#, valid: [#""aa""#, "1"], invalid: [#""""#, #""ab""#]),
  ]

  @Test(arguments: keywords)
  func keywordsJudge(_ keyword: Keyword) throws {
    for value in keyword.valid { #expect(try isValid(value, keyword.schema), "\(value)") }
    for value in keyword.invalid { #expect(try !isValid(value, keyword.schema), "\(value)") }
  }

  @Test func faultsSayWhere() throws {
    let schema = try JSONSchema(Array(#"{"properties":{"a":{"items":{"minimum":2}}}}"#.utf8))
    #expect(schema.fault(in: try JSONValue.parse(Array(#"{"a":[3,1]}"#.utf8)))?.hasPrefix("/a[] is less than") == true)
  }
}
