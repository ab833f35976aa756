import Winsock

/// How far the steps have told of what happened.
struct Told {
  /// Who reads the journal: the books of what is whose, and the steps.
  var books = JournalCursor()
  var steps = JournalCursor()
  /// The number of the last held operation that was told.
  var held = 0
  /// The events that were told to be signaled last.
  var signaled: Set<Handle> = []
}
