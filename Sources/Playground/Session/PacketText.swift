import Steps
import Wire
import WireFormat

extension Session {
  /// What is in a packet, field by field, then its bytes; nil when no packet of that number was kept. Packets are
  /// numbered as in `trace` and in a saved capture.
  func packetText(frame number: Int) -> [TextLine]? {
    guard let frame = network.frame(number) else { return nil }
    let known = trace.remembered.packets.first { $0.frame == number }
    let traced = known ?? network.retrace(number)
    let fields = ByteView.with(frame.bytes) { PacketAnatomy($0, length: frame.length, traced: traced).fields }
    let way = known.flatMap { one in one.fromHost.map { "\($0) → \(one.toHost ?? "nobody")" } }
    var lines = [TextLine(.heading, "packet \(number)" + (way.map { ", \($0)" } ?? ""))]
    lines += fields.map { field in
      let gap = String(repeating: " ", count: max(1, 11 - field.name.count))
      return TextLine(.code, field.name + gap + field.text)
    }
    return lines + Self.dump(frame.bytes.prefix(512))
  }

  /// The number in `3` and `packet 3`.
  static func packetNumber(_ topic: String) -> (number: Int, isNamed: Bool)? {
    let words = topic.split(separator: " ")
    if words.count == 1, let number = Int(words[0]) { return (number, false) }
    guard words.count == 2, words[0].lowercased() == "packet", let number = Int(words[1]) else { return nil }
    return (number, true)
  }
}
