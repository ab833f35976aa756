/// A variable of C as it is at a moment: its type, its fields, its memory.
public struct VariableState: Sendable, Codable, Hashable {
  /// One scalar of it.
  public struct Field: Sendable, Codable, Hashable {
    /// How C names it, without the variable's name: `sin_port`, `fd_array[0]`; empty for the variable itself.
    public var name: String
    /// Its type.
    public var type: String
    /// Its value, as C would write it.
    public var value: String
    /// What the value means, where that is not seen by it: `7777 by ntohs`.
    public var note: String?
    /// Where it begins in the memory, in bytes.
    public var offset: Int
    /// How many bytes it takes.
    public var size: Int

    /// A field from its parts.
    public init(name: String, type: String, value: String, note: String? = nil, offset: Int, size: Int) {
      (self.name, self.type, self.value, self.note) = (name, type, value, note)
      (self.offset, self.size) = (offset, size)
    }
  }

  /// Its type, as a declaration has it.
  public var type: String
  /// The scalars that it is made of; not all of them where it has many.
  public var fields: [Field]
  /// How many fields are not told.
  public var moreFields: Int
  /// Its memory.
  public var memory: Bytes

  /// A state from its parts.
  public init(type: String, fields: [Field], moreFields: Int = 0, memory: Bytes) {
    (self.type, self.fields, self.moreFields, self.memory) = (type, fields, moreFields, memory)
  }
}

/// The value of an expression.
public struct ValueRecord: Sendable, Codable, Hashable {
  /// As text tells it.
  public var text: String
  /// The value, where it is a number.
  public var number: Int64?
  /// The value, where it is true or false.
  public var truth: Bool?

  /// A value from its parts.
  public init(text: String, number: Int64? = nil, truth: Bool? = nil) {
    (self.text, self.number, self.truth) = (text, number, truth)
  }
}
