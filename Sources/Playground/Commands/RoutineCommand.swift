import Language
import Steps
import Winsock

extension Command {
  static let routine = CommandOf(
    "routine", topic: .memory, summary: "Makes a completion routine, with the commands that it runs.",
    tasks: ["completion routine", "callback"], needsThread: false,
    RestParameter(usage: "R [: COMMAND; COMMAND …]", about: "a name, and after the colon what it does")
  ) { call, rest throws(UsageError) in
    let bytes = call.bytes
    let colon = bytes[rest].firstIndex(of: UInt8(ascii: ":")) ?? rest.upperBound
    var end = colon
    while end > rest.lowerBound, ByteText.isSpace(bytes[end - 1]) { end -= 1 }
    let range = rest.lowerBound..<end
    guard ByteText.isName(bytes, range) else {
      throw UsageError("a routine needs a name", at: range, hint: "routine R [: COMMAND; COMMAND …]")
    }
    let commands = Lexer.commands(bytes, min(colon + 1, rest.upperBound)..<rest.upperBound)
    let session = call.session
    let name = try session.newName(bytes, range)
    session.objects.names.bind(name, .routine(session.addRoutine(name: name, commands: commands)))
    let text = commands.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "; ")
    return .body(
      .objects([ObjectRecord(name: session.objects.names.text(name), state: .routine(commands: text))], declared: true))
  }
}

extension Lexer {
  /// The commands of a routine: what stands between semicolons outside quotes.
  static func commands(_ bytes: [UInt8], _ range: Range<Int>) -> [[UInt8]] {
    var commands: [[UInt8]] = []
    var start = range.lowerBound
    var i = start
    func add(_ end: Int) {
      var line = Line(bytes: Array(bytes[start..<end]))
      if trim(&line) { commands.append(Array(line.bytes[line.text])) }
    }
    while i < range.upperBound {
      if bytes[i] == UInt8(ascii: "\"") {
        i = closingQuote(bytes, from: i, until: range.upperBound) ?? range.upperBound - 1
      } else if bytes[i] == UInt8(ascii: ";") {
        add(i)
        start = i + 1
      }
      i += 1
    }
    add(range.upperBound)
    return commands
  }
}
