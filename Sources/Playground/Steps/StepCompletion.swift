import Winsock

extension Step {
  /// Whether the operation that this line started was done when the line was: it pended, and is told as completed.
  var completesItself: Bool {
    number > 0
      && changes.contains {
        if case .completed(let completion) = $0 { completion.step == number } else { false }
      }
  }
}
