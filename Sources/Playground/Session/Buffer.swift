import Glibc
import Winsock

/// How much memory the buffers of a session hold.
final class MemoryMeter {
  /// What all buffers together may hold: a script cannot exhaust the machine.
  static let maximum = 1 << 30
  var bytes = 0
}

/// A WSABUF over memory of its own. The memory lives as long as somebody holds the buffer: a name, an operation under
/// way, a blocked call. So what is freed or bound anew while Winsock may still write to it stays until it is done.
final class Buffer {
  /// The memory; never nil, so that an empty buffer has an address too.
  let memory: UnsafeMutableRawPointer
  /// How many bytes may be read and written without harm.
  let capacity: Int
  /// How many bytes `show` tells: the memory as declared.
  let size: Int
  /// WSABUF.len.
  var len: UInt32
  /// The name's place in the session's table; -1 for memory without a name.
  var name: Int32 = -1
  /// The address lengths of the AcceptEx that used it; 0 when none did.
  var addressLengths: (local: UInt32, remote: UInt32) = (0, 0)
  /// Made on the fly out of a LENGTH or DATA: what a plain recv puts there is told by the call itself.
  var isImplicit = false
  /// How many bytes the last receive put there; nil when none did.
  var received: Int?
  /// The program whose memory it is; nil for a line's.
  var program: Program?
  /// Where it stands in a learner's program; nil for memory of the script.
  var shadow: NativeShadow?
  /// The WSAOVERLAPPED of the last operation that pended on it, by its place; -1 when none did.
  var owner: Int32 = -1
  /// The memory as it was told last, while the session describes changes.
  var told: [UInt8]?

  /// The memory that this is a window to; nil for memory of its own.
  let parent: Buffer?
  /// The pointer that leads to no memory, such as NULL; nil for one that leads to some.
  let wild: UInt64?
  /// How C names the memory, where it has no name of its own: `data`, `io.wbuf.buf`.
  var label: String?

  private let meter: MemoryMeter?

  /// Zeroed memory of `size` bytes; `len` may claim more, and there is memory behind it then.
  init(size: Int, len: UInt32, meter: MemoryMeter) {
    self.size = size
    self.len = len
    self.meter = meter
    (parent, wild) = (nil, nil)
    capacity = max(size, Int(len))
    guard let zeroed = calloc(1, max(capacity, 1)) else {
      fatalError("there is no memory for a WSABUF of \(capacity) bytes")
    }
    memory = zeroed
    meter.bytes += capacity
  }

  /// A window to the memory of another, which lives as long as this does.
  init(windowTo parent: Buffer, at offset: Int, len: UInt32) {
    let root = parent.parent ?? parent
    let start = offset + (parent.memory - root.memory)
    (self.parent, self.len, meter, wild) = (root, len, nil, nil)
    (memory, capacity, size) = (root.memory + start, root.capacity - start, max(0, root.size - start))
  }

  /// What a pointer describes that leads to no memory: a call that would use it gets WSAEFAULT.
  init(wild pointer: UInt64, len: UInt32, meter: MemoryMeter) {
    (parent, self.len, self.meter, wild) = (nil, len, meter, pointer)
    (capacity, size) = (0, 0)
    guard let one = calloc(1, 1) else { fatalError("there is no memory for a WSABUF") }
    memory = one
  }

  deinit {
    guard parent == nil else { return }
    meter?.bytes -= capacity
    Glibc.free(memory)
  }

  /// Whether a call may use as many bytes as `len` says.
  var isReachable: Bool { wild == nil ? Int(len) <= capacity : len == 0 }

  /// Writes to the front of the memory.
  func fill(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { source in
      guard let base = source.baseAddress else { return }
      memory.copyMemory(from: base, byteCount: min(source.count, capacity))
    }
  }

  /// Writes bytes to the front of the memory over and over, `count` of them in all.
  func fill(_ bytes: [UInt8], count: Int) {
    let count = min(count, capacity)
    var done = min(bytes.count, count)
    fill(bytes.count <= count ? bytes : Array(bytes[..<count]))
    while done > 0, done < count {  // each round doubles what is there
      let piece = min(done, count - done)
      (memory + done).copyMemory(from: memory, byteCount: piece)
      done += piece
    }
  }

  /// The structure that a call gets: no pointer at all where the length says more than there is, so that nothing outside
  /// this memory is ever read or written, whatever a line says.
  var native: WSABUF { native(Int(len)) }

  /// The same with another length.
  func native(_ count: Int) -> WSABUF {
    WSABUF(len: UInt32(truncatingIfNeeded: count), buf: wild == nil && count >= 0 && count <= capacity ? memory : nil)
  }

  /// The first bytes of the memory.
  func bytes(_ count: Int) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: memory, count: max(0, min(count, capacity))))
  }

  /// The whole memory as declared.
  var contents: [UInt8] { bytes(size) }
}
