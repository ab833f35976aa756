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
  private var last: (live: SocketAddress, text: Address)?
  private var other: (live: SocketAddress, text: Address)?

  /// An address as text.
  mutating func text(_ live: SocketAddress) -> Address {
    if let last, last.live == live { return last.text }
    if let other, other.live == live {
      swap(&last, &self.other)
      return other.text
    }
    other = last
    let text = Address(live)
    last = (live, text)
    return text
  }
}

extension [Packet] {
  /// Packets as the tracer reports them.
  init(_ live: [TracedPacket]) {
    var addresses = AddressTexts()
    self = live.map { Packet($0, &addresses) }
  }
}

extension ConnectionEnds {
  /// Both ends as their kernels report them.
  init(_ live: KernelStates) {
    self.init(
      ends: live.ends.map {
        var end = EndState(
          host: $0.host, local: Address($0.local), peer: Address($0.peer), state: ConnectionState($0.state))
        end.inside = $0.inside.map(InsideState.init)
        end.insideBefore = $0.insideBefore.map(InsideState.init)
        return end
      })
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
