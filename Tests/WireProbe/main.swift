import Glibc
import Wire

// wsalab-wire-probe SCENARIO | measure | enter
let wish = CommandLine.arguments.dropFirst().first ?? ""
do {
  if wish == "measure" {
    try Measurement().run()
  } else if wish == "enter" {
    let network = try Network(.automatic)
    network.prepare()
    network.startCapture()
    print(network.isPrivate ? "private" : "shared", network.notices.map { "\($0)" }.joined(separator: "; "))
  } else if wish == "hosts" {
    try HostMeasurement.setUp()
  } else if wish == "transfer" {
    try HostMeasurement.transfer((CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 100) * 1_000_000)
  } else if wish == "ping-pong" {
    try HostMeasurement.pingPong(10_000)
  } else if let scenario = hostScenarios.first(where: { $0.name == wish }) {
    var probe = try HostProbe()
    scenario.play(&probe)
    print("lost \(probe.network.lost)")
  } else if let scenario = scenarios.first(where: { $0.name == wish }) {
    let network = try Network(.private)
    network.prepare()
    network.startCapture()
    for notice in network.notices { print("notice \(notice)") }
    var probe = Probe(network: network)
    scenario.play(&probe)
    print("lost \(network.lost)")
  } else {
    print("scenarios: \((scenarios.map(\.name) + hostScenarios.map(\.name)).joined(separator: " "))")
    exit(2)
  }
} catch let error as NetworkError {
  print("refused \(error)")
  exit(3)
}
