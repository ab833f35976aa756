/// Where a claim about Windows or TCP comes from.
public enum ClaimSource: Sendable, Equatable {
  /// A page of the vendor's, or an RFC.
  case documented(String)
  /// A test whose expected values are what Windows gave.
  case seen(String)
  /// What this session's own steps hold.
  case session(String)

  /// In a few words, with its kind in parentheses.
  public var text: String {
    switch self {
    case .documented(let page): "\(page) (documented)"
    case .seen(let test): "\(test) (seen on Windows)"
    case .session(let what): what
    }
  }

  /// Several, as a line tells them.
  public static func text(_ sources: [ClaimSource]) -> String { sources.map(\.text).joined(separator: "; ") }
}

extension CallDescriptor {
  /// Where what is said of the call comes from: its page, and the tests that tell more than the page, or correct it.
  public var sources: [ClaimSource] {
    [.documented("Microsoft's page of \(name)")]
      + (tests.isEmpty ? [] : [.seen("Wine's \(tests.joined(separator: ", "))")])
  }
}
