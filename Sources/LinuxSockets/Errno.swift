import Glibc

/// A Linux error number. A number that is not named here survives as it is.
public struct Errno: RawRepresentable, Hashable, Sendable {
  /// The value of `errno`.
  public let rawValue: Int32

  /// An error number as the kernel gives it.
  public init(rawValue: Int32) { self.rawValue = rawValue }
}

extension Errno {
  /// ENOENT: there is no such file.
  public static let notFound = Errno(rawValue: ENOENT)
}

extension Errno: CustomStringConvertible {
  /// The C library's sentence for it, in English.
  public var description: String {
    guard let text = strerror(rawValue) else { return "error \(rawValue)" }
    return String(cString: text)
  }
}

/// What a system call returned: a value from 0 up, or an error. Eight bytes, no allocation.
public struct KernelReturn: Sendable {
  /// The value, or the error number negated, as the system call itself returns it.
  public let raw: Int

  /// Wraps a value that is already in the kernel's form.
  @inlinable
  public init(raw: Int) { self.raw = raw }

  /// True when the call failed.
  @inlinable
  public var failed: Bool { raw < 0 }

  /// The error, nil when the call succeeded.
  @inlinable
  public var errno: Errno? { raw < 0 ? Errno(rawValue: Int32(truncatingIfNeeded: -raw)) : nil }

  /// True when the call failed with this number.
  @inlinable
  public func isError(_ number: Int32) -> Bool { raw == -Int(number) }

  /// The value narrowed to a descriptor or a small number; -1 when the call failed.
  @inlinable
  public var int32: Int32 { raw < 0 ? -1 : Int32(truncatingIfNeeded: raw) }
}
