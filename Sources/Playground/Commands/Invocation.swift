import Language
import Steps

/// Which command, on which thread, with which values, and what is to be called that it makes. It is made by a parser of
/// the short form or of the C form, or by a program directly; it can be performed, and printed in either form. Nothing is
/// done, named or kept alive by making one.
class Invocation {
  /// What an invocation is beside its values.
  struct Origin {
    let command: Command
    /// The line as it was typed, in which values have their places; empty when nobody typed it.
    var bytes: [UInt8] = []
    /// What of the line counts.
    var text = 0..<0
    /// The name of the thread that the line gives.
    var thread: Range<Int>?
    /// The name that the line gives to what is made.
    var name: ResultName?
    /// Whether it is written as C.
    var isC = false
    /// What a call written as C says beside its values.
    var c: CCall?
  }

  let origin: Origin

  fileprivate init(_ origin: Origin) { self.origin = origin }

  var command: Command { origin.command }
  var bytes: [UInt8] { origin.bytes }
  var name: ResultName? { origin.name }
  /// The line as it was typed, without its comment.
  var typed: String { ByteText.string(origin.bytes, origin.text) }
}

/// An invocation with the values of its command's parameters.
final class InvocationOf<each Value>: Invocation {
  let values: (repeat each Value)

  init(_ origin: Origin, _ values: repeat each Value) {
    self.values = (repeat each values)
    super.init(origin)
  }
}

/// The name that a line gives to what its command makes, by its place in the line.
struct ResultName {
  let bytes: [UInt8]
  let range: Range<Int>

  init(_ bytes: [UInt8], _ range: Range<Int>) { (self.bytes, self.range) = (bytes, range) }

  /// A name that nobody typed.
  init(_ text: String) {
    bytes = Array(text.utf8)
    range = 0..<bytes.count
  }

  var text: String { ByteText.string(bytes, range) }
}
