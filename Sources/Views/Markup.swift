/// Text as it stands in HTML and in XML, as text and between quotation marks.
public enum Markup {
  /// The text with what means something there as references; what controls a terminal has no place in either, and is `?`.
  public static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f: out += "?"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
