import LinuxSockets
import Testing
import WireFormat

@testable import Wire

/// Frames made by hand become packets of a transcript.
@Suite struct PacketTracerTests {
  private let loopback = IPAddress(v4: 0x7f00_0001)

  private func frame(_ header: TCPHeader, _ payload: [UInt8] = []) throws -> [UInt8] {
    var segment: [UInt8] = []
    header.write(payload: payload, from: loopback, to: loopback, into: &segment)
    var out: [UInt8] = []
    EthernetHeader(destination: 0, source: 0, type: .ipv4).write(into: &out)
    try #require(IPv4Header(source: loopback, destination: loopback, protocolNumber: .tcp))
      .write(payloadLength: segment.count, into: &out)
    return out + segment
  }

  private func trace(_ frames: [[UInt8]]) -> [TracedPacket] {
    var tracer = PacketTracer()
    var packets: [TracedPacket] = []
    for frame in frames { ByteView.with(frame) { tracer.take(frame: $0, into: &packets) } }
    return packets
  }

  /// Ethernet's least frame has 60 bytes: what follows the IP packet is no payload of it. Source: IEEE 802.3; RFC 894.
  @Test(arguments: [0, 1, 6, 20]) func paddingIsNoPayload(_ padding: Int) throws {
    var header = TCPHeader(sourcePort: 49152, destinationPort: 7777)
    header.control = [.ack]
    let zeros = [UInt8](repeating: 0, count: padding)
    var again = header
    again.control = [.psh, .ack]
    let packets = try trace([frame(header) + zeros, frame(again, [65, 66]) + zeros])
    #expect(packets.map(\.len) == [0, 2])
    #expect(packets[1].payloadStart == [65, 66])
    // Nor do its bytes count as sent: the next segment is no gap and no retransmission.
    again.sequenceNumber = 2
    let next = try trace([frame(header) + zeros, frame(again, [67]) + zeros])
    #expect(next.last?.isRetransmission == false && next.last?.len == 1)
  }

  @Test func everyFieldIsFilled() throws {
    var syn = TCPHeader(sourcePort: 49152, destinationPort: 7777)
    syn.sequenceNumber = 0xffff_ffff
    syn.control = [.syn, .ece, .cwr]
    syn.window = 64240
    syn.options.maximumSegmentSize = 1460
    syn.options.windowScale = 3
    syn.options.sackPermitted = true
    syn.options.timestamps = TCPTimestamps(value: 8, echo: 9)
    var synACK = TCPHeader(sourcePort: 7777, destinationPort: 49152)
    synACK.sequenceNumber = 5000
    synACK.acknowledgementNumber = 0
    synACK.control = [.syn, .ack]
    synACK.options.windowScale = 0
    var data = TCPHeader(sourcePort: 49152, destinationPort: 7777)
    data.sequenceNumber = 0
    data.acknowledgementNumber = 5001
    data.control = [.psh, .ack, .urg]
    data.urgentPointer = 40
    data.window = 100
    let payload = (0..<40).map { UInt8($0) }

    let packets = try trace([frame(syn), frame(synACK), frame(data, payload)])
    #expect(packets.count == 3)
    #expect(packets[0].from == SocketAddress(inet: 0x7f00_0001, port: 49152))
    #expect(packets[0].to == SocketAddress(inet: 0x7f00_0001, port: 7777))
    #expect(packets[0].flags == [.syn, .ece, .cwr])
    #expect(packets[0].seq == 0 && packets[0].ack == 0 && packets[0].len == 0 && packets[0].win == 64240)
    #expect(packets[0].mss == 1460 && packets[0].wscale == 3 && packets[0].sackPermitted)
    #expect(packets[0].timestamps?.value == 8 && packets[0].timestamps?.echo == 9)
    #expect(packets[0].source == .captured && packets[0].kind == .tcp && packets[0].connection == 1)
    #expect(packets[1].seq == 0 && packets[1].ack == 1 && !packets[1].fromInitiator)
    #expect(packets[1].mss == nil && packets[1].timestamps == nil && !packets[1].sackPermitted)
    #expect(packets[2].seq == 1 && packets[2].ack == 1 && packets[2].len == 40 && packets[2].win == 800)
    #expect(packets[2].flags == [.psh, .ack, .urg] && packets[2].urgent == 40)
    #expect(packets[2].payloadStart == Array(payload.prefix(32)))
    #expect(packets[2].receiverStates?.after == .established)
  }

  @Test func flagsHaveTheRecordsOrder() {
    #expect(TCPFlags(TCPControlBits(rawValue: 0xff)) == TCPFlags(rawValue: 0xff))
    #expect(TCPFlags([.fin, .rst, .ack, .ece] as TCPControlBits) == [.fin, .rst, .ack, .ece])
    #expect(TCPFlags([.syn, .psh, .urg, .cwr] as TCPControlBits) == [.syn, .psh, .urg, .cwr])
  }

  @Test func whatIsNoPacketIsPassedOver() throws {
    var generator = SeededGenerator(state: 7)
    let good = try frame(TCPHeader(sourcePort: 1, destinationPort: 2), [1, 2, 3])
    var frames: [[UInt8]] = (0...good.count).map { Array(good.prefix($0)) }
    for _ in 0..<20_000 {
      var bad = good
      for _ in 0..<3 {
        bad[Int.random(in: 12..<bad.count, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      frames.append(Array(bad.prefix(.random(in: 0...bad.count, using: &generator))))
    }
    #expect(trace(frames).count < frames.count)
  }

  /// A generator whose numbers are the same on every run.
  private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }
}
