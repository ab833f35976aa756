import Explain
import Language
import Steps

extension Command {
  static let help = CommandOf(
    "help", "?", topic: .playground, summary: "Lists the commands, or describes one, a topic or a task.",
    tasks: ["how", "what"], needsThread: false, isSaved: false,
    RestParameter(
      usage: "[COMMAND|TOPIC|TASK]", about: "help send, help events, help receive without blocking",
      completes: .commands)
  ) { call, rest throws(UsageError) in
    let query = ByteText.string(call.bytes, rest)
    guard !query.isEmpty else { return .body(.text(Help.overview())) }
    if let lines = Help.command(named: query) ?? Help.topic(named: query) ?? Help.task(query) {
      return .body(.text(lines))
    }
    let near = Spelling.suggestion(query, Catalogue.all.map(\.name) + HelpTask.all.map(\.title))
    throw UsageError(
      "there is no help on \(ByteText.quoted(call.bytes, rest))\(near)", at: rest,
      hint: "help alone lists everything")
  }
}
