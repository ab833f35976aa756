import Steps
import TerminalText

// Variables of C: in a line where they are declared or change, field by field and byte by byte where they are shown.

extension Page {
  /// A heading with the type; below it, when it is shown, a row for each field, and the memory.
  mutating func writeVariable(_ name: String, _ state: VariableState, isDeclared: Bool) {
    begin()
    text.append(escaping: name, .name)
    text.pad(to: indent + 4, gap: 2)
    appendVariable(state)
    end(hang: 4)
    guard !isDeclared, state.fields.count > 1 || state.memory.values.count > 8 else { return }
    writeFields(of: state)
    writeDump(state.memory.values)
  }

  /// The type and the value in short.
  mutating func appendVariable(_ state: VariableState) {
    text.append(escaping: state.type)
    text.append("   ")
    if let field = state.fields.first, field.name.isEmpty { return append(field) }
    let memory = state.memory.values
    if memory.allSatisfy({ $0 == 0 }) {
      text.append("all zero")
    } else if memory.allSatisfy({ $0 == 0xCC }) {
      text.append("not initialised: every byte is cc")
    } else {
      var fields = state.fields.filter { !$0.isZero(in: memory) }
      if fields.isEmpty { fields = Array(state.fields.prefix(1)) }
      for (i, field) in fields.prefix(6).enumerated() {
        if i > 0 { text.append(", ") }
        text.append(escaping: field.name)
        text.append(" ")
        append(field)
      }
      if fields.count > 6 || state.moreFields > 0 { text.append(", …") }
    }
  }

  private mutating func append(_ field: VariableState.Field) {
    text.append(escaping: field.value)
    guard let note = field.note else { return }
    text.append(" (")
    text.append(escaping: note)
    text.append(")")
  }

  /// A row for each field: its name, its bytes as they stand in memory, its value.
  private mutating func writeFields(of state: VariableState) {
    guard state.fields.count > 1 else { return }
    let names = min(state.fields.map { DisplayWidth.of($0.name) }.max() ?? 0, 24)
    let memory = state.memory.values
    for field in state.fields.prefix(24) {
      begin(4)
      text.append(escaping: field.name)
      let column = indent + 4 + names + 2
      text.pad(to: column, gap: 2)
      let end = min(field.offset + field.size, memory.count)
      if field.size <= 8, field.offset < end {
        text.styled(.quiet) { text in
          for byte in memory[field.offset..<end] {
            text.append(ascii: JSONWriter.hexDigit(byte >> 4))
            text.append(ascii: JSONWriter.hexDigit(byte & 15))
            text.append(" ")
          }
        }
      }
      text.pad(to: column + 25, gap: 2)
      append(field)
      self.end(hang: names + 32)
    }
    let more = state.fields.count - min(state.fields.count, 24) + state.moreFields
    if more > 0 { line("… \(more) more fields", at: 4) }
  }
}

extension VariableState.Field {
  /// Whether all its bytes are zero.
  fileprivate func isZero(in memory: [UInt8]) -> Bool {
    let end = min(offset + size, memory.count)
    return offset >= end || memory[offset..<end].allSatisfy { $0 == 0 }
  }
}
