import Steps

/// A token of C, and of what the playground writes in the arguments of a call.
struct CToken {
  enum Kind: Equatable {
    case name, number, text, word
    /// What stands in a comment.
    case note
    case arrow
    /// `::`
    case scope
    /// `++` and `--`: 1 and -1.
    case step(Int)
    /// An operator of two letters.
    case pair(COperator)
    /// `=`, `+=`, `|=`: the operator before the sign.
    case assign(COperator?)
    /// `'A'`
    case character
    case symbol(UInt8)
    case end
  }

  let kind: Kind
  let range: Range<Int>
  /// What comes next begins here.
  let next: Int

  init(_ kind: Kind, _ range: Range<Int>, next: Int? = nil) {
    (self.kind, self.range, self.next) = (kind, range, next ?? range.upperBound)
  }

  /// Whether it is this symbol.
  func `is`(_ symbol: Unicode.Scalar) -> Bool { kind == .symbol(UInt8(ascii: symbol)) }

  /// The operator that it is between two operands; nil when it is none.
  var binary: COperator? {
    switch kind {
    case .pair(let pair): pair
    case .symbol(let byte): COperator(rawValue: String(UnicodeScalar(byte)))
    default: nil
    }
  }
}

/// Takes the bytes of a line apart, one token after the other.
struct CScanner {
  let bytes: [UInt8]
  /// Where the line's text ends.
  let end: Int

  /// The token that begins at `place` or behind the spaces there. `isOperand` says that one begins here: then `*:80` and
  /// `[::1]:80` are addresses.
  func token(at place: Int, isOperand: Bool = false) throws(UsageError) -> CToken {
    let i = start(place)
    guard i < end else { return CToken(.end, end..<end) }
    let byte = bytes[i]
    if ByteText.isLetter(byte) || byte == UInt8(ascii: "_") { return name(i) }
    if ByteText.isDigit(byte) { return number(i) }
    if byte == UInt8(ascii: "\"") { return try text(i) }
    if byte == UInt8(ascii: "'") { return try character(i) }
    if byte == UInt8(ascii: "/"), let note = note(i) { return note }
    if isOperand, let address = address(i) { return address }
    return symbols(i) ?? CToken(.symbol(byte), i..<i + 1)
  }

  /// Where something begins: behind spaces, those of East Asian width too, and comments of a line.
  private func start(_ place: Int) -> Int {
    var i = place
    while i < end {
      if ByteText.isSpace(bytes[i]) {
        i += 1
      } else if bytes[i] == 0xE3, i + 2 < end, bytes[i + 1] == 0x80, bytes[i + 2] == 0x80 {  // U+3000
        i += 3
      } else if bytes[i] == UInt8(ascii: "/"), i + 1 < end, bytes[i + 1] == UInt8(ascii: "/") {
        i = bytes[i..<end].firstIndex(of: 10) ?? end
      } else {
        break
      }
    }
    return i
  }

  /// What is spelled with two letters or three.
  private func symbols(_ i: Int) -> CToken? {
    guard i + 1 < end else { return bytes[i] == UInt8(ascii: "=") ? CToken(.assign(nil), i..<i + 1) : nil }
    let two = ByteText.string(bytes, i..<i + 2)
    if i + 2 < end, bytes[i + 2] == UInt8(ascii: "="), two == "<<" || two == ">>" {
      return CToken(.assign(COperator(rawValue: two)), i..<i + 3)
    }
    switch two {
    case "->": return CToken(.arrow, i..<i + 2)
    case "::": return CToken(.scope, i..<i + 2)
    case "++": return CToken(.step(1), i..<i + 2)
    case "--": return CToken(.step(-1), i..<i + 2)
    case "==", "!=", "<=", ">=", "&&", "||", "<<", ">>":
      return COperator(rawValue: two).map { CToken(.pair($0), i..<i + 2) }
    case "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=":
      return CToken(.assign(COperator(rawValue: String(two.prefix(1)))), i..<i + 2)
    default: return bytes[i] == UInt8(ascii: "=") ? CToken(.assign(nil), i..<i + 1) : nil
    }
  }

  /// `'A'`, with its quotes.
  private func character(_ start: Int) throws(UsageError) -> CToken {
    var i = start + 1
    while i < end, bytes[i] != UInt8(ascii: "'") { i += bytes[i] == UInt8(ascii: "\\") ? 2 : 1 }
    guard i < end, i > start + 1 else {
      throw UsageError("the character has no closing quote", at: start..<min(end, start + 2))
    }
    return CToken(.character, start..<i + 1)
  }

  private func name(_ start: Int) -> CToken {
    let stop = run(start) { ByteText.isLetter($0) || ByteText.isDigit($0) || $0 == UInt8(ascii: "_") }
    if stop < end, bytes[stop] == UInt8(ascii: "\""), ["L", "u8"].contains(ByteText.string(bytes, start..<stop)) {
      return (try? text(stop)) ?? CToken(.name, start..<stop)
    }
    guard stop < end, bytes[stop] == UInt8(ascii: ":"), ByteText.equalsExactly(bytes, start..<stop, "hex") else {
      return CToken(.name, start..<stop)
    }
    return CToken(.word, start..<run(stop + 1) { ByteText.isLetter($0) || ByteText.isDigit($0) })
  }

  /// A number, or an address in numbers.
  private func number(_ start: Int) -> CToken {
    let stop = run(start) {
      ByteText.isLetter($0) || ByteText.isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":")
    }
    let isPlain = bytes[start..<stop].allSatisfy { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: ":") }
    return CToken(isPlain ? .number : .word, start..<stop)
  }

  private func text(_ start: Int) throws(UsageError) -> CToken {
    guard let close = Lexer.closingQuote(bytes, from: start, until: end) else {
      throw UsageError("the text has no closing quote", at: start..<end)
    }
    return CToken(.text, start..<close + 1)
  }

  private func note(_ start: Int) -> CToken? {
    guard start + 3 < end, bytes[start + 1] == UInt8(ascii: "*") else { return nil }
    var i = start + 2
    while i + 1 < end, !(bytes[i] == UInt8(ascii: "*") && bytes[i + 1] == UInt8(ascii: "/")) { i += 1 }
    guard i + 1 < end else { return nil }
    var inner = start + 2..<i
    while let first = inner.first, ByteText.isSpace(bytes[first]) { inner.removeFirst() }
    while let last = inner.last, ByteText.isSpace(bytes[last]) { inner.removeLast() }
    return CToken(.note, inner, next: i + 2)
  }

  /// `*:80` or `[::1]:80`.
  private func address(_ start: Int) -> CToken? {
    var i = start + 1
    if bytes[start] == UInt8(ascii: "[") {
      i = run(i) { ByteText.hexDigit($0) != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
      guard i < end, bytes[i] == UInt8(ascii: "]") else { return nil }
      i += 1
    } else if bytes[start] != UInt8(ascii: "*") {
      return nil
    }
    guard i < end, bytes[i] == UInt8(ascii: ":") else { return nil }
    return CToken(.word, start..<run(i + 1, ByteText.isDigit))
  }

  private func run(_ start: Int, _ belongs: (UInt8) -> Bool) -> Int {
    var i = start
    while i < end, belongs(bytes[i]) { i += 1 }
    return i
  }
}
