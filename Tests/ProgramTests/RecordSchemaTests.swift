import Foundation
import Testing

@testable import Views

/// The schema of the records (Sources/Views/records.schema.json) says neither too little nor too much.
enum RecordSchema {
  static let shared: Result<JSONSchema, any Error> = Result {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/Views/records.schema.json")
    return try JSONSchema([UInt8](Data(contentsOf: file)))
  }

  /// The first record that the schema refuses, and why.
  static func fault(in records: [UInt8]) throws -> String? {
    let schema = try shared.get()
    for line in records.split(separator: 0x0a) {
      if let fault = schema.fault(in: try JSONValue.parse(Array(line))) {
        return "\(fault)\n\(String(decoding: line.prefix(400), as: UTF8.self))"
      }
    }
    return nil
  }
}

struct RecordSchemaTests {
  private func fault(_ record: String) throws -> String? { try RecordSchema.fault(in: Array(record.utf8)) }

  @Test(arguments: [
    #"{"step":1,"thread":"main","line":"htons 1","call":"htons","return":256,"error":null}"#,
    #"{"step":1,"thread":"main","line":"expect 1 == 1","expect":true}"#,
    #"{"comment":"so"}"#, #"{"block":true}"#,
  ])
  func recordsAreTaken(_ record: String) throws { #expect(try fault(record) == nil) }

  /// Of several kinds of records that a wrong one may have been meant for, the fault of one is told.
  @Test(arguments: [
    (#"{"step":1,"thread":"main","line":"htons 1","call":"htons","return":256}"#, "/error is missing"),
    (#"{"step":-1,"thread":"main","line":"htons 1"}"#, "/"),
    (#"{"step":1,"thread":"main","line":"htons 1","more":1}"#, "/"),
    (
      #"{"step":1,"thread":"main","line":"x","call":"x","return":0,"error":null,"out":{"data":"abc"}}"#,
      "/out/data does not match"
    ),
    (
      #"{"step":1,"thread":"main","line":"x","call":"x","return":0,"error":null,"packets":[{"from":"127.0.0.1"}]}"#,
      "/packets[]/to is missing"
    ),
    (#"{"routine":"r"}"#, "is missing"), (#"7"#, "is missing"),
  ])
  func whatIsNoRecordIsRefused(_ record: String, _ message: String) throws {
    let fault = try fault(record)
    #expect(fault?.contains(message) == true, "\(fault ?? "taken")")
  }

  @Test func anUnknownKeywordIsAMistake() throws {
    let schema = try JSONSchema(Array(#"{"minLength":1}"#.utf8))
    #expect(schema.fault(in: .string("")) == "the schema has the unknown keyword minLength")
  }
}
