/// The files that the program carries for what it makes.
enum EmbeddedFile {
  /// The bytes of one; none where the compiler could not embed it.
  static func bytes(_ file: (UnsafeMutablePointer<Int>?) -> UnsafePointer<UInt8>?) -> [UInt8] {
    var length = 0
    guard let bytes = file(&length) else { return [] }
    return Array(UnsafeBufferPointer(start: bytes, count: length))
  }
}
