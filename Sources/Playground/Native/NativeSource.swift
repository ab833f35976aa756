import Children
import Language
import Steps

/// What the source says at the places of calls.
struct NativeSource {
  /// A call as the source has it.
  struct Words {
    /// `::recv(clientSocket, recvBuffer, sizeof(recvBuffer), 0)`, on one line.
    var text: [UInt8] = []
    /// The same as text.
    var string = ""
    /// Where its arguments stand in it.
    var arguments: [Range<Int>] = []
    /// What gets its value: `clientSocket`; empty where nothing that has a name does.
    var target = ""
    /// Whether the call is a statement by itself: nothing looks at what it returns.
    var isStatement = false
    /// Whether it stands in the condition of a loop.
    var isLoop = false
    var place: SourcePlace?
  }

  private var known: [UInt64: Words] = [:]

  /// The words of a call that returns to an address.
  mutating func words(at pc: UInt64, _ call: String, _ program: CompiledProgram, _ symbols: Symbols) -> Words {
    if let words = known[pc] { return words }
    var words = Words()
    if let place = symbols.place(returningTo: pc) {
      words.place = SourcePlace(file: place.file, line: place.line, function: place.function)
      if let source = program.sources.find(place.file) {
        Self.read(source.lines, place.line - 1, max(place.column - 1, 0), call, &words)
      }
    }
    known[pc] = words
    return words
  }

  /// Reads a call from its column to its closing parenthesis.
  private static func read(_ lines: [[UInt8]], _ line: Int, _ column: Int, _ call: String, _ words: inout Words) {
    guard lines.indices.contains(line) else { return }
    let text = Array(lines[line..<min(line + 24, lines.count)].joined(separator: [0x0A]))
    var start = min(column, max(text.count - 1, 0))
    // The column may be that of the name behind `::`, or of the parenthesis.
    while start > 0, ByteText.isLetter(text[start - 1]) || ByteText.isDigit(text[start - 1]) || text[start - 1] == 95 {
      start -= 1
    }
    if start >= 2, text[start - 1] == UInt8(ascii: ":"), text[start - 2] == UInt8(ascii: ":") { start -= 2 }
    guard let open = text[start...].firstIndex(of: UInt8(ascii: "(")), open - start < 200,
      let close = end(of: text, open)
    else { return }
    words.target = target(text, before: start)
    let before = Self.before(lines, line, text, start)
    words.isLoop = before.hasSuffix("while(") || before.hasSuffix("for(;")
    let follows = text[(close + 1)...].first { !ByteText.isSpace($0) }
    words.isStatement =
      words.target.isEmpty && follows == UInt8(ascii: ";")
      && (before.isEmpty || before.last.map { ";{}:".contains($0) } ?? true || before == "else"
        || before.last == ")" && ["if(", "elseif(", "for(", "while("].contains { before.hasPrefix($0) })
    var (flat, arguments): ([UInt8], [Range<Int>]) = ([], [])
    var depth = 0
    var begun = 0
    var isText: UInt8 = 0
    for place in start...close {
      var byte = text[place]
      if isText != 0 {
        if byte == isText, text[place - 1] != UInt8(ascii: "\\") { isText = 0 }
        flat.append(byte)
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): isText = byte
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        if depth == 1 {
          flat.append(byte)
          begun = flat.count
          continue
        }
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { arguments.append(ByteText.trimmed(flat, begun..<flat.count)) }
      case UInt8(ascii: ",") where depth == 1:
        arguments.append(ByteText.trimmed(flat, begun..<flat.count))
        begun = flat.count + 1
      case 0x0A, 0x0D, 0x09: byte = 0x20
      default: break
      }
      if byte == 0x20, flat.last == 0x20 || flat.last == UInt8(ascii: "(") { continue }
      flat.append(byte)
    }
    if arguments.count == 1, arguments[0].isEmpty { arguments = [] }
    (words.text, words.arguments) = (flat, arguments)
    words.string = String(decoding: flat, as: UTF8.self)
  }

  /// What stands in front of a call, without blanks: as much of it as tells whether the call is a statement.
  private static func before(_ lines: [[UInt8]], _ line: Int, _ text: [UInt8], _ start: Int) -> String {
    var bytes = text[..<start].filter { !ByteText.isSpace($0) }
    var above = line - 1
    while bytes.isEmpty, above >= 0, line - above < 20 {
      var own = lines[above]
      if let comment = comment(in: own) { own.removeSubrange(comment...) }
      bytes = own.filter { !ByteText.isSpace($0) }
      above -= 1
    }
    return String(decoding: bytes.suffix(24), as: UTF8.self)
  }

  /// Where a comment to the line's end begins.
  private static func comment(in line: [UInt8]) -> Int? {
    for place in line.indices.dropLast() where line[place] == UInt8(ascii: "/") && line[place + 1] == UInt8(ascii: "/")
    {
      return place
    }
    return nil
  }

  private static func end(of text: [UInt8], _ open: Int) -> Int? {
    var depth = 0
    var isText: UInt8 = 0
    for place in open..<text.count {
      let byte = text[place]
      if isText != 0 {
        if byte == isText, text[place - 1] != UInt8(ascii: "\\") { isText = 0 }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): isText = byte
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return place }
      default: break
      }
    }
    return nil
  }

  /// The name before the equals sign that stands in front of a call, casts and a parenthesis passed over.
  private static func target(_ text: [UInt8], before start: Int) -> String {
    var place = start
    func skipBlanks() { while place > 0, ByteText.isSpace(text[place - 1]) { place -= 1 } }
    skipBlanks()
    while place > 0, text[place - 1] == UInt8(ascii: ")") {
      guard let open = text[..<place].lastIndex(of: UInt8(ascii: "(")) else { return "" }
      place = open
      skipBlanks()
    }
    guard place > 1, text[place - 1] == UInt8(ascii: "="), !"=!<>".utf8.contains(text[place - 2]) else { return "" }
    place -= 1
    skipBlanks()
    let end = place
    while place > 0 {
      let byte = text[place - 1]
      if byte == UInt8(ascii: "]") {
        guard let open = text[..<place].lastIndex(of: UInt8(ascii: "[")) else { return "" }
        place = open
      } else if ByteText.isLetter(byte) || ByteText.isDigit(byte) || "_.>-".utf8.contains(byte) || byte >= 0x80 {
        place -= 1
      } else {
        break
      }
    }
    return String(decoding: text[place..<end].filter { !ByteText.isSpace($0) }, as: UTF8.self)
  }

  /// What an argument names: without casts, `&` and blanks.
  static func named(_ words: Words, _ argument: Int) -> String {
    guard words.arguments.indices.contains(argument) else { return "" }
    var text = Array(words.text[words.arguments[argument]])
    while text.first == UInt8(ascii: "(") {
      guard let close = text.firstIndex(of: UInt8(ascii: ")")), close + 1 < text.count else { break }
      text = Array(text[(close + 1)...].drop { ByteText.isSpace($0) })
    }
    while let first = text.first, first == UInt8(ascii: "&") || first == UInt8(ascii: "*") || ByteText.isSpace(first) {
      text.removeFirst()
    }
    if text.first == UInt8(ascii: "\""), text.count <= 60, text.allSatisfy({ $0 >= 0x20 }) {
      return String(decoding: text, as: UTF8.self)
    }
    guard !text.isEmpty, text.count <= 60, text.allSatisfy({ $0 >= 0x20 }), !ByteText.isDigit(text[0]) else {
      return ""
    }
    let string = String(decoding: text, as: UTF8.self)
    return ["NULL", "nullptr", "0"].contains(string) || string.contains("(") ? "" : string
  }
}

extension NativeProgram {
  /// The most text that a step tells of a program's files, in bytes.
  private static let toldText = 1 << 18

  /// What the program is compiled of, for its first step; nothing where that is very long.
  var toldSources: [SourceFile] {
    let files = compiled.sources.list + compiled.sources.headers
    guard files.reduce(0, { $0 + $1.text.count }) <= Self.toldText else { return [] }
    return files.map { SourceFile(name: $0.name, text: String(decoding: $0.text, as: UTF8.self)) }
  }
}
