import Steps
import TerminalText

// What travels, as it stands in an arrow: `SYN  seq=0 win=64240 mss=1460`. A field that does not fit is left out, the
// least important ones first.

extension Page {
  /// Writes a packet's text up to the column `limit`.
  mutating func writeSegment(_ packet: Packet, limit: Int) {
    let end = limit
    var limit = limit
    let fates = packet.fates
    let notice = packet.noticeText
    limit -= notice.utf8.count
    if packet.source == .inferred { limit -= 9 }
    // What it is has to stand there, too: its flags and its number, or the beginning of a message.
    let fate = fates.first { text.column + 14 + $0.utf8.count <= limit } ?? fates.last ?? ""
    limit -= fate.utf8.count
    switch packet.kind {
    case .tcp: writeTCP(packet, limit)
    case .udp:
      text.append("UDP", .packet)
      text.append(" ")
      field(" len=", packet.len, limit)
      if !packet.note.isEmpty, text.column + 2 <= limit {
        text.append(" ")
        text.append(truncating: Array(packet.note.utf8), columns: limit - text.column)
      }
      preview(packet, limit)
    case .arp:
      text.append(packet.from.isIPv6 ? "NDP" : "ARP", .packet)
      text.append("  ")
      text.append(truncating: Array(packet.note.utf8), columns: max(0, limit - text.column))
    case .icmp:
      text.append("ICMP", .alarm)
      text.append("  ")
      // What it is about, behind the colon, stands in the ladder above it.
      let note = packet.note.utf8.prefix { $0 != UInt8(ascii: ":") }
      var words = Array(note)
      // Neither of the two ends has sent it.
      if let about = packet.about, !packet.from.sameHost(about.to) {
        words += Array((", from " + (packet.sender ?? packet.from.host)).utf8)
      }
      text.append(truncating: words, columns: max(0, limit - text.column))
    }
    if !notice.isEmpty, text.column + notice.utf8.count <= end { text.append(trusted: notice, .caution) }
    if packet.source == .inferred, text.column + 9 <= end { text.append(" inferred", .quiet) }
    if !fate.isEmpty, text.column + fate.utf8.count <= end { text.append(trusted: fate, .caution) }
  }

  private mutating func writeTCP(_ packet: Packet, _ limit: Int) {
    let flags = packet.flags
    writeFlags(flags)
    text.append(" ")
    field(" seq=", packet.seq, limit)
    if flags.contains(.ack) { field(" ack=", packet.ack, limit) }
    if let len = packet.len, len > 0 { field(" len=", len, limit) }
    if packet.showsWindow { field(" win=", packet.win, limit) }
    for block in packet.sack { field(block, limit) }
    field(" mss=", packet.mss, limit)
    field(" urg=", packet.urgent, limit)
    field(" ws=", packet.wscale, limit)
    if packet.sackPermitted, text.column + 5 <= limit { text.append(" sack") }
    if let option = packet.fastOpen {
      let word = option == .request ? " tfo" : " tfo=cookie"
      if text.column + word.utf8.count <= limit { text.append(trusted: word) }
    }
    if let stamps = packet.timestamps { field(" ts=", stamps.value, limit) }
    preview(packet, limit)
  }

  private mutating func writeFlags(_ flags: SegmentFlags) {
    var isFirst = true
    for (flag, name) in Page.flagNames where flags.contains(flag) {
      if !isFirst { text.append(" ") }
      isFirst = false
      text.append(name, flag == .rst ? .alarm : .packet)
    }
    if isFirst { text.append("no flags") }
  }

  private static let flagNames: [(SegmentFlags, StaticString)] = [
    (.syn, "SYN"), (.fin, "FIN"), (.rst, "RST"), (.psh, "PSH"), (.ack, "ACK"), (.urg, "URG"), (.ece, "ECE"),
    (.cwr, "CWR"),
  ]

  /// ` name=number` where it is known and fits.
  private mutating func field(_ name: StaticString, _ value: (some BinaryInteger)?, _ limit: Int) {
    if let value { field(name, number: UInt64(clamping: value), limit) }
  }

  /// A field is written first and taken back where it went too far: that is rarer than counting digits is cheap.
  private mutating func field(_ name: StaticString, number: UInt64, _ limit: Int) {
    let mark = text.mark
    text.append(name)
    text.append(number)
    if text.column > limit { text.goBack(to: mark) }
  }

  /// ` sack=1461-2921`: the first number that was received, and the one after the last.
  private mutating func field(_ block: Packet.SACKBlock, _ limit: Int) {
    let mark = text.mark
    text.append(" sack=")
    text.append(UInt64(block.left))
    text.append("-")
    text.append(UInt64(block.right))
    if text.column > limit { text.goBack(to: mark) }
  }

  /// The first bytes of the payload, where there is room for a few.
  private mutating func preview(_ packet: Packet, _ limit: Int) {
    guard packet.payloadStart.count > 0, text.column + 8 <= limit else { return }
    text.append(" ")
    appendPreview(
      packet.payloadStart.values, total: packet.len ?? packet.payloadStart.count, columns: limit - text.column)
  }
}

extension Packet {
  /// Where it ends that does not arrive: `held 3`, `lost`, `k unplugged`, beside the arrow. Nil when it arrives, and when
  /// why it does not is longer than that.
  var stop: String? {
    if let held { return held < 1_000_000 ? "held \(held)" : "held" }
    guard dropped != nil else { return nil }
    switch loss {
    case nil: return "lost"
    case .senderUnplugged: return Self.unplugged(fromHost)
    case .receiverUnplugged: return Self.unplugged(toHost)
    default: return nil
    }
  }

  private static func unplugged(_ host: String?) -> String {
    // Only the shortest names leave room for it.
    guard let host = plain(host), host.utf8.count == 1 else { return "unplugged" }
    return host + " unplugged"
  }

  /// A host's name; nil when it holds what no name does, as a recorded one may.
  private static func plain(_ host: String?) -> String? {
    host.flatMap { $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } ? $0 : nil }
  }

  /// The name of the host or router that has sent it.
  fileprivate var sender: String? { Self.plain(fromHost) }

  /// Why it does not arrive, where that takes more words.
  private var lossText: String? {
    switch loss {
    case .noHost: "no host has this address"
    case .noMember: "no other host has joined"
    case .tooLarge: "larger than the MTU of \(Self.plain(toHost) ?? "its host"), \(lossMTU ?? 0)"
    case .wireFull: "the wire holds no more"
    case .noRoom: "the system had no room for it"
    case .noRoute: "no route"
    case .queueFull: "queue full"
    case .hopLimit: "TTL expired"
    case .needsFragmentation: "too large for MTU \(lossMTU ?? 0), DF"
    case .corrupted: "bad checksum, discarded"
    case nil, .senderUnplugged, .receiverUnplugged: nil
    }
  }

  /// Whether its window is what matters of it.
  fileprivate var showsWindow: Bool {
    flags.contains(.syn) || notice == .windowUpdate || win == 0 && !flags.contains(.rst)
  }

  /// What it is beside its fields: ` retransmission`, ` dup ACK 2`. ASCII.
  var noticeText: String {
    let marked = (isMarked ? " CE" : "") + (isInjected ? " injected" : "")
    return marked + namedNotice
  }

  private var namedNotice: String {
    let again = isDuplicateSACK ? " D-SACK" : ""
    switch notice {
    case .keepAlive, .windowProbe, .windowUpdate: return " " + (notice?.rawValue ?? "") + again
    case .duplicateACK: return " dup ACK \(duplicateACKs ?? 1)" + again
    case .fastRetransmission: return " fast retransmit"
    case nil: return isRetransmission ? " retransmission" : again
    }
  }

  /// What became of it on a wire between hosts, and how long its sender waited: `  after 1 s`, `  3 arrives`. Where that
  /// is long, shorter forms follow. ASCII.
  fileprivate var fates: [String] {
    guard fromHost != nil, delivered ?? dropped ?? duplicated ?? waited != nil || loss != nil else { return [] }
    var parts: [String] = []
    if let delivered { parts.append("\(delivered) arrives") }
    if stop == nil, let lossText { parts.append(lossText) }
    if let duplicated { parts.append("copy of \(duplicated)") }
    let waits = waited.map { [Self.after($0)] } ?? []
    var forms = [waits + parts]
    if loss == .needsFragmentation || loss == .tooLarge, let lossMTU {
      if !waits.isEmpty { forms.append(waits + ["MTU \(lossMTU)"]) }
      forms.append(["MTU \(lossMTU)"])
    } else if !waits.isEmpty, dropped != nil, stop == nil {
      forms.append(parts)
    }
    return forms.map { $0.isEmpty ? "" : "  " + $0.joined(separator: ", ") }
  }

  /// `after 40 ms`, `after 1 s`, `after 1.5 s`
  private static func after(_ milliseconds: Int) -> String {
    if milliseconds < 100 { return "after \(milliseconds) ms" }
    let tenths = milliseconds / 100
    return tenths % 10 == 0 ? "after \(tenths / 10) s" : "after \(tenths / 10).\(tenths % 10) s"
  }
}
