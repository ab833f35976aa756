import Language
import Steps
import Winsock

/// `tcp|udp`, `inet|inet6`, or AF TYPE PROTOCOL by C names or numbers.
struct SocketKindParameter: Parameter {
  struct Argument {
    var family: Int32 = 2
    var type: Int32 = 1
    var number: Int32 = 6
    /// The three as typed, when they were given as C has them.
    var typed: [Range<Int>] = []
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: "kind", usage: "[tcp|udp] [inet|inet6]", about: "tcp over inet when left out; or AF TYPE PROTOCOL as in C",
      completes: .words(["tcp", "udp", "inet", "inet6", "AF_INET", "AF_INET6"]))
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Argument {
    var kind = Argument()
    var isFirst = true
    while let range = words.take() {
      if isFirst, Self.isOfC(words.scope.bytes, range) {
        var typed = [range]
        while typed.count < 3, let next = words.take() { typed.append(next) }
        guard typed.count > 1 else { throw words.missing("the socket's type") }
        return try Self.numbers(words.scope, typed)
      }
      isFirst = false
      try kind.take(words.scope, range)
    }
    return kind
  }

  func read(_ c: CReader) throws(UsageError) -> Argument {
    if let kind = try values(c) { return kind }
    let typed = c.all("kind").map { $0.operand(c.bytes).range }
    if let first = typed.first, Self.isOfC(c.bytes, first) { return try Self.numbers(c.scope, typed) }
    var kind = Argument()
    for range in typed { try kind.take(c.scope, range) }
    return kind
  }

  /// Three values of C; nil when they are words of the playground's.
  private func values(_ c: CReader) throws(UsageError) -> Argument? {
    let arguments = c.all("kind")
    guard arguments.count == 3 else { return nil }
    var kind = Argument()
    var numbers: [Int32] = []
    for argument in arguments {
      guard let value = try c.value(argument) else { return nil }
      numbers.append(Int32(truncatingIfNeeded: value.number))
    }
    (kind.family, kind.type, kind.number) = (numbers[0], numbers[1], numbers[2])
    kind.typed = arguments.map(\.withoutCasts.range)
    return kind
  }

  /// Whether it begins as C has it: with the family, by its name or number.
  private static func isOfC(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    if ByteText.isDigit(bytes[range.lowerBound]) { return true }
    return range.count > 3 && ByteText.equals(bytes, range.lowerBound..<range.lowerBound + 3, "AF_")
  }

  /// The family, the type, and the protocol if there is one.
  private static func numbers(_ scope: Scope, _ typed: [Range<Int>]) throws(UsageError) -> Argument {
    var kind = Argument()
    kind.typed = typed
    kind.family = Int32(truncatingIfNeeded: try NumberParameter.number(scope, typed[0], .address))
    kind.type = Int32(truncatingIfNeeded: try NumberParameter.number(scope, typed[1]))
    kind.number = 0
    if typed.count > 2 { kind.number = Int32(truncatingIfNeeded: try NumberParameter.number(scope, typed[2])) }
    return kind
  }

  func describe(_ value: Argument, _ text: inout CText) {
    guard value.typed.isEmpty else {
      let typed = value.typed.map { text.typed($0) } + ["0"]
      text.put("kind", typed.prefix(3).joined(separator: ", "))
      return
    }
    let family = value.family == 2 ? "AF_INET" : "AF_INET6"
    text.put("kind", family + (value.type == 1 ? ", SOCK_STREAM, IPPROTO_TCP" : ", SOCK_DGRAM, IPPROTO_UDP"))
  }

  func write(_ value: Argument, _ text: inout ShortText) {
    guard value.typed.isEmpty else {
      for range in value.typed { text.put(text.typed(range)) }
      return
    }
    text.put(value.type == 1 ? "tcp" : "udp")
    if value.family == 23 { text.put("inet6") }
  }
}

extension SocketKindParameter.Argument {
  /// A word of the short form.
  fileprivate mutating func take(_ scope: Scope, _ range: Range<Int>) throws(UsageError) {
    if ByteText.equals(scope.bytes, range, "tcp") {
      (type, number) = (1, 6)
    } else if ByteText.equals(scope.bytes, range, "udp") {
      (type, number) = (2, 17)
    } else if ByteText.equals(scope.bytes, range, "inet") {
      family = 2
    } else if ByteText.equals(scope.bytes, range, "inet6") {
      family = 23
    } else {
      throw scope.wrong(range, "is not tcp, udp, inet or inet6")
    }
  }
}
