/// Looks for what is not text.
enum UTF8Check {
  /// The first NUL, or the first byte that begins no valid UTF-8 sequence; nil when all is text.
  static func firstInvalid(in bytes: [UInt8]) -> Int? {
    var i = 0
    while i < bytes.count {
      if bytes[i] == 0 { return i }
      let length = sequenceLength(bytes, i)
      if length == 0 { return i }
      i += length
    }
    return nil
  }

  /// The length of the valid sequence at `i`, 0 when there is none (Unicode 15, table 3-7).
  private static func sequenceLength(_ bytes: [UInt8], _ i: Int) -> Int {
    func next(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xbf) -> Bool {
      i + offset < bytes.count && range.contains(bytes[i + offset])
    }
    switch bytes[i] {
    case 0..<0x80: return 1
    case 0xc2...0xdf: return next(1) ? 2 : 0
    case 0xe0: return next(1, 0xa0...0xbf) && next(2) ? 3 : 0
    case 0xed: return next(1, 0x80...0x9f) && next(2) ? 3 : 0
    case 0xe1...0xef: return next(1) && next(2) ? 3 : 0
    case 0xf0: return next(1, 0x90...0xbf) && next(2) && next(3) ? 4 : 0
    case 0xf1...0xf3: return next(1) && next(2) && next(3) ? 4 : 0
    case 0xf4: return next(1, 0x80...0x8f) && next(2) && next(3) ? 4 : 0
    default: return 0
    }
  }
}
