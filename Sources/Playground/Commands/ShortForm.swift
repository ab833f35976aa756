import Steps

/// Writes the short form of a C line word by word, and notes where each word comes from.
struct ShortForm {
  /// The C line.
  let bytes: [UInt8]
  let session: Session
  private(set) var short: [UInt8] = []
  private(set) var places: [(short: Range<Int>, c: Range<Int>)] = []

  init(bytes: [UInt8], session: Session) { (self.bytes, self.session) = (bytes, session) }

  /// Writes `text` and the C line's bytes at `range` behind it; with `replacing` only the text, in their place.
  mutating func put(_ text: String, _ range: Range<Int>, replacing: Bool = false) {
    if !short.isEmpty { short.append(32) }
    let start = short.count
    short.append(contentsOf: text.utf8)
    guard !replacing else { return places.append((start..<short.count, range)) }
    let own = short.count
    copy(range)
    places.append((own..<short.count, range))
  }

  /// Copies without the spaces that the short form would split at: those outside quotes.
  private mutating func copy(_ range: Range<Int>) {
    var i = range.lowerBound
    while i < range.upperBound {
      if bytes[i] == UInt8(ascii: "\""), let close = Lexer.closingQuote(bytes, from: i, until: range.upperBound) {
        short.append(contentsOf: bytes[i...close])
        i = close
      } else if !ByteText.isSpace(bytes[i]) {
        short.append(bytes[i])
      }
      i += 1
    }
  }

  /// Writes what the C arguments of one parameter say.
  mutating func put(_ parameter: ParameterInfo, _ arguments: [Range<Int>], companion: Range<Int>?) throws(UsageError) {
    guard let first = arguments.first else { return }
    if let choices = parameter.choices { return try put(choice: choices, first) }
    let core = CArguments.core(bytes, first)
    switch parameter.c {
    case .memory: return try putMemory(core, companion)
    case .data: try checkLength(core, companion)
    case .version:
      if let range = version(core) { return put(range.text, core, replacing: true) }
    case .plain: break
    }
    if parameter.label == "events", let companion { return try putEvents(core, companion) }
    if let key = parameter.key { return put(key: key, core, isAddress: bytes[first.lowerBound] == UInt8(ascii: "&")) }
    for argument in arguments {
      let core = CArguments.core(bytes, argument)
      if isNull(core), parameter.dropsNull { continue }
      if parameter.isOptional, bytes[argument.lowerBound] == UInt8(ascii: "&"), !Integer.isLike(bytes, core),
        parameter.dropsNull
      {
        continue
      }
      put("", withSeconds(core))
    }
  }

  /// SO_LINGER's value reads `on,5` here, which is two arguments of C.
  private func withSeconds(_ core: Range<Int>) -> Range<Int> {
    guard ByteText.equals(bytes, core, "on"), core.upperBound < bytes.count, bytes[core.upperBound] == UInt8(ascii: ",")
    else { return core }
    var end = core.upperBound + 1
    while end < bytes.count, ByteText.isDigit(bytes[end]) { end += 1 }
    return end > core.upperBound + 1 ? core.lowerBound..<end : core
  }

  private func isNull(_ range: Range<Int>) -> Bool {
    ByteText.equals(bytes, range, "NULL") || ByteText.equals(bytes, range, "nullptr")
  }

  /// `key=value`; the address of a variable that the playground does not have, such as `&flags`, says nothing.
  private mutating func put(key: String, _ core: Range<Int>, isAddress: Bool) {
    if isNull(core) { return }
    let isConstant = Integer.isLike(bytes, core) || Constants.value(bytes, core) != nil
    if key == "flags", isAddress, !isConstant, !bytes[core].contains(UInt8(ascii: "|")) { return }
    if key == "overlapped" {
      let isZero = ByteText.equals(bytes, core, "0")
      return put("overlapped=" + (isZero ? "no" : "yes"), core, replacing: true)
    }
    put(key + "=", core)
  }

  /// TRUE and FALSE, and what else C has for a word of the short form.
  private mutating func put(choice choices: [(word: String, c: String)], _ range: Range<Int>) throws(UsageError) {
    let text = ByteText.string(bytes, range).uppercased()
    for (i, choice) in choices.enumerated()
    where text == choice.c.uppercased() || Integer.read(bytes, range) == .value(Int64(i)) {
      if !choice.word.isEmpty { put(choice.word, range, replacing: true) }
      return
    }
    let words = choices.map(\.c).joined(separator: " or ")
    throw UsageError("\(ByteText.quoted(bytes, range)) is not \(words)", at: range)
  }

  /// A WSABUF's memory, by its name; memory that is not declared is made, as long as the next argument says.
  private mutating func putMemory(_ core: Range<Int>, _ companion: Range<Int>?) throws(UsageError) {
    guard let companion, case .value(let length) = Integer.read(bytes, companion) else { return put("", core) }
    switch session.names.find(bytes, core) {
    case .buffer(let buffer) where Int64(buffer.len) != length:
      throw UsageError(
        "the len of \(ByteText.quoted(bytes, core)) is \(buffer.len), and all of it is given here", at: companion)
    case .none where !Integer.isLike(bytes, core): put("", companion)
    default: put("", core)
    }
  }

  /// An array of events, as many as its count says: none for 0. More than the array names are what follows it in memory,
  /// which nothing is known of, unless there are too many of them for it to be looked at.
  private mutating func putEvents(_ core: Range<Int>, _ count: Range<Int>) throws(UsageError) {
    guard case .value(let wanted) = Integer.read(bytes, count) else { return put("", core) }
    if wanted == 0 { return put("{}", core, replacing: true) }
    let names = ByteText.string(bytes, core).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if wanted == names.count { return put("", core) }
    if wanted > 64, wanted <= HandleListParameter.maximum, let last = names.last {
      let more = [String](repeating: last, count: Int(wanted) - names.count)
      return put((names + more).joined(separator: ","), core, replacing: true)
    }
    guard wanted > 0, wanted < names.count else {
      throw UsageError("\(wanted) events are said, and \(names.count) given", at: count)
    }
    put(names.prefix(Int(wanted)).joined(separator: ","), core, replacing: true)
  }

  /// The length that C gives must be the text's: the short form sends all of it.
  private func checkLength(_ core: Range<Int>, _ companion: Range<Int>?) throws(UsageError) {
    guard let companion, case .value(let length) = Integer.read(bytes, companion), DataLiteral.isLike(bytes, core)
    else {
      return
    }
    var data: [UInt8] = []
    try DataLiteral.read(bytes, core, into: &data)
    guard Int64(data.count) != length else { return }
    throw UsageError("the text has \(data.count) bytes, not \(length)", at: companion)
  }

  /// `MAKEWORD(2, 2)` is 2.2.
  private func version(_ core: Range<Int>) -> (text: String, range: Range<Int>)? {
    guard core.count > 10, ByteText.equals(bytes, core.lowerBound..<core.lowerBound + 9, "MAKEWORD(") else {
      return nil
    }
    let text = ByteText.string(bytes, core.lowerBound + 9..<core.upperBound - 1)
    return (text.split(separator: ",").map { $0.filter { $0 != " " } }.joined(separator: "."), core)
  }
}

extension Command {
  /// The orders in which C arguments may come, each by the labels of its parameters and `_` for what the short form has
  /// no place for: first those that are declared, then that in which the call is printed.
  static func shapes(_ declared: [String], c: String) -> [[String]] {
    var shapes = declared.map { $0.split(separator: " ").map(String.init) }
    guard let open = c.firstIndex(of: "("), c.hasSuffix(")") else { return shapes }
    let inner = c[c.index(after: open)...].dropLast()
    let printed = inner.isEmpty ? [] : inner.split(separator: ",").map { $0.filter { $0 != " " } }
    let shape = printed.map { $0.hasPrefix("{") && $0.hasSuffix("}") ? String($0.dropFirst().dropLast()) : "_" }
    if !shapes.contains(where: { $0.count == shape.count }) { shapes.append(shape) }
    return shapes
  }
}
