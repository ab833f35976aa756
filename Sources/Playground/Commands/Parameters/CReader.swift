import Language
import Steps

/// Hands the arguments of a call as C writes it to the parameters of its command.
struct CReader {
  let scope: Scope
  /// The labels of the parameters in the order of the arguments.
  let shape: [String]
  let arguments: [CExpression]
  /// Where the line's text ends.
  let end: Int

  var bytes: [UInt8] { scope.bytes }

  /// The arguments that belong to a parameter, in their order.
  func all(_ label: String) -> [CExpression] {
    var list: [CExpression] = []
    for (i, own) in shape.enumerated() where own == label { list.append(arguments[i]) }
    return list
  }

  /// The first argument that belongs to a parameter; nil when there is none.
  func first(_ label: String) -> CExpression? { shape.firstIndex(of: label).map { arguments[$0] } }

  /// The same of a parameter that may be left out: NULL, and the address of a variable that the playground does not have,
  /// are as if nothing had been given.
  func given(_ label: String) -> CExpression? {
    guard let argument = first(label) else { return nil }
    let operand = argument.operand(bytes)
    if operand.isNull(bytes) || argument.isAddress && !Integer.isLike(bytes, operand.range) { return nil }
    return operand
  }

  /// The argument of a parameter with a key, whose NULL is as if it had not been given.
  func keyed(_ label: String) -> CExpression? {
    guard let operand = first(label)?.operand(bytes), !operand.isNull(bytes) else { return nil }
    return operand
  }

  /// What is meant by the argument of a parameter that cannot be left out.
  func required(_ label: String, _ about: String) throws(UsageError) -> CExpression {
    guard let argument = first(label) else { throw missing(about) }
    return argument.operand(bytes)
  }

  /// An argument that has to be there is not.
  func missing(_ what: String) -> UsageError {
    UsageError("\(what) is missing", at: end..<end, hint: scope.command.usage)
  }
}
