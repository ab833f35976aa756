// Where the statements of some text of C end.

extension CSource {
  /// The places of the statements, one behind the other.
  public var statements: [Range<Int>] {
    var list: [Range<Int>] = []
    var place = 0
    while let first = try? scanner.token(at: place), first.kind != .end, list.count < 10_000 {
      if first.kind == .note {
        place = first.next
        continue
      }
      let end = self.end(of: first, depth: 0)
      list.append(first.range.lowerBound..<end)
      place = max(end, first.next)
    }
    if let first = try? scanner.token(at: place), first.kind != .end { return list }
    return list.isEmpty && !bytes.isEmpty ? [0..<bytes.count] : list
  }

  /// Where the statement ends that begins with a token.
  func end(of first: CToken, depth: Int) -> Int {
    guard depth < 64 else { return bytes.count }
    if first.is("{") { return closing(first)?.next ?? bytes.count }
    guard first.kind == .name else { return semicolon(first) }
    switch ByteText.string(bytes, first.range) {
    case "if":
      let end = body(behind: first, depth)
      guard let next = try? scanner.token(at: end), next.kind == .name,
        ByteText.equalsExactly(bytes, next.range, "else"), let arm = try? scanner.token(at: next.next)
      else { return end }
      return arm.kind == .end ? bytes.count : self.end(of: arm, depth: depth + 1)
    case "for", "while", "switch", "catch": return body(behind: first, depth)
    case "else", "try":
      guard let next = try? scanner.token(at: first.next), next.kind != .end else { return bytes.count }
      return end(of: next, depth: depth + 1)
    case "do":
      guard let next = try? scanner.token(at: first.next), next.kind != .end else { return bytes.count }
      guard let rest = try? scanner.token(at: end(of: next, depth: depth + 1)) else { return bytes.count }
      return semicolon(rest)
    default: return semicolon(first)
    }
  }

  /// Where the statement ends that stands behind the parentheses of `if`, `while` and their like.
  private func body(behind word: CToken, _ depth: Int) -> Int {
    guard let open = try? scanner.token(at: word.next), open.is("("), let close = closing(open),
      let next = try? scanner.token(at: close.next), next.kind != .end
    else { return bytes.count }
    return end(of: next, depth: depth + 1)
  }

  /// Behind the next semicolon outside of brackets, or behind a function's body.
  private func semicolon(_ first: CToken) -> Int {
    var token = first
    var isBehindParenthesis = false
    while token.kind != .end {
      if token.is(";") { return token.next }
      if token.is("{"), isBehindParenthesis { return closing(token)?.next ?? bytes.count }
      isBehindParenthesis = false
      if token.is("(") || token.is("[") || token.is("{") {
        guard let close = closing(token) else { return bytes.count }
        isBehindParenthesis = close.is(")")
        token = close
      }
      guard let next = try? scanner.token(at: token.next) else { return bytes.count }
      token = next
    }
    return bytes.count
  }
}
