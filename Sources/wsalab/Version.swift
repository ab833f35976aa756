/// The version of the program. It is written here only; the changelog's first heading names it too, and a test holds
/// the two together.
enum Version {
  static let text = "0.2.0"
}
