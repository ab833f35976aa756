import CLinuxShims
import LinuxSockets
import WireFormat

/// Reads the frames that pass lo, each once, as soon as they have passed.
final class Capture {
  private var ring: wsalab_capture
  /// How many packets found no room in the ring since the beginning.
  private(set) var lost = 0

  /// Opens the capture on lo of the network that the thread is in. It takes the kernel several milliseconds.
  init(frames: UInt32 = 1024) throws(NetworkError) {
    ring = wsalab_capture()
    let outcome = wsalab_capture_open(&ring, frames)
    if outcome != 0 { throw NetworkError(message: "no packet can be captured: \(Errno(rawValue: -outcome))") }
  }

  deinit { wsalab_capture_close(&ring) }

  /// Polls readable when frames wait.
  var descriptor: Int32 { ring.descriptor }

  /// Hands out each frame that waits, at most as many as the ring holds. The bytes are there during the call only.
  func drain(_ body: (ByteView) -> Void) {
    var length: UInt32 = 0
    var isLosing: Int32 = 0
    for _ in 0..<ring.frame_count {
      guard let bytes = wsalab_capture_frame(&ring, &length, &isLosing) else { return }
      body(ByteView(UnsafeRawBufferPointer(start: bytes, count: Int(length))))
      wsalab_capture_release(&ring)
      if isLosing != 0 { lost += Int(wsalab_capture_lost(&ring)) }
    }
  }
}
