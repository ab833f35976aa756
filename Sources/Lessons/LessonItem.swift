extension Lesson {
  /// A piece of a lesson, in the order of the file.
  public enum Item: Sendable {
    /// Markdown between the blocks below: bytes of the file, whole lines. Code blocks of other kinds are part of it.
    case prose(Range<Int>)
    /// A transcript: its place in `blocks`.
    case transcript(Int)
    case prediction(Prediction)
    case goal(Goal)
  }

  /// A `predict` block: a question that the first command of the next transcript answers.
  public struct Prediction: Sendable {
    /// The line of its fence, from 1.
    public let line: Int
    /// Markdown prose, lines joined by newlines.
    public let question: String
    /// How it is answered.
    public let answer: Answer

    /// How a prediction is answered.
    public enum Answer: Sendable {
      /// One of 2 to 6; exactly one of their statements holds afterwards.
      case choices([Choice])
      /// What is typed is compared with this operand of the `expect` language, such as `last.return`.
      case value(Claim)
    }

    /// A choice, and when it is the right one.
    public struct Choice: Sendable {
      /// What is chosen: one paragraph of Markdown.
      public let text: String
      /// The statement that holds when it is right.
      public let when: Claim
    }
  }

  /// A `goal` block: a state to reach.
  public struct Goal: Sendable {
    /// The line of its fence, from 1.
    public let line: Int
    /// Markdown prose: what is to be reached.
    public let task: String
    /// What must hold, all of it.
    public let parts: [Claim]
    /// From the gentle one to the direct one; the answer comes after them.
    public let hints: [String]
    /// The place in `blocks` of the transcript that reaches it.
    public let answer: Int
  }

  /// A statement or an operand of the `expect` language, and where it stands.
  public struct Claim: Sendable {
    /// From 1.
    public let line: Int
    /// As written.
    public let text: String
  }
}
