import CLinuxShims
import WireFormat

/// The wire's end of a host's link: frames come out of the host here, and go in.
final class HostLink: FrameSource {
  /// How many frames one system call moves.
  static let slots = 64

  /// Polls readable when frames wait.
  let descriptor: Int32
  /// How many frames found no room since the beginning.
  private(set) var lost = 0
  /// How many frames have come out of the host or gone in. As long as it stays, no segment has changed the host's TCP.
  private(set) var moved = 0
  var mayHaveFrames = false
  var isWatched = false
  private let slotSize: Int
  private let frames: UnsafeMutablePointer<UInt8>
  private let lengths: UnsafeMutablePointer<UInt32>

  /// Takes a packet socket over.
  init(_ descriptor: Int32, mtu: Int) {
    self.descriptor = descriptor
    slotSize = (mtu + EthernetHeader.length + 63) / 64 * 64
    frames = .allocate(capacity: Self.slots * slotSize)
    lengths = .allocate(capacity: Self.slots)
  }

  deinit {
    frames.deallocate()
    lengths.deallocate()
  }

  /// Reads frames that wait, up to `wanted`, and returns how many there were.
  func read(_ wanted: Int) -> Int {
    guard mayHaveFrames || !isWatched else { return 0 }
    let count = Int(
      wsalab_capture_read(descriptor, frames, UInt32(slotSize), lengths, UInt32(min(wanted, Self.slots))))
    if count == Self.slots { lost += Int(wsalab_capture_lost(descriptor)) }
    moved += count
    mayHaveFrames = count == min(wanted, Self.slots)
    return count
  }

  /// A frame that was read last. It is there until the next reading.
  func frame(_ slot: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: frames + slot * slotSize, count: min(Int(lengths[slot]), slotSize))
  }

  /// Sends frames into the host, where each is taken in before this returns. Returns how many went.
  func send(_ frames: UnsafePointer<UnsafePointer<UInt8>?>, _ lengths: UnsafePointer<UInt32>, count: Int) -> Int {
    var sent = 0
    while sent < count {
      let outcome = wsalab_packet_send(descriptor, frames + sent, lengths + sent, UInt32(count - sent))
      if outcome <= 0 { break }
      sent += Int(outcome)
    }
    moved += sent
    return sent
  }

  /// Sends one frame. False when it did not go.
  func send(_ frame: [UInt8]) -> Bool {
    frame.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      var length = UInt32(bytes.count)
      return send(&start, &length, count: 1) == 1
    }
  }
}
