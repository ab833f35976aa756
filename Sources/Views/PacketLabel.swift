import Steps
import TerminalText

extension TextView {
  /// What travels, as it stands in the arrow of a ladder: `SYN  seq=0 win=64240 mss=1460`, without styles.
  public static func label(of packet: Packet, columns: Int = 120) -> String {
    var page = Page(TextOptions(width: max(columns, TextOptions.leastWidth)), text: TextBuffer())
    page.writeSegment(packet, limit: columns)
    return String(decoding: page.text.plain, as: UTF8.self)
  }

  /// What becomes of a packet that does not arrive: `held 3`, `lost`. Nil when it arrives.
  public static func stop(of packet: Packet) -> String? { packet.stop ?? (packet.dropped == nil ? nil : "lost") }
}
