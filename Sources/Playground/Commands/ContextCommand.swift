import Language
import Steps

extension Command {
  static let context = CommandOf(
    "context", topic: .playground,
    summary: "Keeps chosen parts of the state in view: threads, pending operations, ports, the wire, buffers, source.",
    tasks: ["panes", "keep in view", "watch the state", "show after each step"],
    needs: "a session at a terminal",
    examples: ["context on", "context on threads,port", "context top", "context to /dev/pts/3", "context off"],
    needsThread: false, isSaved: false,
    TextParameter(
      usage: "on|top|to|off",
      about: "after each step, in the upper part of the screen, on another terminal, or no more", label: "what",
      isOptional: true,
      completes: .words(["on", "top", "to", "off"])),
    TextParameter(
      usage: "PANE,…|TERMINAL", about: "threads, sockets, pending, port, wire, buffers, source; or the terminal's file",
      label: "which", isOptional: true, completes: .files)
  ) { call, what, which throws(UsageError) in
    guard let context = call.session.caller.context else {
      throw UsageError("panes are shown in a session at a terminal only", at: what.wasGiven ? what.range : nil)
    }
    do throws(UsageError) {
      return .body(.text([TextLine(.prose, try context([what.text, which.text]))]))
    } catch {
      throw UsageError(error.message, at: which.wasGiven ? which.range : what.range, hint: error.hint)
    }
  }
}
