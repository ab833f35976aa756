import Steps

// Packets, hosts and what is held, out of their records.

extension JSONValue {
  /// A packet of `packets`, `trace` or `inflight`.
  func packet() throws(RecordError) -> Packet {
    var packet = Packet(from: try address("from"), to: try address("to"))
    packet.kind = try packetKind()
    packet.flags = try flags()
    (packet.seq, packet.ack, packet.len) = (try number("seq"), try number("ack"), try number("len"))
    (packet.win, packet.mss, packet.wscale) = (try number("win"), try number("mss"), try number("wscale"))
    packet.sackPermitted = isTrue("sackPermitted")
    packet.fastOpen = has("fastOpen") ? try choice("fastOpen") : nil
    if let stamps = self["timestamps"] {
      packet.timestamps = Packet.Timestamps(value: try stamps.integer("value"), echo: try stamps.integer("echo"))
    }
    packet.urgent = try number("urgent")
    packet.isRetransmission = isTrue("retransmission")
    packet.source = try choice("source")
    packet.note = try text("note") ?? ""
    if let about = self["about"] {
      let kind: Packet.Kind = try about.string("protocol") == "TCP" ? .tcp : .udp
      packet.about = Packet.Quoted(kind, from: try about.address("from"), to: try about.address("to"))
    }
    (packet.fromHost, packet.toHost) = (try text("fromHost"), try text("toHost"))
    (packet.held, packet.delivered) = (try number("held"), try number("delivered"))
    (packet.dropped, packet.duplicated) = (try number("dropped"), try number("duplicated"))
    packet.loss = has("loss") ? try choice("loss") : nil
    packet.lossMTU = try number("lossMTU")
    (packet.isMarked, packet.isInjected) = (isTrue("ce"), isTrue("injected"))
    (packet.waited, packet.number) = (try number("waited"), try number("number"))
    try readTrace(into: &packet)
    return packet
  }

  private func readTrace(into packet: inout Packet) throws(RecordError) {
    packet.connection = try number("connection") ?? 0
    packet.fromInitiator = self["fromInitiator"] != .bool(false)
    packet.notice = has("notice") ? try choice("notice") : nil
    packet.duplicateACKs = try number("duplicateACKs")
    packet.sack = try sackBlocks()
    packet.isDuplicateSACK = isTrue("dsack")
    (packet.senderStates, packet.receiverStates) = (try move("sender"), try move("receiver"))
    if has("payload") { packet.payloadStart = try bytes("payload") }
  }

  private func sackBlocks(_ key: String = "sack") throws(RecordError) -> [Packet.SACKBlock] {
    try map(key) { (block) throws(RecordError) in
      guard case .array(let edges) = block, edges.count == 2 else {
        throw RecordError("\"\(key)\" is not a list of pairs")
      }
      return Packet.SACKBlock(left: try edges[0].integer(named: key), right: try edges[1].integer(named: key))
    }
  }

  /// A picture of a connection.
  func plotRecord() throws(RecordError) -> PlotRecord {
    let series = try map("series") { (one) throws(RecordError) in
      let points = try one.map("points") { (point) throws(RecordError) in
        guard case .array(let values) = point, values.count == 2 || values.count == 3 else {
          throw RecordError("\"points\" is not a list of points")
        }
        return PlotPoint(
          x: try values[0].integer(named: "points"), y: try values[1].integer(named: "points"),
          top: values.count == 3 ? try values[2].integer(named: "points") as Int : nil)
      }
      return PlotSeries(
        try one.string("name"), letter: try one.string("letter"), try one.choice("mark"), points)
    }
    return PlotRecord(
      try choice("plot"), sender: try string("sender"), from: try address("from"), to: try address("to"),
      along: try string("along"), upward: try string("upward"), series: series)
  }

  /// What the TCP of a host's kernel keeps of a connection.
  func insideState() throws(RecordError) -> InsideState {
    var state = InsideState()
    (state.congestion, state.algorithm) = (try choice("congestion"), try string("algorithm"))
    for (name, path) in InsideState.numbers { state[keyPath: path] = try integer(name) }
    (state.ssthresh, state.srtt) = (try number("ssthresh"), try number("srtt"))
    state.scoreboard = try sackBlocks("scoreboard")
    return state
  }

  private func packetKind() throws(RecordError) -> Packet.Kind {
    switch try text("protocol") {
    case nil: .tcp
    case "UDP": .udp
    case "ICMP": .icmp
    case "ARP": .arp
    case let other?: throw RecordError("\"protocol\" cannot be \"\(other)\"")
    }
  }

  private func flags() throws(RecordError) -> SegmentFlags {
    var flags: SegmentFlags = []
    for name in try strings("flags") {
      guard let flag = SegmentFlags.names.first(where: { "\($0.name)" == name })?.flag else {
        throw RecordError("\"\(name)\" is not a flag")
      }
      flags.insert(flag)
    }
    return flags
  }

  private func move(_ key: String) throws(RecordError) -> StateMove? {
    guard has(key) else { return nil }
    let states = try strings(key)
    guard states.count == 2, let before = ConnectionState(rawValue: states[0]),
      let after = ConnectionState(rawValue: states[1])
    else { throw RecordError("\"\(key)\" is not two states") }
    return StateMove(before: before, after: after)
  }

  /// The packets of a trace that were not kept.
  func omittedPackets() throws(RecordError) -> OmittedPackets? {
    guard let record = self["omitted"] else { return nil }
    var omitted = OmittedPackets()
    omitted.place = try record.integer("place")
    omitted.count = try record.integer("count")
    omitted.bytes = try record.integer("bytes")
    return omitted
  }

  /// The list `states`, by connections.
  func connectionEnds() throws(RecordError) -> [ConnectionEnds] {
    var connections: [ConnectionEnds] = []
    var last: Int?
    for end in try list("states") {
      let place: Int = try end.integer("connection")
      var state = EndState(
        host: try end.string("host"), local: try end.address("local"), peer: try end.address("peer"),
        state: try end.choice("state"))
      (state.inside, state.insideBefore) = (try end["inside"]?.insideState(), try end["insideBefore"]?.insideState())
      if place == last {
        connections[connections.count - 1].ends.append(state)
      } else {
        connections.append(ConnectionEnds(ends: [state]))
      }
      last = place
    }
    return connections
  }

  /// An entry of `ends`.
  func endName() throws(RecordError) -> EndName {
    EndName(name: try string("name"), local: try address("local"), peer: try endpoint("peer"))
  }

  /// `host`, `addresses`, `mtu`, `plugged` and `connections`.
  func hostRecord() throws(RecordError) -> HostRecord {
    let sockets = try map("connections") { (row) throws(RecordError) in
      HostSocket(
        local: try row.address("local"), peer: try row.endpoint("peer"), state: try row.choice("state"),
        unread: try row.integer("unread"), unacknowledged: try row.integer("unacknowledged"))
    }
    return HostRecord(
      name: try string("host"), addresses: try strings("addresses"), mtu: try integer("mtu"),
      isPlugged: try bool("plugged"), connections: has("connections") ? sockets : nil)
  }

  /// An entry of `inflight` where there are hosts.
  func inFlightRecord() throws(RecordError) -> InFlightRecord {
    guard let packet = self["packet"] else { return .operation(try heldRecord()) }
    return .packet(number: try integer("number"), try packet.packet(), isTimed: isTrue("timed"))
  }

  /// An entry of `held`, or of `inflight`.
  func heldRecord() throws(RecordError) -> HeldRecord {
    HeldRecord(
      number: try integer("number"), call: try string("call"), step: try integer("step"), socket: try text("socket"),
      bytes: try integer("bytes"), status: try statusValue("status"), overlapped: try text("overlapped"),
      destination: try destination())
  }

  private func destination() throws(RecordError) -> HeldRecord.Destination {
    if let event = try text("event") { return .event(event) }
    if let port = try portKey() { return .port(port) }
    if let routine = try queuedRoutine() { return .routine(routine) }
    return try text("thread").map { .thread($0) } ?? .none
  }

  /// An entry of `warnings`.
  func warning() throws(RecordError) -> Warning {
    Warning(try choice("kind"), try string("text"), lesson: try text("lesson"))
  }
}
