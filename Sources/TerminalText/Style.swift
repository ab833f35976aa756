/// How text looks where colour is on. Styles combine: `[.bold, .red]`. Nothing may depend on them alone: text reads the
/// same without colour.
public struct Style: OptionSet, Hashable, Sendable {
  /// One bit a property.
  public let rawValue: UInt16
  /// A style from its bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// As the terminal shows text by itself.
  public static let plain: Style = []
  /// Bold.
  public static let bold = Style(rawValue: 1)
  /// Faint.
  public static let dim = Style(rawValue: 2)
  /// Italic, where the terminal can.
  public static let italic = Style(rawValue: 4)
  /// Underlined.
  public static let underline = Style(rawValue: 8)
  /// Swapped foreground and background.
  public static let reverse = Style(rawValue: 16)
  /// Red.
  public static let red = Style(rawValue: 32)
  /// Green.
  public static let green = Style(rawValue: 64)
  /// Yellow.
  public static let yellow = Style(rawValue: 128)
  /// Blue.
  public static let blue = Style(rawValue: 256)
  /// Magenta.
  public static let magenta = Style(rawValue: 512)
  /// Cyan.
  public static let cyan = Style(rawValue: 1024)

  /// ECMA-48's SGR parameters, in the order of the bits.
  private static let parameters: [StaticString] = ["1", "2", "3", "4", "7", "31", "32", "33", "34", "35", "36"]

  /// Appends the SGR sequence that goes from `before` to this style; nothing when they are the same.
  func writeChange(from before: Style, into bytes: inout [UInt8]) {
    guard self != before else { return }
    bytes.append(contentsOf: [0x1B, 0x5B])  // ESC [
    var added = self
    var needsSeparator = false
    if before.isSubset(of: self) {
      added = subtracting(before)
    } else {
      bytes.append(0x30)
      needsSeparator = true
    }
    for (bit, parameter) in Style.parameters.enumerated() where added.rawValue & (1 << UInt16(bit)) != 0 {
      if needsSeparator { bytes.append(0x3B) }
      bytes.append(contentsOf: UnsafeBufferPointer(start: parameter.utf8Start, count: parameter.utf8CodeUnitCount))
      needsSeparator = true
    }
    bytes.append(0x6D)
  }
}
