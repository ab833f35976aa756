/// A value that is large and passed on often: it is kept once, and its copies share it.
@propertyWrapper
public struct Shared<Value: Sendable & Equatable>: Sendable, Equatable {
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

  /// What can be passed on without a copy.
  public var projectedValue: Shared {
    get { self }
    set { self = newValue }
  }

  /// Whether two are the same, or have equal values.
  public static func == (one: Shared, other: Shared) -> Bool {
    one.box === other.box || one.box?.value == other.box?.value
  }
}
