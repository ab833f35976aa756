import Calls

/// What a line asked: its command and its values. Nothing is read a second time to know it.
struct AskedLine {
  /// Known also when a value of the line is wrong; nil when its command is.
  var command: Command?
  var invocation: Invocation?
  /// Where the packets came from that its call, or a call that returned because of it, took out of a port.
  var origins: [PacketOrigin] = []
  /// The calls of earlier lines that have returned because of it.
  var resumed: [(step: Int, invocation: Invocation)] = []

  /// The call that ended before its time, by the line that ended it.
  var endedBy: (call: CallDescriptor, step: Int)?

  init() {}

  /// The line's call, when it is one that ends what is under way.
  func cause(step: Int) -> (call: CallDescriptor, step: Int)? {
    guard let descriptor = command?.descriptor else { return nil }
    switch descriptor.action {
    case .closeSocket, .closeHandle, .cancel, .endThread: return (descriptor, step)
    default: return nil
    }
  }

  init(_ invocation: Invocation?) { (command, self.invocation) = (invocation?.command, invocation) }
}

/// What a line asked, as words of the short form.
struct AskedWords {
  let command: Command?
  /// The arguments without a key, in order.
  private(set) var words: [String] = []
  private var keys: [String: String] = [:]

  init(_ asked: AskedLine, _ session: Session) {
    command = asked.command
    guard let invocation = asked.invocation else { return }
    for word in ShortText(invocation, session).words {
      if let key = word.key { keys[key] = word.text } else { words.append(word.text) }
    }
  }

  /// The word at a place; `?` where there is none.
  subscript(place: Int) -> String { words.indices.contains(place) ? words[place] : "?" }
  subscript(key: String) -> String? { keys[key] }
  func has(_ word: String) -> Bool { words.contains { $0.lowercased() == word } }
}
