/// What styles mean: views say what a piece of text is, and how that looks is said here alone.
extension Style {
  /// The title of a group.
  public static let heading = bold
  /// What somebody has typed.
  public static let command = bold
  /// A name that the session knows.
  public static let name = bold
  /// What the text behind it is.
  public static let label = bold
  /// What a packet is.
  public static let packet = bold
  /// A bit of a packet, or a result, that ends something.
  public static let alarm: Style = [.bold, .red]
  /// A call that failed, and why.
  public static let failure = red
  /// Legal, and likely wrong.
  public static let warning: Style = [.bold, .yellow]
  /// What deserves a second look: it is lost, late, or stands still.
  public static let caution = yellow
  /// As it was wanted.
  public static let good = green
  /// Bytes that are others than before.
  public static let changed: Style = [.bold, .green]
  /// The state of a connection or an object.
  public static let state = cyan
  /// Not finished, and no error.
  public static let pending = cyan
  /// Something to be typed, or a row of facts.
  public static let code = cyan
  /// What is there to be found, not to be read.
  public static let quiet = dim
}
