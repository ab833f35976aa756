import Steps

extension Command {
  static let quit = CommandOf(
    "quit", "exit", topic: .playground, summary: "Ends the session.", tasks: ["leave", "end"], needsThread: false,
    isSaved: false
  ) { call throws(UsageError) in
    call.session.quit()
    return .body(.none)
  }
}
