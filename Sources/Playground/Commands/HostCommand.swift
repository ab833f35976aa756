import Language
import LinuxSockets
import Steps
import Wire

extension Command {
  static let host = CommandOf(
    "host", topic: .hosts,
    summary: "Makes a host with a network of its own, and a thread of its name on it; without ADDR, lists the hosts.",
    tasks: ["network", "machine", "two computers", "mtu"],
    needs: "a private network, which a session has unless it is started with --network shared; 16 hosts are the most",
    undoneBy: "undo",
    examples: ["host d 10.0.0.4", "host e 10.0.0.5,fd00::5 mtu=1280", "@a x = socket", "host", "host a"],
    needsThread: false,
    TextParameter(usage: "NAME", about: "a name", isOptional: true),
    TextParameter(usage: "ADDR", about: "10.0.0.1 or fd00::1; both with a comma between", isOptional: true),
    NumberParameter(
      "mtu=N", "the largest packet it sends or takes in", label: "mtu", key: "mtu", absent: (1500, "1500"))
  ) { call, name, address, mtu throws(UsageError) in
    guard address.wasGiven else {
      let hosts = name.wasGiven ? [try call.session.host(name)] : call.session.network.hosts
      return .body(.hosts(hosts.map(call.session.hostRecord)))
    }
    guard ByteText.isName(call.bytes, name.range), name.range.count <= 15 else {
      throw UsageError(
        "\(ByteText.quoted(call.bytes, name.range)) is not a name of a host", at: name.range,
        hint: "a letter, then letters, digits and _, 15 at most")
    }
    var addresses: [SocketAddress] = []
    for part in address.text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let one = SocketAddress.host(part) else {
        throw UsageError(
          "\(ByteText.quoted(call.bytes, address.range)) is not the address of a host", at: address.range,
          hint: "10.0.0.1 or fd00::1, without a port; both with a comma between")
      }
      addresses.append(one)
    }
    guard mtu.value >= 0, mtu.value <= Int64(UInt16.max) else {
      throw UsageError("an MTU is between 68 and 9000", at: mtu.range)
    }
    let host = try call.session.addHost(name.text, addresses, mtu: Int(mtu.value), at: name.range)
    return .body(.madeHost(HostRecord(host, connections: nil)))
  }

  static let unplug = CommandOf(
    "unplug", topic: .hosts, summary: "Takes a host off the wire: its packets are lost.",
    tasks: ["cable", "vanish", "peer is gone"],
    needs: "hosts; neither end is notified, and connections live on until a timer ends them", undoneBy: "plug",
    examples: ["unplug b"], needsThread: false,
    TextParameter(usage: "HOST", about: "a host's name")
  ) { call, name throws(UsageError) in
    let host = try call.session.host(name)
    call.session.network.plug(host.id, false)
    return .body(.text([TextLine(.prose, "\(host.name) is off the wire; plug puts it on again")]))
  }

  static let plug = CommandOf(
    "plug", topic: .hosts, summary: "Puts a host on the wire again.", tasks: ["cable"],
    needs: "a host that was unplugged; what was lost stays lost, and TCP sends it again", undoneBy: "unplug",
    examples: ["plug b"], needsThread: false,
    TextParameter(usage: "HOST", about: "a host's name")
  ) { call, name throws(UsageError) in
    let host = try call.session.host(name)
    call.session.network.plug(host.id, true)
    return .body(.text([TextLine(.prose, "\(host.name) is on the wire")]))
  }
}

extension SocketAddress {
  /// An address without a port; nil for anything else.
  static func host(_ text: some Collection<UInt8>) -> SocketAddress? {
    if let inet = parseInet(text) { return SocketAddress(inet: inet, port: 0) }
    return parseInet6(text).map { SocketAddress(family: .inet6, high: $0.high, low: $0.low, port: 0) }
  }
}
