/// A capture file in the pcapng format (draft-ietf-opsawg-pcapng), little-endian, while it is written.
public struct CaptureFile {
  /// What there is of it so far. It is a whole file at any time.
  public private(set) var bytes: [UInt8] = []
  private var interfaces = 0

  private static let sectionHeader: UInt32 = 0x0a0d_0d0a
  private static let interfaceDescription: UInt32 = 1
  private static let enhancedPacket: UInt32 = 6
  private static let byteOrderMagic: UInt32 = 0x1a2b_3c4d
  private static let ethernet: UInt16 = 1

  /// A section without interfaces.
  /// - Parameter application: the name of the program that writes it.
  public init(application: String) {
    writeBlock(Self.sectionHeader) { out in
      out.appendLittleEndian(Self.byteOrderMagic)
      out.appendLittleEndian(1 as UInt16)  // version 1.0
      out.appendLittleEndian(0 as UInt16)
      out.appendLittleEndian(UInt32.max)  // the section's length is not told
      out.appendLittleEndian(UInt32.max)
      out.appendOption(4, Array(application.utf8))
      out.appendOption(0, [])
    }
  }

  /// Adds an Ethernet interface and gives its number, from 0.
  public mutating func addInterface(name: String, description: String) -> Int {
    writeBlock(Self.interfaceDescription) { out in
      out.appendLittleEndian(Self.ethernet)
      out.appendLittleEndian(0 as UInt16)
      out.appendLittleEndian(0 as UInt32)  // frames of any length
      out.appendOption(2, Array(name.utf8))
      out.appendOption(3, Array(description.utf8))
      out.appendOption(9, [6])  // times are in microseconds
      out.appendOption(0, [])
    }
    interfaces += 1
    return interfaces - 1
  }

  /// Adds a frame.
  /// - Parameters:
  ///   - interface: a number that `addInterface` gave; of another nothing is written.
  ///   - microseconds: when it passed.
  ///   - frame: the bytes that were kept of it.
  ///   - length: how long it was.
  ///   - comment: what is told of it; nothing when it is empty.
  public mutating func addFrame(
    interface: Int, microseconds: UInt64, _ frame: ArraySlice<UInt8>, length: Int, comment: String
  ) {
    guard interface >= 0, interface < interfaces else { return }
    writeBlock(Self.enhancedPacket) { out in
      out.appendLittleEndian(UInt32(interface))
      out.appendLittleEndian(UInt32(truncatingIfNeeded: microseconds >> 32))
      out.appendLittleEndian(UInt32(truncatingIfNeeded: microseconds))
      out.appendLittleEndian(UInt32(frame.count))
      out.appendLittleEndian(UInt32(max(length, frame.count)))
      out += frame
      out.padToFour()
      guard !comment.isEmpty else { return }
      out.appendOption(1, Array(comment.utf8))
      out.appendOption(0, [])
    }
  }

  /// A block: its type and its length around what is in it.
  private mutating func writeBlock(_ type: UInt32, _ body: (inout [UInt8]) -> Void) {
    let start = bytes.count
    bytes.appendLittleEndian(type)
    bytes.appendLittleEndian(0 as UInt32)
    body(&bytes)
    let length = UInt32(bytes.count - start + 4)
    bytes.appendLittleEndian(length)
    for index in 0..<4 { bytes[start + 4 + index] = UInt8(truncatingIfNeeded: length >> (8 * UInt32(index))) }
  }
}

extension [UInt8] {
  fileprivate mutating func appendLittleEndian(_ value: UInt16) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }

  fileprivate mutating func appendLittleEndian(_ value: UInt32) {
    appendLittleEndian(UInt16(truncatingIfNeeded: value))
    appendLittleEndian(UInt16(truncatingIfNeeded: value >> 16))
  }

  /// An option, of 65,535 bytes at most; number 0 ends them.
  fileprivate mutating func appendOption(_ number: UInt16, _ value: [UInt8]) {
    let value = value.prefix(65_535)
    appendLittleEndian(number)
    appendLittleEndian(UInt16(value.count))
    self += value
    padToFour()
  }

  /// Every block begins at a multiple of four.
  fileprivate mutating func padToFour() { while count % 4 != 0 { append(0) } }
}
