/// An argument of a call as C writes it, with its place in the line as it was typed.
public struct CExpression {
  /// What it is.
  public let kind: Kind
  /// Where it stands in the line.
  public let range: Range<Int>

  /// The forms that an argument may have.
  public indirect enum Kind {
    /// `l`, `NULL`, `MSG_PEEK`
    case name
    /// `16`, `0x50`
    case number
    /// `"hello"`
    case text
    /// What C does not have and the playground does, such as `127.0.0.1:7777` and `hex:00ff`: read as a word of the short
    /// form.
    case word
    /// `(char *)x`
    case cast(CExpression)
    /// `&x`
    case address(CExpression)
    /// `-x`, `~x`, `!x`, `*x`
    case unary(UInt8, CExpression)
    /// `b.buf`, `p->len`: the name of the member.
    case member(CExpression, Range<Int>)
    /// `sizeof x`, `sizeof(SOCKADDR_IN)`: what is measured.
    case size(of: Range<Int>)
    /// `MAKEWORD(2, 2)`: the name of the function.
    case call(Range<Int>, [CExpression])
    /// `{a, c}`
    case list([CExpression])
    /// `FD_READ | FD_CLOSE`, `"x"*3`
    case binary(UInt8, CExpression, CExpression)
    /// `a:POLLIN | POLLOUT`: a socket, and what is asked of it.
    case tagged(Range<Int>, CExpression?)
    /// `&value /* 1 */`, as a call is printed: what stands in the comment.
    case noted(CExpression, Range<Int>)
  }

  /// What is meant by an argument: without casts, `&` and `.buf`; of `&value /* 1 */` the 1.
  public func operand(_ bytes: [UInt8]) -> CExpression {
    var here = self
    while true {
      switch here.kind {
      case .cast(let inner), .address(let inner): here = inner
      case .member(let base, let name) where ByteText.equals(bytes, name, "buf"): here = base
      case .noted(_, let note): return CExpression(kind: .word, range: note)
      default: return here
      }
    }
  }

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
    if case .value(let value) = Integer.read(bytes, range) { value } else { nil }
  }

  /// Whether it is NULL.
  public func isNull(_ bytes: [UInt8]) -> Bool {
    guard case .name = kind else { return false }
    return ByteText.equals(bytes, range, "NULL") || ByteText.equals(bytes, range, "nullptr")
  }

  /// What a list holds; itself where it is none.
  public var elements: [CExpression] { if case .list(let elements) = kind { elements } else { [self] } }
}
