import Language
import LinuxSockets
import Steps
import Winsock
import Wire

/// Hosts as a session knows them: each has a thread of its name.
extension Session {
  /// The name of the host that a socket belongs to; nil on the session's own machine.
  func hostName(_ socket: Handle) -> String? {
    guard network.hasHosts else { return nil }
    return network.host(numbered: Int(winsock.host(of: socket)))?.name
  }

  /// The name of the host that a thread runs on; nil on the session's own machine.
  func hostName(of thread: ThreadID) -> String? {
    guard network.hasHosts else { return nil }
    return network.host(numbered: Int(winsock.host(of: thread)))?.name
  }

  /// The address by which others reach a socket: a socket of a host that is bound to all addresses has the host's.
  func reachable(_ address: SocketAddress, _ socket: Handle) -> SocketAddress {
    reachable(address, onHost: winsock.host(of: socket))
  }

  /// The same of a host by its number.
  func reachable(_ address: SocketAddress, onHost host: Int32) -> SocketAddress {
    guard network.hasHosts, address.isWildcard, let host = network.host(numbered: Int(host)) else { return address }
    return host.addresses.first { $0.family == address.family }?.with(port: address.port) ?? address
  }

  /// Makes a host, and a thread of its name that runs there.
  func addHost(_ name: String, _ addresses: [SocketAddress], mtu: Int, at range: Range<Int>) throws(UsageError) -> Host
  {
    guard !threads.contains(where: { $0.name == name }) else {
      throw UsageError("there is a thread of that name, and a host is made with one", at: range)
    }
    prepare(.sockets)
    do throws(UsageError) {
      let host = try make(name, addresses, mtu)
      network.numberPackets { [unowned self] in self.winsock.takeHeldNumber() }
      network.askForMembers { [unowned self] in self.winsock.hasMember(of: $1, host: Int32($0.number)) }
      winsock.move(threads[try addThread(name, at: range)].id, toHost: Int32(host.id.number))
      return host
    } catch {
      throw UsageError(error.message, at: nil, hint: "host NAME ADDR [mtu=N], such as host a 10.0.0.1")
    }
  }

  private func make(_ name: String, _ addresses: [SocketAddress], _ mtu: Int) throws(UsageError) -> Host {
    do throws(HostError) {
      return try network.makeHost(name, addresses: addresses, mtu: mtu)
    } catch {
      throw UsageError(error.message)
    }
  }

  /// The host of that name.
  func host(_ argument: TextParameter.Argument) throws(UsageError) -> Host {
    if let host = network.host(named: argument.text) { return host }
    let near = Spelling.suggestion(argument.text, network.hosts.map(\.name))
    throw UsageError(
      "there is no host \"\(argument.text)\"\(near)", at: argument.range, hint: "host NAME ADDR makes one")
  }

  /// The host of the thread that a line names with @; nil when it names none, or one of the session's own machine.
  func host(of line: Invocation) -> Host? {
    guard network.hasHosts, let range = line.origin.thread else { return nil }
    let name = ByteText.string(line.bytes, range)
    return threads.first { $0.name == name }.flatMap { network.host(numbered: Int(winsock.host(of: $0.id))) }
  }

  /// A thread that a line with @ makes is on the host of that line's thread, which may be blocked.
  func moveToHost(_ place: Int, of line: Invocation) {
    guard network.hasHosts, let range = line.origin.thread else { return }
    let name = ByteText.string(line.bytes, range)
    guard let maker = threads.first(where: { $0.name == name }) else { return }
    winsock.move(threads[place].id, toHost: winsock.host(of: maker.id))
  }

  /// A host, and the connections that its kernel has.
  func hostRecord(_ host: Host) -> HostRecord { HostRecord(host, connections: network.connections(of: host.id)) }

  /// Refuses what only a wire between hosts can do.
  func checkWire(_ what: String, at range: Range<Int>? = nil) throws(UsageError) {
    guard network.hasHosts else {
      throw UsageError(
        "\(what) needs a wire between hosts: Linux delivers the packets of a plain loopback before anyone sees them",
        at: range, hint: "host a 10.0.0.1, then host b 10.0.0.2; @a and @b run lines there")
    }
  }

  /// Refuses a number that no packet on the wire has.
  func checkInFlight(_ number: NumberParameter.Argument) throws(UsageError) -> Int {
    let list = network.inFlight(at: network.now)
    guard !list.isEmpty else {
      throw UsageError(
        "no packet is on its way", at: number.wasGiven ? number.range : nil,
        hint: network.isHolding ? "a call has to send one first" : "hold packets keeps them on the wire")
    }
    guard number.wasGiven else { return list[0].number }
    if list.contains(where: { Int64($0.number) == number.value }) { return Int(number.value) }
    let numbers = list.prefix(8).map { String($0.number) }.joined(separator: ", ")
    throw UsageError(
      "packet \(number.value) is not on its way", at: number.range,
      hint: "on their way: \(numbers)" + (list.count > 8 ? ", …; inflight lists them" : ""))
  }
}
