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
    print(network.isPrivate ? "private" : "shared", network.notice ?? "")
  } else if let scenario = scenarios.first(where: { $0.name == wish }) {
    let network = try Network(.private)
    network.prepare()
    network.startCapture()
    if let notice = network.notice { print("notice \(notice)") }
    var probe = Probe(network: network)
    scenario.play(&probe)
    print("lost \(network.lost)")
  } else {
    print("scenarios: \(scenarios.map(\.name).joined(separator: " "))")
    exit(2)
  }
} catch let error as NetworkError {
  print("refused \(error.message)")
  exit(3)
}
