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

  /// No value.
  static var none: Shared { Shared(wrappedValue: nil) }

  /// The value.
  public var wrappedValue: Value? {
    get { box?.value }
    set { box = newValue.map(Box.init) }
  }

  /// What a function makes of the value, which is not copied for it; nil when there is none.
  public func map<Result>(_ body: (Value) -> Result?) -> Result? { box.flatMap { body($0.value) } }

  /// Whether the two have one value in common, or both have none.
  public func isSame(as other: Shared) -> Bool { box === other.box }

  /// Whether there is no value.
  public var isNil: Bool { box == nil }

  /// What can be passed on without a copy.
  public var projectedValue: Shared {
    get { self }
    set { self = newValue }
  }

  /// Whether two are the same, or have equal values.
  public static func == (one: Shared, other: Shared) -> Bool {
    if one.box === other.box { return true }
    guard let one = one.box, let other = other.box else { return false }
    return one.value == other.value
  }
}
