import Language
import Steps
import Wire

extension Command {
  static let wire = CommandOf(
    "wire", topic: .hosts, summary: "Tells or sets what the wire does to every packet by itself.",
    tasks: ["lose packets", "delay", "slow network", "loss", "latency"],
    needs: "hosts; ack=delayed also that no connection is there yet. A rule stays, and holds while the wire flows",
    undoneBy: "wire plain, or the rule with 0",
    examples: ["wire loss=10% seed=7", "wire latency=50ms", "wire", "wire plain"], needsThread: false,
    RuleParameter(.loss), RuleParameter(.duplicate), RuleParameter(.reorder), RuleParameter(.latency),
    RuleParameter(.seed), RuleParameter(.ack), RuleParameter(.arp),
    KeywordParameter("plain", "takes every rule back", label: "plain")
  ) { call, loss, duplicate, reorder, latency, seed, ack, arp, plain throws(UsageError) in
    let session = call.session
    try session.checkWire("wire")
    let given = [loss, duplicate, reorder, latency, seed, ack, arp].contains { $0 != nil }
    if given || plain == 1 {
      var rules = plain == 1 ? WireRules() : session.network.wireRules
      if let loss { rules.loss = loss }
      if let duplicate { rules.duplication = duplicate }
      if let reorder { rules.reordering = reorder }
      if let latency { rules.latency = latency }
      if let seed { rules.seed = UInt64(seed) }
      if let ack {
        if ack == 1 { try session.checkNoConnection() }
        rules.delaysAcknowledgements = ack == 1
      }
      if let arp { rules.showsResolution = arp == 1 }
      session.setWireRules(rules)
    }
    return .body(.text([TextLine(.prose, session.wireText)]))
  }

  static let drop = CommandOf(
    "drop", topic: .hosts, summary: "Loses a packet that is on its way: the oldest, or the one of that number.",
    tasks: ["lose a packet", "loss"],
    needs:
      "a packet on its way: hold packets keeps them there; TCP sends again what was lost, some time later (sleepex)",
    undoneBy: "undo", examples: ["hold packets", "@a send c \"hello\"", "drop", "sleepex 300"], needsThread: false,
    NumberParameter("N", "its number in inflight", label: "n", absent: (0, "0"))
  ) { call, number throws(UsageError) in
    let session = call.session
    try session.checkWire("drop")
    let packet = try session.checkInFlight(number)
    _ = session.network.drop(packet, into: &session.current.packets)
    return .body(.text([TextLine(.prose, "packet \(packet) is lost")]))
  }

  static let duplicate = CommandOf(
    "duplicate", topic: .hosts, summary: "Lets a copy of a packet arrive; the packet itself stays on the wire.",
    tasks: ["twice", "copy"],
    needs: "a packet on its way: hold packets keeps them there", undoneBy: "undo",
    examples: ["hold packets", "@a send c \"hello\"", "duplicate", "step"], needsThread: false,
    NumberParameter("N", "its number in inflight", label: "n", absent: (0, "0"))
  ) { call, number throws(UsageError) in
    let session = call.session
    try session.checkWire("duplicate")
    let packet = try session.checkInFlight(number)
    _ = session.network.duplicate(packet, at: session.network.now, into: &session.current.packets)
    return .body(.text([TextLine(.prose, "a copy of packet \(packet) arrives")]))
  }

  static let corrupt = CommandOf(
    "corrupt", topic: .hosts, summary: "Flips a bit of a packet on the wire, so that its checksum is wrong.",
    tasks: ["damage", "bit error", "checksum"],
    needs: "a packet on its way: hold packets keeps them there; the receiver discards it, and TCP retransmits",
    undoneBy: "undo", examples: ["hold packets", "@a send c \"hello\"", "corrupt", "step"], needsThread: false,
    NumberParameter("N", "its number in inflight", label: "n", absent: (0, "0"))
  ) { call, number throws(UsageError) in
    let session = call.session
    try session.checkWire("corrupt")
    let packet = try session.checkInFlight(number)
    _ = session.network.corrupt(packet)
    return .body(
      .text([TextLine(.prose, "the last bit of packet \(packet) is flipped; its checksum is now wrong")]))
  }

  static let delay = CommandOf(
    "delay", topic: .hosts, summary: "Lets a packet arrive some milliseconds later, whatever else is held.",
    tasks: ["late", "slow", "reorder"],
    needs: "a packet on its way, by its number", undoneBy: "undo; or step lets it arrive at once",
    examples: ["hold packets", "@a send c \"hello\"", "delay 1 50"], needsThread: false,
    NumberParameter("N", "its number in inflight", label: "n"),
    NumberParameter("MS", "milliseconds, 5,000 at most", label: "ms")
  ) { call, number, time throws(UsageError) in
    let session = call.session
    try session.checkWire("delay")
    // The line is over when the packet has arrived: more than this nobody would wait at a prompt.
    guard time.value >= 0, time.value <= 5000 else {
      throw UsageError("a packet is delayed by 5,000 ms at most", at: time.range, hint: "hold keeps it longer")
    }
    let packet = try session.checkInFlight(number)
    _ = session.network.delay(packet, milliseconds: Int(time.value), at: session.network.now)
    return .body(.text([TextLine(.prose, "packet \(packet) arrives after \(time.value) ms")]))
  }
}

/// `loss=10%`, `latency=50ms`, `seed=7`; nil when it is left out.
struct RuleParameter: PlaygroundParameter {
  enum Rule: String { case loss, duplicate, reorder, latency, seed, ack, arp }
  let rule: Rule

  init(_ rule: Rule) { self.rule = rule }

  private var isChance: Bool { rule == .loss || rule == .duplicate || rule == .reorder }
  private var key: StaticString {
    switch rule {
    case .loss: "loss"
    case .duplicate: "duplicate"
    case .reorder: "reorder"
    case .latency: "latency"
    case .seed: "seed"
    case .ack: "ack"
    case .arp: "arp"
    }
  }

  var info: ParameterInfo {
    ParameterInfo(label: rule.rawValue, usage: "[\(rule.rawValue)=\(value)]", about: about, key: rule.rawValue)
  }

  private var value: String {
    switch rule {
    case .loss, .duplicate, .reorder: "P%"
    case .latency: "MSms"
    case .seed: "N"
    case .ack: "quick|delayed"
    case .arp: "shown|hidden"
    }
  }

  private var about: String {
    switch rule {
    case .loss: "the chance that a packet is lost"
    case .duplicate: "the chance that it arrives twice"
    case .reorder: "the chance that the next one of its direction overtakes it"
    case .latency: "how long each is on its way, 10,000 ms at most"
    case .seed: "what the chances begin with: the same seed, the same fates"
    case .ack: "when data are acknowledged: at once, or 40 ms later"
    case .arp: "whether ARP is visible; a lost request is not repeated"
    }
  }

  /// A chance in hundredths of a percent, or a number.
  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Int? {
    guard let range = reader.take(key: key) else { return nil }
    let text = ByteText.string(reader.scope.bytes, range)
    if isChance {
      guard let value = Self.hundredths(text.hasSuffix("%") ? String(text.dropLast()) : text), value <= 10_000 else {
        throw reader.wrong(range, "is not a chance", hint: "\(rule.rawValue)=10%, from 0% to 100%")
      }
      return value
    }
    if rule == .ack || rule == .arp {
      let words = rule == .ack ? ["quick", "delayed"] : ["hidden", "shown"]
      guard let place = words.firstIndex(of: text.lowercased()) else {
        throw reader.wrong(
          range, rule == .ack ? "is no way to acknowledge" : "is neither shown nor hidden",
          hint: "\(rule.rawValue)=\(words[0]) or \(rule.rawValue)=\(words[1])")
      }
      return place
    }
    let limit = rule == .latency ? 10_000 : Int(Int32.max)
    guard let value = Int(text.hasSuffix("ms") && rule == .latency ? String(text.dropLast(2)) : text), value >= 0,
      value <= limit
    else {
      throw reader.wrong(
        range, rule == .latency ? "is not a time" : "is not a number",
        hint: rule == .latency ? "latency=50ms, 10,000 at most" : "seed=7")
    }
    return value
  }

  /// `12.5` as 1250.
  private static func hundredths(_ text: String) -> Int? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = Int(parts[0]), whole >= 0, whole <= 100 else { return nil }
    guard parts.count == 2 else { return whole * 100 }
    guard (1...2).contains(parts[1].utf8.count), let rest = Int(parts[1]), rest >= 0 else { return nil }
    return whole * 100 + (parts[1].utf8.count == 1 ? rest * 10 : rest)
  }

  func write(_ value: Int?, _ text: inout ShortText) {
    guard let value else { return }
    let word: String
    switch rule {
    case .loss, .duplicate, .reorder:
      let rest = value % 100
      word = "\(value / 100)" + (rest == 0 ? "" : rest < 10 ? ".0\(rest)" : ".\(rest)") + "%"
    case .latency: word = "\(value)ms"
    case .seed: word = String(value)
    case .ack: word = value == 0 ? "quick" : "delayed"
    case .arp: word = value == 0 ? "hidden" : "shown"
    }
    text.put(word, key: rule.rawValue)
  }
}

extension Session {
  /// Linux takes over how to acknowledge when a connection begins.
  fileprivate func checkNoConnection() throws(UsageError) {
    guard !network.wireRules.delaysAcknowledgements else { return }
    for host in network.hosts {
      let rows = network.connections(of: host.id) ?? []
      guard let one = rows.first(where: { ![.listen, .closed, .timeWait].contains($0.state) }) else { continue }
      throw UsageError(
        "ack=delayed is for connections that begin after it, and \(one.local) of \(host.name) is connected already",
        hint: "undo its connect, or close it, and connect after wire ack=delayed")
    }
  }

  /// Sets what the wire does by itself, and when hosts acknowledge.
  func setWireRules(_ rules: WireRules) {
    let changes = rules.delaysAcknowledgements != network.wireRules.delaysAcknowledgements
    network.wireRules = rules
    guard changes else { return }
    if !rules.delaysAcknowledgements { winsock.acknowledgeAtOnce() }
    guard rules.delaysAcknowledgements else { return network.beforeArrivals(nil) }
    // No table tells when a delayed acknowledgement comes: time is the machine's from here on, and so are the timers.
    current.asksForTimers = true
    network.beforeArrivals { [unowned self] in self.winsock.delayAcknowledgements() }
  }

  /// `the wire holds packets; loss 10 %, latency 50 ms, seed 1`
  var wireText: String {
    let rules = network.wireRules
    func percent(_ value: Int) -> String {
      value % 100 == 0 ? "\(value / 100) %" : "\(value / 100).\(value % 100 < 10 ? "0" : "")\(value % 100) %"
    }
    var parts: [String] = []
    if rules.loss > 0 { parts.append("loss \(percent(rules.loss))") }
    if rules.duplication > 0 { parts.append("duplicates \(percent(rules.duplication))") }
    if rules.reordering > 0 { parts.append("reordering \(percent(rules.reordering))") }
    if rules.latency > 0 { parts.append("latency \(rules.latency) ms") }
    let does = parts.isEmpty ? "every packet passes" : parts.joined(separator: ", ") + ", seed \(rules.seed)"
    let text = network.isHolding ? "the wire holds packets; while it flows: \(does)" : "the wire flows; \(does)"
    return text + (rules.delaysAcknowledgements ? "; acknowledgements are delayed" : "")
      + (rules.showsResolution ? "; ARP is visible" : "")
  }
}
