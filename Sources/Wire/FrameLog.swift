/// Frames as they left their hosts, for a capture file. Memory is bounded: from 16 MB on only the headers are kept, and
/// from 32 MB on nothing.
struct FrameLog {
  private static let limitOfWholeFrames = 16 << 20
  private static let limit = 32 << 20
  private static let headers = 128

  /// One frame.
  struct Entry {
    let start: Int
    let kept: Int
    let length: Int
    /// The place of the host that it left.
    let from: Int
    /// The step that it belongs to, and its place among the frames of that step.
    let step: Int
    let order: Int
  }

  private(set) var bytes: [UInt8] = []
  private(set) var entries: [Entry] = []
  /// How many frames found no room.
  private(set) var missing = 0
  /// What caused each step's frames, by the step.
  private(set) var causes: [Int: String] = [:]
  private var step = 0
  private var order = 0

  /// What comes from now on belongs to a step.
  mutating func begin(step: Int, cause: String) {
    guard step != self.step else { return }
    (self.step, order) = (step, 0)
    pendingCause = cause
  }

  private var pendingCause: String?

  /// Keeps a frame.
  mutating func append(_ frame: UnsafeRawBufferPointer, from: Int) {
    guard bytes.count < Self.limit else {
      missing += 1
      return
    }
    if let cause = pendingCause {
      causes[step] = cause
      pendingCause = nil
    }
    let kept = bytes.count < Self.limitOfWholeFrames ? frame.count : min(frame.count, Self.headers)
    entries.append(Entry(start: bytes.count, kept: kept, length: frame.count, from: from, step: step, order: order))
    bytes.append(contentsOf: frame.prefix(kept))
    order += 1
  }
}
