/// A large part of a value that is rarely read: in memory of its own, so that the value is cheap to pass on. Its copies
/// share it; it is written anew, never changed.
@propertyWrapper
public struct Boxed<Value: Sendable & Codable & Hashable>: Sendable, Codable, Hashable {
  private final class Box: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private var box: Box?

  /// Keeps a value; nil takes no memory.
  public init(wrappedValue: Value?) { box = wrappedValue.map(Box.init) }

  /// The value.
  public var wrappedValue: Value? {
    get { box?.value }
    set { box = newValue.map(Box.init) }
  }

  /// Reads the value as it would be read without a box.
  public init(from decoder: any Decoder) throws {
    self.init(wrappedValue: try decoder.singleValueContainer().decode(Value?.self))
  }

  /// Writes the value as it would be written without a box.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue)
  }

  /// Whether two have equal values.
  public static func == (one: Boxed, other: Boxed) -> Bool {
    one.box === other.box || one.wrappedValue == other.wrappedValue
  }

  /// Hashes the value.
  public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}
