import Foundation
import LinuxSockets
import Testing

@testable import Wire

/// What is told where nothing can be captured.
@Suite struct SharedNetworkTests {
  private let client = SocketAddress(inet: 0x7f00_0001, port: 49152)
  private let server = SocketAddress(inet: 0x7f00_0001, port: 7777)

  private func trace(_ events: [InferredEvent]) throws -> [TracedPacket] {
    let network = try Network(.shared)
    #expect(!network.isPrivate)
    #expect(network.reachesOut)
    // Whoever asked for it is told where the packets go.
    #expect(network.notices == [.shared])
    network.prepare()
    network.startCapture()
    #expect(network.captureDescriptor == nil)
    var packets: [TracedPacket] = []
    for event in events { network.infer(event) }
    network.drain(into: &packets)
    #expect(network.isSettled)
    let count = packets.count
    network.drain(into: &packets)
    #expect(packets.count == count, "what was drained is not drained again")
    #expect(packets.allSatisfy { $0.source == .inferred })
    return packets
  }

  @Test func conversation() throws {
    let packets = try trace([
      .connected(from: client, to: server),
      .sent(from: client, to: server, bytes: 40, urgent: false, start: [UInt8](repeating: 65, count: 40)),
      .sent(from: server, to: client, bytes: 1, urgent: true, start: [66]),
      .finished(from: client, to: server), .finished(from: server, to: client),
    ])
    #expect(
      packets.map(\.flags) == [
        .syn, [.syn, .ack], .ack, [.psh, .ack], .ack, [.psh, .ack, .urg], .ack, [.fin, .ack], .ack, [.fin, .ack], .ack,
      ])
    #expect(packets.allSatisfy { $0.connection == 1 })
    #expect(packets[3].len == 40)
    #expect(packets[3].payloadStart.count == 32)
    #expect(packets[0].fromInitiator && !packets[1].fromInitiator)
    #expect(packets[2].receiverStates?.after == .established)
    #expect(packets[10].senderStates?.after == .timeWait)
    #expect(packets[10].receiverStates?.after == .closed)
    for packet in packets {
      #expect(packet.seq == nil && packet.ack == nil && packet.win == nil && packet.mss == nil && packet.urgent == nil)
      #expect(packet.wscale == nil && packet.timestamps == nil && !packet.sackPermitted && !packet.isRetransmission)
    }
  }

  @Test func refusalAndReset() throws {
    let packets = try trace([
      .refused(from: client, to: server), .connected(from: client, to: server), .reset(from: server, to: client),
      .connected(from: client, to: server),
    ])
    #expect(packets[0].receiverStates?.after == .closed)
    #expect(packets[1].flags == [.rst, .ack])
    #expect(packets[1].receiverStates?.before == .synSent)
    #expect(packets[5].flags == [.rst, .ack])
    #expect(packets[5].receiverStates?.after == .closed)
    #expect(packets.map(\.connection) == [1, 1, 2, 2, 2, 2, 3, 3, 3])
    #expect(packets.allSatisfy { !$0.isRetransmission })
  }

  @Test func datagram() throws {
    let packets = try trace([.sentDatagram(from: client, to: server, bytes: 2, start: [1, 2])])
    #expect(packets.count == 1)
    #expect(packets[0].kind == .udp)
    #expect(packets[0].len == 2)
    #expect(packets[0].connection == 0)
    #expect(packets[0].senderStates == nil)
  }

  /// A process that is allowed no namespace falls back with a notice, and refuses where it was told to have one.
  @Test(.enabled(if: mayForbid, "unshare and setpriv, or a namespace to forbid others in, are not to be had"))
  func forbiddenNamespaceIsNoticed() throws {
    let (text, _) = try Self.forbidden("enter")
    #expect(text.hasPrefix("shared loopbackOnly("))
    #expect(text.contains("noUserNamespaces(setting: \"user.max_user_namespaces\""))
    #expect(text.filter { $0 == "\n" }.count == 1)
    let (refusal, status) = try Self.forbidden("refused")
    #expect(refusal.hasPrefix("refused noUserNamespaces("))
    #expect(status == 3)
  }

  /// Runs the probe in a user namespace without any capability, where no further one may be made.
  private static func forbidden(_ argument: String) throws -> (String, Int32) {
    let script =
      "echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --bounding-set=-all --inh-caps=-all \"$@\""
    return try ProbeRun.run(
      "/usr/bin/env", ["unshare", "-Ur", "sh", "-c", script, "sh", ProbeRun.path, argument])
  }

  private static let mayForbid: Bool = {
    let tools = ["/usr/bin/unshare", "/usr/bin/setpriv"]
    guard tools.allSatisfy(FileManager.default.isExecutableFile) else { return false }
    return ((try? forbidden("enter"))?.1 == 0)
  }()
}
