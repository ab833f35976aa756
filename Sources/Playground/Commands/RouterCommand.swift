import Language
import LinuxSockets
import Steps
import Wire

extension Command {
  static let router = CommandOf(
    "router", topic: .hosts,
    summary: "Makes or changes a router between two networks of hosts; without a name, lists the routers.",
    tasks: ["bottleneck", "queue", "bandwidth", "fragmentation", "path mtu", "ecn", "bufferbloat"],
    needs:
      "hosts in two networks (10.0.0.x and 10.0.1.x; in IPv6 the first 64 bits differ). The router is simulated by the "
      + "session's clock; the hosts are real",
    undoneBy: "undo",
    examples: ["router r 10.0.0.254 10.0.1.254 rate=1mbit queue=5", "router r mtu=1500,1400", "router"],
    needsThread: false,
    TextParameter(usage: "NAME", about: "a name", label: "name", isOptional: true),
    TextParameter(usage: "ADDR", about: "its address in one network", label: "one", isOptional: true),
    TextParameter(usage: "ADDR", about: "its address in the other", label: "other", isOptional: true),
    KeyTextParameter("mtu", "N[,N]", "the largest packet towards each network"),
    KeyTextParameter("rate", "R", "bits per second: 64kbit, 1mbit; off: no limit"),
    NumberParameter("queue=N", "how many packets may wait", label: "queue", key: "queue", absent: (-1, "10")),
    NumberParameter(
      "mark=N", "how many waiting packets make it mark the next one (ECN); 0: never", label: "mark",
      key: "mark", absent: (-1, "0")),
    KeyTextParameter("latency", "MS[,MS]", "the delay towards each network"),
    KeyTextParameter("icmp", "on|off", "whether it reports oversized packets; off: a black hole")
  ) { call, name, one, other, mtu, rate, queue, mark, latency, icmp throws(UsageError) in
    let session = call.session
    try session.checkWire("router")
    guard name.wasGiven else { return .body(.text(session.network.routers.map { TextLine(.item, $0.text) })) }
    guard ByteText.isName(call.bytes, name.range), name.range.count <= 15 else {
      throw UsageError(
        "\(ByteText.quoted(call.bytes, name.range)) is not a name of a router", at: name.range,
        hint: "a letter, then letters, digits and _, 15 at most")
    }
    var router = try session.router(name, one, other)
    if let mtu { router.mtus = try Session.pair(mtu, "an MTU", hint: "mtu=1500, or mtu=1500,1400") }
    if let latency { router.latencies = try Session.pair(latency, "a time", hint: "latency=10ms, or latency=10,200") }
    if let rate { router.rate = try Session.rate(rate) }
    if queue.wasGiven { router.queue = Int(clamping: queue.value) }
    if mark.wasGiven { router.mark = Int(clamping: mark.value) }
    if let icmp {
      guard icmp.text == "on" || icmp.text == "off" else {
        throw UsageError("icmp is on or off", at: icmp.range, hint: "icmp=on or icmp=off")
      }
      router.isSilent = icmp.text == "off"
    }
    if queue.wasGiven, !(1...Int64(Router.longestQueue)).contains(queue.value) {
      throw UsageError("a queue holds 1 to \(Router.longestQueue) packets", at: queue.range, hint: "queue=10")
    }
    if mark.wasGiven, !(0...Int64(router.queue)).contains(mark.value) {
      throw UsageError("mark cannot exceed the length of the queue", at: mark.range, hint: "mark=3 of queue=10")
    }
    if queue.wasGiven || mark.wasGiven, router.rate == 0 {
      throw UsageError(
        "a queue needs a rate", at: queue.wasGiven ? queue.range : mark.range, hint: "rate=1mbit")
    }
    do throws(HostError) {
      try session.network.setRouter(router)
    } catch {
      throw UsageError(
        error.message, at: mtu?.range ?? latency?.range ?? name.range,
        hint: "router NAME ADDR ADDR [mtu=N,N] [rate=R] [queue=N]")
    }
    return .body(.text([TextLine(.prose, router.text)]))
  }
}

extension Session {
  /// The router that is meant: a new one between two addresses, or the one of that name as it is.
  fileprivate func router(
    _ name: TextParameter.Argument, _ one: TextParameter.Argument, _ other: TextParameter.Argument
  ) throws(UsageError) -> Router {
    let known = network.routers.first { $0.name == name.text }
    guard one.wasGiven else {
      if let known { return known }
      let near = Spelling.suggestion(name.text, network.routers.map(\.name))
      throw UsageError(
        "there is no router \"\(name.text)\"\(near)", at: name.range, hint: "router NAME ADDR ADDR makes one")
    }
    guard threads.allSatisfy({ $0.name != name.text }) else {
      throw UsageError("a thread or host already has that name", at: name.range)
    }
    guard other.wasGiven else {
      throw UsageError(
        "a router joins two networks", at: one.range, hint: "router r 10.0.0.254 10.0.1.254")
    }
    let made = Router(name.text, try Self.address(one), try Self.address(other))
    guard var router = known else { return made }
    guard router.addresses == made.addresses else {
      throw UsageError("router \(name.text) already joins other addresses", at: one.range)
    }
    (router.mtus, router.latencies) = (made.mtus, made.latencies)
    return router
  }

  private static func address(_ argument: TextParameter.Argument) throws(UsageError) -> SocketAddress {
    if let address = SocketAddress.host(argument.text.utf8) { return address }
    throw UsageError("\"\(argument.text)\" is not an address", at: argument.range, hint: "10.0.0.254, or fd00::fe")
  }

  /// One number for both directions, or two.
  fileprivate static func pair(
    _ argument: TextParameter.Argument, _ what: String, hint: String
  ) throws(UsageError) -> [Int] {
    let parts = argument.text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.map { Int($0.hasSuffix("ms") ? $0.dropLast(2) : $0) }
    guard (1...2).contains(parts.count), let first = numbers[0], let last = numbers[parts.count - 1], first >= 0,
      last >= 0
    else { throw UsageError("\"\(argument.text)\" is not \(what) or a pair of them", at: argument.range, hint: hint) }
    return [first, last]
  }

  /// `1mbit`, `64kbit`, `9600`, in bits a second; 0 for `off`.
  fileprivate static func rate(_ argument: TextParameter.Argument) throws(UsageError) -> Int {
    let text = argument.text.lowercased()
    if text == "off" { return 0 }
    let units = [("gbit", 1_000_000_000), ("mbit", 1_000_000), ("kbit", 1000), ("bit", 1), ("", 1)]
    for (unit, factor) in units where text.hasSuffix(unit) {
      guard let number = Int(text.dropLast(unit.count)), number > 0 else { break }
      let (rate, overflows) = number.multipliedReportingOverflow(by: factor)
      if !overflows, Router.rates.contains(rate) { return rate }
    }
    throw UsageError(
      "\"\(argument.text)\" is not a rate between 1 kbit and 100 gbit per second", at: argument.range,
      hint: "rate=64kbit, rate=1mbit; rate=off removes the limit")
  }
}

extension Router {
  /// `r joins 10.0.0.254 (MTU 1500) and 10.0.1.254 (MTU 1400): 1 mbit/s, 5 packets wait at most`
  fileprivate var text: String {
    let ends = zip(addresses, mtus).map { "\($0.hostText) (MTU \($1))" }
    var parts: [String] = []
    if rate > 0 {
      let (number, unit) =
        rate % 1_000_000_000 == 0
        ? (rate / 1_000_000_000, "Gbit/s")
        : rate % 1_000_000 == 0
          ? (rate / 1_000_000, "Mbit/s") : rate % 1000 == 0 ? (rate / 1000, "kbit/s") : (rate, "bit/s")
      parts.append("\(number) \(unit), a queue of \(queue) \(queue == 1 ? "packet" : "packets")")
      if mark > 0 { parts.append("marks when \(mark) or more wait") }
    }
    if latencies[0] == latencies[1], latencies[0] > 0 { parts.append("\(latencies[0]) ms each way") }
    if latencies[0] != latencies[1] { parts.append("\(latencies[0]) ms and \(latencies[1]) ms") }
    if isSilent { parts.append("drops oversized packets silently") }
    let does = parts.isEmpty ? "no rate limit" : parts.joined(separator: ", ")
    return "router \(name) joins \(ends[0]) and \(ends[1]): \(does)"
  }
}
