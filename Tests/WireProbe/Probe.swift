import Glibc
import LinuxSockets
import Wire

/// Plays real sockets' moves in a private network and prints, after each, what was captured and what the kernel says of
/// every connection. A process of its own, since a private network has to be entered before any thread starts.
struct Probe {
  let network: Network
  let kernel = LinuxKernel()
  /// How many milliseconds an answer may take: the kernel is done when a call returns, unless another processor took
  /// the work over.
  var patience: Int32 = 5000
  private var packets: [TracedPacket] = []
  /// The stream sockets that were made, with their ends once they are known.
  private var sockets: [(name: String, descriptor: Int32, ends: String?)] = []

  init(network: Network) { self.network = network }

  /// Begins a move: its name is printed, and afterwards all that came of it.
  mutating func move(_ name: String, _ body: (inout Probe) -> Void) {
    print("move \(name)")
    body(&self)
    report()
  }

  // MARK: Sockets

  mutating func socket(_ name: String, _ family: SocketAddress.Family = .inet, bound port: UInt16) -> Int32 {
    let descriptor = kernel.socket(family: Int32(family.rawValue), type: 1, protocol: 0).int32
    kernel.setOption(descriptor, level: SOL_SOCKET, name: SO_REUSEADDR, 1)
    check("bind", kernel.bind(descriptor, .loopback(family, port: port)))
    sockets.append((name, descriptor, nil))
    return descriptor
  }

  mutating func listener(_ family: SocketAddress.Family = .inet, backlog: Int32 = 5) -> Int32 {
    let descriptor = socket("l", family, bound: 7777)
    check("listen", kernel.listen(descriptor, backlog: backlog))
    return descriptor
  }

  mutating func connect(_ descriptor: Int32, _ family: SocketAddress.Family = .inet, port: UInt16 = 7777) {
    let outcome = kernel.connect(descriptor, .loopback(family, port: port))
    if outcome.failed, !outcome.isError(EINPROGRESS) { check("connect", outcome) }
    learnEnds(descriptor)
  }

  mutating func accept(_ listener: Int32) -> Int32 {
    var peer = SocketAddress.none
    let outcome = kernel.accept(listener, peer: &peer)
    check("accept", outcome)
    sockets.append(("a", outcome.int32, nil))
    learnEnds(outcome.int32)
    return outcome.int32
  }

  func send(_ descriptor: Int32, _ count: Int, flags: Int32 = 0) -> Int {
    let bytes = [UInt8](repeating: UInt8(ascii: "A"), count: count)
    return bytes.withUnsafeBytes { kernel.send(descriptor, $0.baseAddress, count: count, flags: flags).raw }
  }

  @discardableResult
  func receive(_ descriptor: Int32) -> Int {
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    return bytes.withUnsafeMutableBytes { kernel.receive(descriptor, $0.baseAddress, count: 1 << 20, flags: 0).raw }
  }

  mutating func close(_ descriptor: Int32, abort: Bool = false) {
    if abort { kernel.setLinger(descriptor, on: true, seconds: 0) }
    sockets.removeAll { $0.descriptor == descriptor }
    check("close", kernel.close(descriptor))
  }

  func check(_ call: String, _ outcome: KernelReturn) {
    if let error = outcome.errno { print("failed \(call): \(error)") }
  }

  private mutating func learnEnds(_ descriptor: Int32) {
    var local = SocketAddress.none
    var peer = SocketAddress.none
    guard !kernel.localAddress(descriptor, &local).failed, !kernel.peerAddress(descriptor, &peer).failed,
      let place = sockets.firstIndex(where: { $0.descriptor == descriptor })
    else { return }
    sockets[place].ends = "\(local) \(peer)"
  }

  // MARK: What is printed

  /// Drains until nothing is on its way, or nothing has come for a while.
  mutating func settle() {
    network.drain(into: &packets)
    while !network.isSettled, let descriptor = network.captureDescriptor {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, patience) > 0 else {
        print("unsettled")
        network.stopExpecting(in: &packets)
        return
      }
      network.drain(into: &packets)
    }
  }

  private mutating func report() {
    settle()
    for packet in packets { print(Self.line(packet)) }
    packets.removeAll(keepingCapacity: true)
    for socket in sockets {
      guard let ends = socket.ends else { continue }
      print("info \(ends) \(Self.stateName(kernel.tcpState(socket.descriptor).int32))")
    }
    for line in Self.kernelTable() { print(line) }
  }

  /// The kernel's table of IPv4 connections, those included that no socket belongs to any more (proc(5), /proc/net/tcp).
  private static func kernelTable() -> [String] {
    guard let file = fopen("/proc/self/net/tcp", "r") else { return ["failed /proc/net/tcp"] }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 512)
    var lines: [String] = []
    while fgets(&line, 512, file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let fields = text.split(separator: " ")
      guard fields.count > 3, let state = Int32(fields[3], radix: 16), state != 10, let local = address(fields[1]),
        let peer = address(fields[2])
      else { continue }
      lines.append("table \(local) \(peer) \(stateName(state))")
    }
    return lines.sorted()
  }

  private static func address(_ field: Substring) -> SocketAddress? {
    let parts = field.split(separator: ":")
    guard parts.count == 2, let host = UInt32(parts[0], radix: 16), let port = UInt16(parts[1], radix: 16) else {
      return nil
    }
    return SocketAddress(inet: host.byteSwapped, port: port)
  }

  /// The kernel's numbers (include/net/tcp_states.h) by RFC 9293's names.
  private static func stateName(_ number: Int32) -> String {
    let names = [
      "?", "ESTABLISHED", "SYN_SENT", "SYN_RCVD", "FIN_WAIT_1", "FIN_WAIT_2", "TIME_WAIT", "CLOSED", "CLOSE_WAIT",
      "LAST_ACK", "LISTEN", "CLOSING", "SYN_RCVD",
    ]
    return number > 0 && number < names.count ? names[Int(number)] : "?"
  }

  static func line(_ p: TracedPacket) -> String {
    let names: [(TCPFlags, String)] = [
      (.syn, "SYN"), (.fin, "FIN"), (.rst, "RST"), (.psh, "PSH"), (.ack, "ACK"), (.urg, "URG"), (.ece, "ECE"),
      (.cwr, "CWR"),
    ]
    var words = ["packet", p.kind.rawValue, "\(p.from)", "\(p.to)"]
    words.append("flags=" + names.filter { p.flags.contains($0.0) }.map(\.1).joined(separator: "+"))
    if let seq = p.seq { words.append("seq=\(seq)") }
    if let ack = p.ack { words.append("ack=\(ack)") }
    if let len = p.len { words.append("len=\(len)") }
    if let win = p.win { words.append("win=\(win)") }
    if let mss = p.mss { words.append("mss=\(mss)") }
    if let scale = p.wscale { words.append("wscale=\(scale)") }
    if p.sackPermitted { words.append("sackPermitted") }
    if p.timestamps != nil { words.append("timestamps") }
    if let urgent = p.urgent { words.append("urgent=\(urgent)") }
    if p.isRetransmission { words.append("retransmission") }
    words.append("connection=\(p.connection)")
    if let sender = p.senderStates { words.append("sender=\(sender.before.rawValue)>\(sender.after.rawValue)") }
    if let receiver = p.receiverStates {
      words.append("receiver=\(receiver.before.rawValue)>\(receiver.after.rawValue)")
    }
    if let host = p.fromHost { words.append("fromHost=\(host)") }
    if let host = p.toHost { words.append("toHost=\(host)") }
    if let number = p.held { words.append("held=\(number)") }
    if let number = p.delivered { words.append("delivered=\(number)") }
    if let number = p.dropped { words.append("dropped=\(number)") }
    if let number = p.duplicated { words.append("duplicated=\(number)") }
    if let waited = p.waited { words.append("waited=\(waited)") }
    if p.fragments > 0 { words.append("fragments=\(p.fragments)") }
    if let loss = p.loss { words.append("loss=\(loss)") }
    if let notice = p.notice { words.append("notice=\(notice)") }
    if let icmp = p.icmp {
      let about = icmp.about.map { ":\($0.protocolNumber):\($0.from)>\($0.to)" } ?? ""
      words.append("icmp=\(icmp.type):\(icmp.code)" + about)
    }
    return words.joined(separator: " ")
  }
}
