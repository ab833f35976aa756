import Steps

/// A token of C, and of what the playground writes in the arguments of a call.
struct CToken {
  enum Kind: Equatable {
    case name, number, text, word
    /// What stands in a comment.
    case note
    case arrow
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
}

/// Takes the bytes of a line apart, one token after the other.
struct CScanner {
  let bytes: [UInt8]
  /// Where the line's text ends.
  let end: Int

  /// The token that begins at `place` or behind the spaces there. `isOperand` says that one begins here: then `*:80` and
  /// `[::1]:80` are addresses.
  func token(at place: Int, isOperand: Bool = false) throws(UsageError) -> CToken {
    var i = place
    while i < end, ByteText.isSpace(bytes[i]) { i += 1 }
    guard i < end else { return CToken(.end, end..<end) }
    let byte = bytes[i]
    if ByteText.isLetter(byte) || byte == UInt8(ascii: "_") { return name(i) }
    if ByteText.isDigit(byte) { return number(i) }
    if byte == UInt8(ascii: "\"") { return try text(i) }
    if byte == UInt8(ascii: "/"), let note = note(i) { return note }
    if isOperand, let address = address(i) { return address }
    if byte == UInt8(ascii: "-"), i + 1 < end, bytes[i + 1] == UInt8(ascii: ">") { return CToken(.arrow, i..<i + 2) }
    return CToken(.symbol(byte), i..<i + 1)
  }

  private func name(_ start: Int) -> CToken {
    let stop = run(start) { ByteText.isLetter($0) || ByteText.isDigit($0) || $0 == UInt8(ascii: "_") }
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
