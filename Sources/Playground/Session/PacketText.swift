import Steps
import Wire

extension Session {
  /// What is in a packet, field by field, then its bytes; nil when no packet of that number was kept. Packets are
  /// numbered as in `trace` and in a saved capture.
  func packetText(frame number: Int) -> [TextLine]? {
    let traced = trace.remembered.packets.first { $0.frame == number }
    guard let found = network.anatomy(frame: number, traced: traced) else { return nil }
    let way = traced.flatMap { one in one.fromHost.map { "\($0) → \(one.toHost ?? "nobody")" } }
    var lines = [TextLine(.heading, "packet \(number)" + (way.map { ", \($0)" } ?? ""))]
    lines += found.fields.map { field in
      let gap = String(repeating: " ", count: max(1, 11 - field.name.count))
      return TextLine(.code, field.name + gap + field.text)
    }
    return lines + Self.dump(found.bytes.prefix(512))
  }

  /// The number in `3` and `packet 3`.
  static func packetNumber(_ topic: String) -> (number: Int, isNamed: Bool)? {
    let words = topic.split(separator: " ")
    if words.count == 1, let number = Int(words[0]) { return (number, false) }
    guard words.count == 2, words[0].lowercased() == "packet", let number = Int(words[1]) else { return nil }
    return (number, true)
  }
}
