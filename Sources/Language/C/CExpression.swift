/// An expression of C, with its place in the line as it was typed.
public struct CExpression {
  /// What it is.
  public let kind: Kind
  /// Where it stands in the line.
  public let range: Range<Int>

  /// An expression of a kind.
  public init(kind: Kind, range: Range<Int>) { (self.kind, self.range) = (kind, range) }

  /// The forms that an expression may have.
  public indirect enum Kind {
    /// `l`, `NULL`, `MSG_PEEK`
    case name
    /// `16`, `0x50`, `10UL`
    case number
    /// `'A'`
    case character
    /// `"hello"`, or several such one behind the other
    case text
    /// What C does not have and the playground does, such as `127.0.0.1:7777` and `hex:00ff`: read as a word of the short
    /// form.
    case word
    /// `(char *)x`; the type is nil when it is not known.
    case cast(CTypeName?, CExpression)
    /// `&x`
    case address(CExpression)
    /// `-x`, `~x`, `!x`, `*x`
    case unary(UInt8, CExpression)
    /// `b.buf`, `p->len`: the name of the member.
    case member(CExpression, Range<Int>)
    /// `events[0]`
    case index(CExpression, CExpression)
    /// `sizeof(SOCKADDR_IN)`
    case sizeOfType(CTypeName)
    /// `sizeof x`
    case sizeOf(CExpression)
    /// `MAKEWORD(2, 2)`: the name of the function.
    case call(Range<Int>, [CExpression])
    /// `new IO`, `new char[512]()`: how many, and whether they are zeroed.
    case allocation(CTypeName, count: CExpression?, isZeroed: Bool)
    /// `{a, c}`
    case list([CExpression])
    /// `FD_READ | FD_CLOSE`, `"x"*3`
    case binary(COperator, CExpression, CExpression)
    /// `x = 1`, `x |= 1`
    case assign(COperator?, CExpression, CExpression)
    /// `x++`, `--x`
    case step(CExpression, by: Int, isPrefix: Bool)
    /// `a ? b : c`
    case choice(CExpression, CExpression, CExpression)
    /// `a:POLLIN | POLLOUT`: a socket, and what is asked of it.
    case tagged(Range<Int>, CExpression?)
    /// A value that is there already: an argument of a program's call.
    case value(CType, Int64)
    /// `&value /* 1 */`, as a call is printed: what stands in the comment.
    case noted(CExpression, Range<Int>)
  }

  /// What is meant by an argument: without casts, `&` and `.buf`; of `&value /* 1 */` the 1.
  public func operand(_ bytes: [UInt8]) -> CExpression {
    var here = self
    while true {
      switch here.kind {
      case .cast(_, let inner), .address(let inner): here = inner
      case .member(let base, let name) where ByteText.equals(bytes, name, "buf"): here = base
      case .noted(_, let note): return CExpression(kind: .word, range: note)
      default: return here
      }
    }
  }

  /// Without casts.
  public var withoutCasts: CExpression {
    var here = self
    while case .cast(_, let inner) = here.kind { here = inner }
    return here
  }

  /// Whether it is a name alone, or one behind casts.
  public func isBare(_ bytes: [UInt8]) -> Bool { if case .name = withoutCasts.kind { true } else { false } }

  /// Whether it is a value that is there already.
  public var isValue: Bool { if case .value = kind { true } else { false } }

  /// Whether it begins with `&`.
  public var isAddress: Bool {
    switch kind {
    case .address: true
    case .noted(let inner, _): inner.isAddress
    default: false
    }
  }

  /// The value, when it is written as a number.
  public func number(_ bytes: [UInt8]) -> Int64? {
    if case .value(_, let number) = kind { return number }
    return spelled(bytes)
  }

  private func spelled(_ bytes: [UInt8]) -> Int64? {
    if case .value(let value) = Integer.read(bytes, range) { value } else { nil }
  }

  /// Whether it is NULL.
  public func isNull(_ bytes: [UInt8]) -> Bool {
    if case .value(_, 0) = kind { return true }
    guard case .name = withoutCasts.kind else { return false }
    let range = withoutCasts.range
    return ByteText.equals(bytes, range, "NULL") || ByteText.equals(bytes, range, "nullptr")
  }

  /// What a list holds; itself where it is none.
  public var elements: [CExpression] { if case .list(let elements) = kind { elements } else { [self] } }

  /// The expressions that it is made of.
  public var parts: [CExpression] {
    switch kind {
    case .name, .number, .character, .text, .word, .sizeOfType, .value: []
    case .cast(_, let inner), .address(let inner), .unary(_, let inner), .member(let inner, _), .sizeOf(let inner),
      .step(let inner, _, _), .noted(let inner, _):
      [inner]
    case .index(let a, let b), .binary(_, let a, let b), .assign(_, let a, let b): [a, b]
    case .choice(let a, let b, let c): [a, b, c]
    case .call(_, let list), .list(let list): list
    case .tagged(_, let value), .allocation(_, let value, _): value.map { [$0] } ?? []
    }
  }

  /// The first call among its parts, itself included, that `isMeant` by its name.
  public func firstCall(_ isMeant: (Range<Int>) -> Bool) -> CExpression? {
    if case .call(let name, _) = kind, isMeant(name) { return self }
    for part in parts { if let found = part.firstCall(isMeant) { return found } }
    return nil
  }
}
