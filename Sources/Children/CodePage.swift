import Glibc

/// Code pages, by the C library's iconv.
enum CodePage {
  /// Bytes as UTF-8; nil when they are not all of the code page, or the system does not have it.
  static func convert(_ bytes: [UInt8], from name: String) -> [UInt8]? {
    guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 3 + 16)
    var (left, room) = (input.count, output.count)
    let done = input.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        var (source, target) = (from.baseAddress, to.baseAddress)
        return iconv(converter, &source, &left, &target, &room)
      }
    }
    guard done != .max, left == 0 else { return nil }
    return output[..<(output.count - room)].map { UInt8(bitPattern: $0) }
  }
}
