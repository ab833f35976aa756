import Foundation
import LinuxSockets
import Steps
import Storage
import Testing
import Winsock

@testable import Playground
@testable import Wire

/// Every command of the catalogue with hostile paths and addresses: what a line may reach does not depend on the command.
struct DoorTests {
  private static let commands = Catalogue.all.map(\.name).filter { $0 != "quit" }

  /// The shapes in which a command may take a word, so that most commands get it where they look at it.
  private static func lines(_ command: String, _ word: String) -> [String] {
    [
      "\(command) \(word)", "\(command) \(word) overwrite", "\(command) s \(word)", "\(command) u \(word)",
      "\(command) u \"x\" \(word)", "\(command) u b \(word)", "\(command) u b \(word) o", "\(command) s \(word) o",
      "\(command) s \(word) o \"x\"", "x = \(command) \(word)", "\(command) h \(word)", "\(command) raw \(word)",
    ]
  }

  private func session(_ choice: Network.Choice) throws -> Session {
    var options = SessionOptions()
    options.traces = false
    let session = Session(options: options, network: try Network(choice))
    session.caller.isInterrupted = { true }
    for line in ["s = socket", "u = socket udp", "b = wsabuf \"text\"", "o = overlapped"] { session.run(line) }
    return session
  }

  @Test(arguments: commands) func noCommandReachesAFile(_ command: String) throws {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-door-\(UUID())")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let session = try session(.shared)
    defer { session.end() }
    for ending in ["wsa", "md", "pcapng", "txt"] {
      let victim = place.appendingPathComponent("notes." + ending)
      try "htons 7".write(to: victim, atomically: false, encoding: .utf8)
      for path in [victim.path, place.path + "/new." + ending, place.path] {
        for line in Self.lines(command, path) {
          _ = session.run(Array(line.utf8), reaching: .closed)
          // What `run` would have queued is a line of a file that was read.
          #expect(session.nextScriptLine() == nil, "\(line)")
        }
      }
      #expect(try String(contentsOf: victim, encoding: .utf8) == "htons 7")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).count == 4, "\(command)")
  }

  @Test(arguments: commands) func noCommandLeavesTheLoopback(_ command: String) throws {
    let network = Network(loopbackFor: .forbidden)
    let session = Session(options: SessionOptions(), network: network)
    session.caller.isInterrupted = { true }
    defer { session.end() }
    for address in [
      "8.8.8.8:53", "192.168.0.1:80", "224.0.0.1:9", "255.255.255.255:9", "*:0", "[2001:db8::1]:80", "[::]:0",
    ] {
      for line in ["s = socket", "u = socket udp", "b = wsabuf \"text\"", "o = overlapped", "bind s 127.0.0.1:0"] {
        session.run(line)
      }
      for line in Self.lines(command, address) { _ = session.run(Array(line.utf8), reaching: .closed) }
      for object in session.objects.handles.objects where object.type == .socket && object.isOpen {
        let about = session.winsock.describe(object.handle)
        #expect(about?.local?.isLoopback ?? true, "\(command) \(address)")
        #expect(about?.peer?.isLoopback ?? true, "\(command) \(address)")
      }
    }
  }

  /// Joining a group is told to the real network by IGMP, whatever the socket is bound to.
  @Test func noGroupIsJoinedOnTheRealNetwork() throws {
    let network = Network(loopbackFor: .forbidden)
    let session = Session(options: SessionOptions(), network: network)
    defer { session.end() }
    for line in ["u = socket udp", "bind u *:0"] { session.run(line) }
    for line in [
      "setsockopt u IP_ADD_MEMBERSHIP 239.1.1.1", "setsockopt u IP_ADD_MEMBERSHIP 239.1.1.1,127.0.0.1",
      "setsockopt u IP_MULTICAST_IF 127.0.0.1",
    ] {
      #expect(session.call(line)?.error == ErrorValue(ErrorCode.WSAEADDRNOTAVAIL), "\(line)")
    }
    #expect(session.call("sendto u \"x\" 239.1.1.1:9")?.error == ErrorValue(ErrorCode.WSAENETUNREACH))
  }
}
