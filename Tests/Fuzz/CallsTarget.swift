/// One call as C writes it, by a session that has an object of each kind. It is read and not performed.
@MainActor final class CallsTarget {
  static let shared = CallsTarget()
  private let session = FuzzSession()

  func run(_ input: [UInt8]) { session.tryLine(input, completing: false) }
}
