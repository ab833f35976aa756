import Steps
import Views

extension JSONText {
  /// The ladders of a step.
  mutating func ladders(_ ladders: [DrawnLadder]) {
    array { json in
      for ladder in ladders {
        json.object { json in
          json.field("l", ladder.sides.left)
          json.field("r", ladder.sides.right)
          json.field("ls", ladder.before.left)
          json.field("rs", ladder.before.right)
          json.key("rows")
          json.array { json in for row in ladder.rows { json.row(row) } }
        }
      }
    }
  }

  private mutating func row(_ row: DrawnLadder.Row) {
    object { json in
      json.field("t", row.label)
      if row.isRightward { json.field("d", 1) }
      json.field("ls", row.states.left)
      json.field("rs", row.states.right)
      json.field("s", row.stop)
      if row.packet.held != nil { json.field("h", 1) }
      if row.isInferred { json.field("i", 1) }
      json.key("f")
      json.array { json in
        for (name, value) in row.packet.fields {
          json.array {
            $0.string(name)
            $0.string(value)
          }
        }
      }
    }
  }
}

extension Packet {
  /// Its fields by name, for who opens it.
  var fields: [(String, String)] {
    var list: [(String, String)] = []
    func add(_ name: String, _ value: (some CustomStringConvertible)?) {
      if let value { list.append((name, "\(value)")) }
    }
    add("from", fromHost.map { "\(from), host \($0)" } ?? "\(from)")
    add("to", toHost.map { "\(to), host \($0)" } ?? "\(to)")
    if kind == .tcp { add("flags", flags.isEmpty ? "none" : summary) }
    add("seq", seq)
    if flags.contains(.ack) { add("ack", ack) }
    add("len", len)
    add("window", win)
    add("MSS", mss)
    add("window scale", wscale)
    if sackPermitted { add("SACK", "permitted") }
    if !sack.isEmpty {
      add(isDuplicateSACK ? "D-SACK" : "SACK", sack.map { "\($0.left)–\($0.right)" }.joined(separator: " "))
    }
    add("timestamp", timestamps.map { "\($0.value), echo \($0.echo)" })
    add("urgent", urgent)
    add("what it is", notice?.rawValue ?? (isRetransmission ? "retransmission" : nil))
    if !note.isEmpty { add("note", note) }
    add("waited", waited.map { "\($0) ms" })
    add("loss", loss?.rawValue)
    add("sender", senderStates.map { "\($0.before.rawValue) → \($0.after.rawValue)" })
    add("receiver", receiverStates.map { "\($0.before.rawValue) → \($0.after.rawValue)" })
    if payloadStart.count > 0 { add("bytes", Self.dump(payloadStart)) }
    add("source", source.rawValue)
    return list
  }

  /// The first bytes in hex and ASCII, 16 a line.
  private static func dump(_ bytes: Bytes) -> String {
    stride(from: 0, to: bytes.count, by: 16).map { start in
      let part = Bytes(Array(bytes.values[start..<min(start + 16, bytes.count)]))
      return part.pairs + String(repeating: " ", count: 49 - part.pairs.count) + part.ascii
    }.joined(separator: "\n")
  }
}
