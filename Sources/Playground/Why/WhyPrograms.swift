// Programs that run beside the lines.

extension Why {
  /// A line that began a program.
  func program() -> Reason? {
    guard let command = line.command?.name, ["server", "dummyclient"].contains(command) else { return nil }
    let name = step.programs.last?.name ?? "NAME"
    let next = "show \(name) gives its status; calls \(name) shown prints each of its calls from then on."
    guard command == "server" else {
      return Reason(
        "clients for \(line[0]), that send and want it back",
        found: ["They are threads of a program, beside your lines, and go on as far as the server answers."],
        next: [next],
        .models)
    }
    let model = line["model"]?.lowercased() ?? ""
    return Reason("an echo server on \(line[0]), model \(model)", found: [Why.model(model)], next: [next], .models)
  }

  private static func model(_ name: String) -> String {
    switch name {
    case "blocking": "A thread waits in accept, and recv of one client keeps its thread from every other one."
    case "event": "Each client has a WSAOVERLAPPED with an event, and one wait takes 64 of them at most."
    case "routine": "Its thread waits alertably: at the end of each receive a routine is called on it."
    default: "Its workers wait on one port: whichever client a packet is of, the next free worker takes it."
    }
  }
}
