import CLinuxShims
import Glibc
import LinuxSockets
import WireFormat

/// Reads the frames that pass lo, each once, as soon as they have passed.
final class Capture: FrameSource {
  /// How many frames one system call reads, and the room for each: more than lo's MTU and an Ethernet header.
  private static let slots = 64
  private static let slotSize = 2048

  /// Polls readable when frames wait.
  let descriptor: Int32
  var mayHaveFrames = false
  var isWatched = false
  /// How many frames found no room since the beginning.
  private(set) var lost = 0
  private let frames: UnsafeMutablePointer<UInt8>
  private let lengths: UnsafeMutablePointer<UInt32>

  /// Opens the capture on lo of the network that the thread is in.
  init() throws(NetworkError) {
    let outcome = wsalab_capture_open()
    guard outcome >= 0 else {
      throw NetworkError.capture(Errno(rawValue: -outcome))
    }
    descriptor = outcome
    frames = .allocate(capacity: Self.slots * Self.slotSize)
    lengths = .allocate(capacity: Self.slots)
  }

  deinit {
    wsalab_close_behind(descriptor)
    frames.deallocate()
    lengths.deallocate()
  }

  /// Hands out each frame that waits. The bytes are there during the call only. It ends after 64,000 frames, should they
  /// come as fast as they are read.
  func drain(_ body: (ByteView) -> Void) {
    guard mayHaveFrames || !isWatched else { return }
    mayHaveFrames = false
    var total = 0
    var wanted = 8  // most lines move no more, and every slot that is offered costs a little
    for _ in 0..<1000 {
      let count = Int(wsalab_capture_read(descriptor, frames, UInt32(Self.slotSize), lengths, UInt32(wanted)))
      for slot in 0..<count {
        let length = min(Int(lengths[slot]), Self.slotSize)
        body(ByteView(UnsafeRawBufferPointer(start: frames + slot * Self.slotSize, count: length)))
      }
      total += count
      if count < wanted { break }
      wanted = Self.slots
    }
    // The smallest buffer that the kernel gives holds more than this many frames: none can be lost before.
    if total >= Self.slots { lost += Int(wsalab_capture_lost(descriptor)) }
  }
}
