import Calls
import Explain

/// Why a line ended as it did: in up to four parts.
struct Reason {
  /// The call in words: `receive from a …`.
  var asked: String
  /// What the layer found, in sentences.
  var found: [String]
  /// What comes next, in sentences.
  var next: [String]
  var lesson: Course?
  /// Where what was found comes from.
  var sources: [ClaimSource] = []

  init(_ asked: String, found: [String], next: [String] = [], _ lesson: Course? = nil) {
    (self.asked, self.found, self.next, self.lesson) = (asked, found, next, lesson)
  }
}
