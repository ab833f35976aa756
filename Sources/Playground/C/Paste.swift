import Language
import Steps

/// Text of C that a session has begun to read.
struct Paste {
  /// The lines so far of text that is not whole.
  var open: [UInt8] = []
  /// Whether the last `if` held; nil where an `else` belongs to none.
  var condition: Bool?
  /// Whether the lines come out of a transcript, with their prompts: what is indented between them is output.
  var isTranscript = false

  /// The lines since the first `#include`, as long as no program was made of them: a whole program may be pasted.
  var program: [UInt8] = []
  /// How many programs were pasted.
  var programs = 0

  /// Notes a line that may be one of a program.
  mutating func note(_ line: [UInt8]) {
    guard !program.isEmpty || line.first == UInt8(ascii: "#") else { return }
    guard program.count + line.count < Self.maximum else { return program.removeAll() }
    program += line + [10]
  }

  /// A statement whose calls are not all made yet, with those that were.
  struct Carried {
    let bytes: [UInt8]
    let made: [MadeCall]
  }
  /// The statement that is to be gone on with.
  var carried: Carried?
  /// The calls that the statement which runs now has made before.
  var resumed: [MadeCall] = []

  /// A statement runs: it goes on where it was left, or it is another one.
  mutating func resume(_ bytes: [UInt8]) {
    if carried == nil, resumed.isEmpty { return }
    resumed = carried?.bytes == bytes ? carried?.made ?? [] : []
    carried = nil
  }

  /// Whether the next line is run although it is not whole.
  var isForced = false

  /// More text than this is not gathered.
  static let maximum = 1 << 20
}

extension Session {
  /// The names by which C is told from the short form.
  var cNames: CSource.Names {
    CSource.Names(
      types: objects.c.types,
      isCommand: { Catalogue.find($1, $0) != nil },
      isCall: { word in
        let bytes = Array(word.utf8)
        guard let command = Catalogue.find(bytes, 0..<bytes.count), !command.call.isEmpty else { return false }
        return command.call == word || command.call + "W" == word || command.call + "A" == word
          || command.call == word + "W"
      })
  }

  /// Whether the text so far needs more lines: a prompt says so.
  public var continues: Bool { !history.paste.open.isEmpty }

  /// What a line gives to run: the line itself, or the first statement of the C text that it completes, the others being
  /// queued. Nil when it gives nothing: a comment, output of a transcript, text that is not whole yet.
  func statement(of bytes: [UInt8]) -> [UInt8]? {
    if history.paste.isForced {
      history.paste.isForced = false
      return bytes
    }
    if !history.isReplaying { history.paste.note(bytes) }
    if history.paste.open.isEmpty, !history.paste.isTranscript, !CSource.mayBegin(bytes) { return withoutPrompt(bytes) }
    if isOutput(bytes) { return nil }
    guard let content = withoutPrompt(bytes) else { return nil }
    var text = content
    if history.paste.open.isEmpty {
      if let line = definition(content) { return line }
      guard CSource.mayBegin(content), CSource(content, names: cNames).isC else { return content }
      if !content.contains(UInt8(ascii: "{")) { text = Lexer.withoutComment(content) }
    } else {
      if isAbandoned(content) { return abandon(for: content) }
      text = history.paste.open + [10] + content
    }
    switch CSource(text, names: cNames).state {
    case .enclosed where text.count <= Paste.maximum, .expecting where text.count <= Paste.maximum && !isBlank(content):
      history.paste.open = text
      return nil
    default: break
    }
    history.paste.open = []
    return first(of: text, line: content)
  }

  /// The first statement; the others are queued.
  private func first(of text: [UInt8], line: [UInt8]) -> [UInt8]? {
    let plain = CSource.plain(text)
    guard !plain.isEmpty else { return nil }
    let statements = CSource(plain, names: cNames).statements.flatMap { parts(of: Array(plain[$0])) }
    guard let first = statements.first else { return nil }
    let rest = Array(statements.dropFirst())
    if !rest.isEmpty { queue(lines: rest) }
    return first
  }

  /// A declaration of several variables that makes calls is one of each, and expressions with commas between are statements:
  /// each call is a step of its own.
  private func parts(of statement: [UInt8]) -> [[UInt8]] {
    let source = CSource(statement, names: cNames)
    let evaluator = CEvaluator(session: self, thread: threads[0].id, bytes: statement)
    guard let parsed = try? CStatementParser.statement(source, 0..<statement.count) else {
      let pieces = Self.commaParts(statement[...])
      let isList =
        pieces.count > 1
        && pieces.allSatisfy {
          ((try? CParser.expression(Array($0), 0..<$0.count, types: objects.c.types)) ?? nil) != nil
        }
      return isList ? pieces.map { $0 + [UInt8(ascii: ";")] } : [statement]
    }
    guard case .declaration(let base, let list) = parsed.kind, list.count > 1,
      list.contains(where: { $0.value?.firstCall(evaluator.isCall) != nil })
    else { return [statement] }
    return Self.commaParts(statement[base.range.upperBound...]).map {
      Array(statement[..<base.range.upperBound]) + [UInt8(ascii: " ")] + $0 + [UInt8(ascii: ";")]
    }
  }

  /// The parts of a text between the commas that stand in no brackets and no quotes, without the semicolon at its end.
  private static func commaParts(_ text: ArraySlice<UInt8>) -> [[UInt8]] {
    var (parts, depth, quote): ([[UInt8]], Int, UInt8) = ([[]], 0, 0)
    var isEscaped = false
    for byte in text {
      if quote != 0 {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == quote {
          quote = 0
        }
      } else {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
        case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ",") where depth == 0:
          parts.append([])
          continue
        case UInt8(ascii: ";") where depth == 0: continue
        default: break
        }
      }
      parts[parts.count - 1].append(byte)
    }
    return parts.map { Array($0[ByteText.trimmed($0, 0..<$0.count)]) }.filter { !$0.isEmpty }
  }

  /// Queues the statement that has calls left to make.
  func queue(again statement: [UInt8]) { queue(lines: [statement]) }

  /// Queues statements; they come before what is typed next.
  private func queue(lines: [[UInt8]]) {
    history.scripts.append(Script(name: "", lines: lines, files: current.files))
  }

  /// Queues the statements of an arm.
  func queue(statement text: [UInt8]) {
    let text = inside(text)
    let statements = CSource(text, names: cNames).statements.map { Array(text[$0]) }
    guard !statements.isEmpty, history.scripts.count < 256 else { return }
    queue(lines: statements)
  }

  /// What stands in braces, where the text is a block and nothing else.
  private func inside(_ text: [UInt8]) -> [UInt8] {
    let source = CSource(text, names: cNames)
    guard source.statements.count == 1, text.first == UInt8(ascii: "{"), text.last == UInt8(ascii: "}") else {
      return text
    }
    return Array(text.dropFirst().dropLast())
  }

  private func isBlank(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy(ByteText.isSpace) }

  /// Whether a line does not go on with the open text, though a parenthesis is open: that was a slip.
  private func isAbandoned(_ content: [UInt8]) -> Bool {
    guard !history.paste.open.contains(UInt8(ascii: "{")) else { return false }
    if CSource(history.paste.open, names: cNames).state == .enclosed,
      !CSource(history.paste.open, names: cNames).isContinued(by: CSource(content, names: cNames))
    {
      return true
    }
    let text = ByteText.trimmed(content, 0..<content.count)
    let word = text.prefix { ByteText.isLetter(content[$0]) || ByteText.isDigit(content[$0]) || content[$0] == 95 }
    guard !word.isEmpty, let command = Catalogue.find(content, word), ByteText.string(content, word) == command.name,
      let last = content[text].last, ![UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: ";")].contains(last)
    else { return false }
    return word.upperBound == text.upperBound || ByteText.isSpace(content[word.upperBound])
  }

  /// Gives up the open text: it is run as it is, for the sake of its error, and the line after it.
  private func abandon(for line: [UInt8]) -> [UInt8]? {
    let text = CSource.plain(history.paste.open)
    history.paste.open = []
    queue(lines: [line])
    return text.isEmpty ? nil : text
  }

  /// The text that is open when no line follows any more, to be run as it is; nil when none is.
  public func endOfLines() -> [UInt8]? {
    guard !history.paste.open.isEmpty else { return nil }
    let text = CSource.plain(history.paste.open)
    (history.paste.open, history.paste.isForced) = ([], !text.isEmpty)
    return text.isEmpty ? nil : text
  }

  /// Gives up the text that is open.
  public func dropOpenLines() { history.paste.open = [] }

  // MARK: - Prompts

  /// Whether a line of a transcript is output: it is indented and has no prompt.
  private func isOutput(_ bytes: [UInt8]) -> Bool {
    history.paste.isTranscript && history.paste.open.isEmpty && bytes.starts(with: [32, 32])
      && Lexer.promptEnd(bytes) == nil
  }

  private func withoutPrompt(_ bytes: [UInt8]) -> [UInt8]? {
    guard let end = Lexer.promptEnd(bytes) else {
      if !isBlank(bytes) { history.paste.isTranscript = false }
      return bytes
    }
    history.paste.isTranscript = true
    return Array(bytes[end...])
  }

  // MARK: - Definitions

  /// `#define NAME VALUE` as a line that can be run; nil for any other line.
  private func definition(_ content: [UInt8]) -> [UInt8]? {
    let text = ByteText.trimmed(content, 0..<content.count)
    guard content[text].starts(with: "#define ".utf8) else { return nil }
    return Array("define ".utf8) + content[text].dropFirst(8)
  }
}
