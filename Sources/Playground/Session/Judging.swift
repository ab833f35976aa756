import Language
import Steps

/// What comes of holding a statement of the `expect` language against a session.
public enum Judgement: Sendable, Equatable {
  /// It holds.
  case holds
  /// It does not; the values that were looked at: `b.len is 4, c.state is ESTABLISHED`.
  case fails(seen: String)
  /// It speaks of an object that is not there (yet), is of another type, or of what the last call has not told: the
  /// sentence that says which.
  case absent(String)
  /// It is not written as a statement is: the sentence that says what is wrong.
  case malformed(String)
}

extension Session {
  /// Holds a statement such as `b.data == "hello" and e.signaled` against the session as it is now. Nothing is changed,
  /// and it is not a step.
  public func judge(_ statement: [UInt8]) -> Judgement {
    let expression: Expression
    do throws(UsageError) {
      expression = try ExpressionParser.parse(statement, 0..<statement.count)
    } catch {
      return .malformed(error.message)
    }
    do throws(UsageError) {
      let verdict = try evaluator(statement).verdict(expression)
      return verdict.holds ? .holds : .fails(seen: verdict.seen)
    } catch {
      return error.isAbsence ? .absent(error.message) : .malformed(error.message)
    }
  }

  /// The value of one operand such as `last.return` or `b.len`, as `expect` tells it; nil when there is no such thing.
  public func value(of operand: [UInt8]) -> String? {
    guard case .holds(let parsed)? = try? ExpressionParser.parse(operand, 0..<operand.count) else { return nil }
    return (try? evaluator(operand).record(of: parsed))?.text
  }

  private func evaluator(_ bytes: [UInt8]) -> Evaluator {
    Evaluator(session: self, bytes: bytes, thread: winsock.mainThread)
  }
}

/// Statements of the `expect` language by themselves.
public enum Statement {
  /// What is wrong with the way a statement is written, in a sentence; nil when nothing is.
  public static func fault(in text: [UInt8]) -> String? {
    do throws(UsageError) {
      _ = try ExpressionParser.parse(text, 0..<text.count)
      return nil
    } catch {
      return error.hint.map { "\(error.message); \($0)" } ?? error.message
    }
  }

  /// As `fault(in:)`, of one operand such as `last.return`.
  public static func fault(inOperand text: [UInt8]) -> String? {
    if let fault = fault(in: text) { return fault }
    guard case .holds? = try? ExpressionParser.parse(text, 0..<text.count) else {
      return "this is a statement; a value is one field, such as last.return"
    }
    return nil
  }
}
