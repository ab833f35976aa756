import Steps

// Hosts, and what is on its way between them, as keys of a record.

extension JSONWriter {
  /// The keys of a host: `"host":"a","addresses":["10.0.0.1"],"mtu":1500,"plugged":true,"connections":[…]`.
  mutating func hostKeys(_ host: HostRecord) {
    raw("\"host\":")
    string(host.name)
    raw(",\"addresses\":")
    list(host.addresses) { $0.string($1) }
    raw(",\"mtu\":")
    number(UInt64(host.mtu))
    raw(",\"plugged\":")
    bool(host.isPlugged)
    guard let connections = host.connections else { return }
    raw(",\"connections\":")
    list(connections.filter { $0.state != .closed }) { $0.connection($1) }
  }

  /// A listening socket has no peer; its `unread` is how many connections wait, and `unacknowledged` its backlog, as the
  /// kernel has them.
  private mutating func connection(_ row: HostSocket) {
    raw("{\"local\":")
    address(row.local)
    if let peer = row.peer {
      raw(",\"peer\":")
      address(peer)
    }
    raw(",\"state\":")
    string(row.state.rawValue)
    raw(",\"unread\":")
    number(UInt64(row.unread))
    raw(",\"unacknowledged\":")
    number(UInt64(row.unacknowledged))
    raw("}")
  }

  /// A list of packets and operations; a packet has its number and itself, and `timed` when it arrives by itself.
  mutating func inFlight(_ records: [InFlightRecord]) {
    list(records) { json, record in
      switch record {
      case .operation(let one): json.heldRecord(one)
      case .packet(let number, let packet, let isTimed):
        json.raw("{\"number\":")
        json.number(UInt64(number))
        if isTimed { json.raw(",\"timed\":true") }
        json.raw(",\"packet\":")
        json.packet(packet, false)
        json.raw("}")
      }
    }
  }
}
