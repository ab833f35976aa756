import Calls
import LinuxSockets
import Steps
import Winsock
import Wire

// Live values become script values here, on their way into a step.

extension Address {
  /// An address as text.
  init(_ live: SocketAddress) {
    if live.family == .inet {
      self.init(host: Self.dotted(UInt32(truncatingIfNeeded: live.low)), port: live.port)
      return
    }
    var text: [UInt8] = []
    live.writeHost(to: &text)
    self.init(host: String(decoding: text, as: UTF8.self), port: live.port)
  }
}

extension Address {
  /// An IPv4 address as text. It fits where no memory is taken for a string.
  private static func dotted(_ address: UInt32) -> String {
    String(unsafeUninitializedCapacity: 15) { text in
      var count = 0
      func put(_ byte: UInt32) {
        text[count] = UInt8(truncatingIfNeeded: byte)
        count += 1
      }
      for shift in stride(from: 24, through: 0, by: -8) {
        let byte = address >> UInt32(shift) & 0xff
        if byte >= 100 { put(48 + byte / 100) }
        if byte >= 10 { put(48 + byte / 10 % 10) }
        put(48 + byte % 10)
        if shift > 0 { put(46) }
      }
      return count
    }
  }
}

extension ErrorCode {
  /// The name that this code has after a call, by the call's C name.
  func name(after call: String) -> String { CallCatalogue.find(call)?.name(of: self) ?? name }
}

extension ErrorValue {
  /// An error by the name that it has after a call.
  init(_ code: ErrorCode, after call: String) { self.init(code: code.rawValue, name: code.name(after: call)) }

  /// An error by its name in Winsock's headers.
  init(_ code: ErrorCode) { self.init(code: code.rawValue, name: code == .success ? "0" : code.name) }
}

extension StatusValue {
  /// A status by its name in ntstatus.h.
  init(_ status: NTStatus) { self.init(code: status.rawValue, name: status.name) }
}

extension ConnectionState {
  /// A state of the tracer or of a kernel.
  init(_ state: TCPState) {
    switch state {
    case .closed: self = .closed
    case .listen: self = .listen
    case .synSent: self = .synSent
    case .synReceived: self = .synReceived
    case .established: self = .established
    case .finWait1: self = .finWait1
    case .finWait2: self = .finWait2
    case .closeWait: self = .closeWait
    case .closing: self = .closing
    case .lastAck: self = .lastAck
    case .timeWait: self = .timeWait
    }
  }
}

extension StateMove {
  fileprivate init(_ states: (before: TCPState, after: TCPState)) {
    self.init(before: ConnectionState(states.before), after: ConnectionState(states.after))
  }
}

extension Packet {
  /// A packet as the tracer reports it.
  init(_ live: TracedPacket, _ addresses: inout AddressTexts) {
    self.init(from: addresses.text(live.from), to: addresses.text(live.to))
    (kind, flags) = (Kind(live.kind), SegmentFlags(rawValue: live.flags.rawValue))
    (seq, ack, len, win, mss, wscale) = (live.seq, live.ack, live.len, live.win, live.mss, live.wscale)
    sackPermitted = live.sackPermitted
    fastOpen = live.fastOpen.map { $0 == .request ? .request : .cookie }
    timestamps = live.timestamps.map { Timestamps(value: $0.value, echo: $0.echo) }
    (urgent, isRetransmission) = (live.urgent, live.isRetransmission)
    (notice, duplicateACKs) = Notice.with(live.notice)
    if !live.sack.isEmpty { sack = live.sack.map { SACKBlock(left: $0.left, right: $0.right) } }
    isDuplicateSACK = live.isDuplicateSACK
    source = live.source == .captured ? .captured : .inferred
    payloadStart = Bytes(live.payloadStart)
    (connection, fromInitiator) = (live.connection, live.fromInitiator)
    (senderStates, receiverStates) = (live.senderStates.map(StateMove.init), live.receiverStates.map(StateMove.init))
    (note, fromHost, toHost) = (live.note, live.fromHost, live.toHost)
    (held, delivered, dropped, duplicated) = (live.held, live.delivered, live.dropped, live.duplicated)
    (waited, number) = (live.waited, live.frame)
    loss = live.loss.map(Loss.init)
    if let quoted = live.icmp?.about, quoted.from.port > 0, quoted.protocolNumber == 6 || quoted.protocolNumber == 17 {
      about = Quoted(
        quoted.protocolNumber == 6 ? .tcp : .udp, from: addresses.text(quoted.from), to: addresses.text(quoted.to))
    }
    switch live.loss {
    case .tooLarge(let mtu), .needsFragmentation(let mtu): lossMTU = mtu
    default: break
    }
    (isMarked, isInjected) = (live.isMarked, live.isInjected)
  }
}

extension Packet.Kind {
  fileprivate init(_ kind: TracedPacket.Kind) {
    switch kind {
    case .tcp: self = .tcp
    case .udp: self = .udp
    case .icmp: self = .icmp
    case .arp: self = .arp
    }
  }
}

/// The texts of the two addresses that were asked for last: most packets of a step travel between the same two ends.
struct AddressTexts {
  private var live: [SocketAddress] = []
  private var texts: [Address] = []
  /// Where the one is that is forgotten next.
  private var oldest = 0

  /// An address as text.
  mutating func text(_ address: SocketAddress) -> Address {
    for place in live.indices where live[place] == address { return texts[place] }
    let text = Address(address)
    if live.count < 2 {
      live.append(address)
      texts.append(text)
    } else {
      (live[oldest], texts[oldest]) = (address, text)
      oldest = 1 - oldest
    }
    return text
  }
}

extension [Packet] {
  /// Packets as the tracer reports them.
  init(_ live: [TracedPacket], _ addresses: inout AddressTexts) {
    self = live.map { Packet($0, &addresses) }
  }
}

extension ConnectionEnds {
  /// Both ends as their kernels report them.
  init(_ live: KernelStates, _ book: inout TraceBook) {
    switch (live.initiator, live.responder) {
    case (let one?, let other?): self.init(ends: [EndState(one, &book), EndState(other, &book)])
    case (let one?, nil), (nil, let one?): self.init(ends: [EndState(one, &book)])
    case (nil, nil): self.init(ends: [])
    }
  }
}

extension EndState {
  fileprivate init(_ live: KernelEnd, _ book: inout TraceBook) {
    self.init(
      host: live.host, local: book.addresses.text(live.local), peer: book.addresses.text(live.peer),
      state: ConnectionState(live.state), inside: book.insides.state(live.inside),
      before: book.insides.state(live.insideBefore))
  }
}

/// What was told last of what lies behind segments, as steps have it: what an end was before is what it was told to be.
struct InsideStates {
  private static let kept = 4
  private var known: [(live: Shared<TCPInside>, state: Boxed<InsideState>)] = []
  /// Where the one is that is forgotten next.
  private var oldest = 0

  /// What a step has of it.
  mutating func state(_ live: Shared<TCPInside>) -> Boxed<InsideState> {
    if live.isNil { return Boxed(wrappedValue: nil) }
    for place in known.indices where known[place].live.isSame(as: live) { return known[place].state }
    let state = Boxed(wrappedValue: live.map(InsideState.init))
    if known.count < Self.kept {
      known.append((live, state))
    } else {
      known[oldest] = (live, state)
      oldest = (oldest + 1) % Self.kept
    }
    return state
  }
}

extension InsideState {
  /// What a host's TCP keeps of a connection.
  init(_ live: TCPInside) {
    self.init()
    congestion =
      switch live.congestion {
      case .open: .open
      case .disorder: .disorder
      case .cwr: .cwr
      case .recovery: .recovery
      case .loss: .loss
      }
    (algorithm, cwnd, ssthresh) = (live.algorithm, live.window, live.threshold)
    (unacknowledged, inFlight, sacked) = (live.unacknowledged, live.inFlight, live.sacked)
    (lost, retransmitting, retransmissions) = (live.lost, live.retransmitting, live.retransmissions)
    (reordering, backoff, rto) = (live.reordering, live.backoff, Int(live.timeout))
    (srtt, rttvar, mss) = (live.roundTrip.map { Int($0) }, Int(live.variation), live.segmentSize)
    (sendQueue, notSent, receiveQueue) = (live.sendQueue, live.notSent, live.receiveQueue)
    peerWindow = live.peerWindow
    scoreboard = live.scoreboard.map { Packet.SACKBlock(left: $0.lowerBound, right: $0.upperBound) }
  }
}

extension HostRecord {
  /// A host with the connections that its kernel has.
  init(_ host: Host, connections: [HostConnection]?) {
    self.init(
      name: host.name, addresses: host.addresses.map { Address($0).host }, mtu: host.mtu, isPlugged: host.isPlugged,
      connections: connections?.map(HostSocket.init))
  }
}

extension HostSocket {
  fileprivate init(_ row: HostConnection) {
    self.init(
      local: Address(row.local), peer: row.state == .listen ? nil : Address(row.remote),
      state: ConnectionState(row.state), unread: row.unread, unacknowledged: row.unacknowledged)
  }
}
