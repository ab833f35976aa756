import Steps
import Winsock
import Wire

/// Packets that the wire holds, in one sequence with the operations that the simulated kernel holds.
extension Session {
  /// Holds packets from now on, where there is a wire.
  func holdPackets(at range: Range<Int>?) throws(UsageError) -> Outcome {
    guard network.hasHosts else {
      throw UsageError(
        "the packets of a plain loopback cannot be held: Linux delivers them before anyone sees them", at: range,
        hint:
          "between hosts they can: host a 10.0.0.1, host b 10.0.0.2, and the lines of your sockets behind @a and @b; "
          + "or hold completions, for finished operations"
      )
    }
    network.isHolding = true
    return .body(
      .text([
        TextLine(
          .prose, "what hosts send is held on the wire; step lets one packet arrive, drop loses one, flow lets all go")
      ]))
  }

  /// The packet that `step` is about; nil when it is about a held operation, or when there is no wire.
  func packetToStep(_ number: NumberParameter.Argument) throws(UsageError) -> Int? {
    guard network.hasHosts else { return nil }
    let packets = network.inFlight(at: network.now)
    let operations = winsock.heldCompletions
    if number.wasGiven {
      if operations.contains(where: { Int64($0.number) == number.value }) { return nil }
      return try checkInFlight(number)
    }
    guard let packet = packets.first(where: { $0.remaining == nil }) ?? packets.first else {
      return operations.isEmpty ? try checkInFlight(number) : nil
    }
    if let operation = operations.first, operation.number < packet.number { return nil }
    return packet.number
  }

  /// Lets a packet arrive.
  func stepPacket(_ number: Int) -> StepBody {
    let text = packetText(number)
    _ = network.deliver(number, at: network.now, into: &current.packets)
    return .text([TextLine(.prose, text + " arrives")])
  }

  /// Lets everything go.
  func flowAll() -> StepBody {
    let operations = winsock.heldCompletions.count
    winsock.flowCompletions()
    let count = network.inFlight(at: 0).count
    network.flow(at: network.now, into: &current.packets)
    var parts: [String] = []
    if operations > 0 { parts.append("\(operations) \(operations == 1 ? "operation" : "operations")") }
    if count > 0 { parts.append("\(count) \(count == 1 ? "packet" : "packets")") }
    let what = parts.isEmpty ? "nothing was held" : parts.joined(separator: " and ") + " let through"
    return .text([TextLine(.prose, what + "; operations complete and packets arrive by themselves again")])
  }

  /// `packet 3, a → b, SYN ACK`
  private func packetText(_ number: Int) -> String {
    guard let one = network.inFlight(at: 0).first(where: { $0.number == number }) else { return "packet \(number)" }
    var addresses = AddressTexts()
    let packet = Packet(one.packet, &addresses)
    return "packet \(number), \(packet.fromHost ?? "?") → \(packet.toHost ?? "?"), \(packet.summary)"
  }

  /// What `inflight` lists: packets and operations by their numbers.
  func inFlightRecords() -> [InFlightRecord] {
    var addresses = AddressTexts()
    let packets = network.inFlight(at: network.now).map {
      InFlightRecord.packet(number: $0.number, Packet($0.packet, &addresses), isTimed: $0.remaining != nil)
    }
    let operations = winsock.heldCompletions.map { InFlightRecord.operation(heldRecord($0)) }
    return (packets + operations).sorted { $0.number < $1.number }
  }
}
