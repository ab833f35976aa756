import Language
import Steps
import Winsock

/// A thread of the session by its name, also one that has ended; in C also `GetCurrentThread()`, the calling one.
struct ThreadParameter: Parameter {
  struct Value {
    /// Where the thread is in the session's table; nil for the calling one.
    let place: Int?
    let range: Range<Int>
  }

  var info: ParameterInfo {
    ParameterInfo(label: "thread", usage: "THREAD", about: "a thread", completes: .threads)
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    guard let range = words.take() else { throw words.missing("a thread") }
    return try value(words.scope, range)
  }

  func read(_ c: CReader) throws(UsageError) -> Value {
    let argument = try c.required("thread", "a thread")
    let text = ByteText.string(c.bytes, argument.range).filter { $0 != " " }
    // No handle of a thread: the call fails (MS docs, QueueUserAPC; ERROR_INVALID_HANDLE recorded on Wine 8.0).
    if argument.isNull(c.bytes) {
      c.c.fault = .WSA_INVALID_HANDLE
      return Value(place: nil, range: argument.range)
    }
    if text == "GetCurrentThread()" { return Value(place: nil, range: argument.range) }
    return try value(c.scope, argument.range)
  }

  private func value(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> Value {
    let place = try scope.session.threadPlace(named: scope.bytes, range, "runs only what that has")
    return Value(place: place, range: range)
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> ThreadID {
    value.place.map { call.session.threads[$0].id } ?? call.thread
  }

  func describe(_ value: ThreadID, _ text: inout CText) {
    text.put("thread", text.session.threads[text.session.place(value)].name)
  }

  func write(_ value: Value, _ text: inout ShortText) {
    let threads = text.session.threads
    guard let place = value.place else { return text.put(typed: 0..<0, or: threads[0].name) }
    text.put(typed: value.range, or: threads[place].name)
  }
}
