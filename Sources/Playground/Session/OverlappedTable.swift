import Calls
import Steps
import Winsock

/// The WSAOVERLAPPEDs of a session. Their memory stays where it is until the session ends, also when their names are
/// freed: a packet in a port's queue may still point to one.
struct OverlappedTable {
  /// The structure, and behind it the place by which a pointer that Winsock hands back is known.
  private struct Cell {
    var native = WSAOVERLAPPED()
    var place: Int32
  }

  /// What the session knows of one.
  struct Info {
    var name: Int32
    /// The program whose memory it is; nil for a line's.
    var program: Program?
    /// The buffers of the operation under way, kept alive by it.
    var buffers: [Buffer] = []
    /// What stood in them before, while completions are held: an operation that is made to fail has written nothing.
    var before: [[UInt8]] = []
    /// As it was told last, while the session describes changes.
    var told: OverlappedState?
    /// Operations under way with it; more than one is a mistake that is told.
    var inFlight: Int32 = 0
    /// Packets of its completions that nobody has taken.
    var packets: Int32 = 0
    /// Completion routines that are queued because of it and have not run.
    var routines: Int32 = 0
    /// Where the packets come from that lie in queues, the first one first.
    var origins: [PacketOrigin] = []
    /// The call that ended the last operation before its time, and its step; nil when it ended by itself.
    var endedBy: (call: CallDescriptor, step: Int)?
    /// The call that was refused with it, and its step; nil when the last one was not.
    var refused: (call: String, step: Int, error: ErrorCode)?
    /// The call with it that was done at once last, and its step; nil when one has pended since.
    var immediate: (call: String, step: Int)?
    /// The call that started the last operation, and its step.
    var call = ""
    var step: Int32 = 0
    var posting: Posting?
    /// Where the operation under way writes its sender's address and the length of that, in a program of C.
    var outputs: [CCall.Output] = []
    /// The number that it stands for, where C gives one that is no address; nil for a structure.
    var number: UInt64?
    /// The program of a learner's in whose memory it stands, at the address that `number` is.
    var native: NativeProgram?
    /// What the program has of it: its first 16 bytes.
    var sent: [UInt8] = []
    /// The memory of the script that it stands in, which stays for it; nil for one that stands by itself.
    var storage: Buffer?
  }

  private static let chunk = 128
  private var chunks: [UnsafeMutablePointer<Cell>] = []
  private(set) var infos: [Info] = []
  /// Those that stand in memory of the script, such as a member of a structure, by their pointers, and back.
  private var elsewhere: [OverlappedPointer: Int32] = [:]
  private var pointers: [Int32: OverlappedPointer] = [:]
  /// What stands for numbers that are no structure's address.
  private var numbers: [UInt64: Int32] = [:]

  subscript(place: Int32) -> Info {
    get { infos[Int(place)] }
    _modify { yield &infos[Int(place)] }
  }

  /// Adds a zeroed structure and returns its place.
  mutating func add(name: Int32, program: Program? = nil) -> Int32 {
    let place = infos.count
    if place % Self.chunk == 0 { chunks.append(.allocate(capacity: Self.chunk)) }
    (chunks[place / Self.chunk] + place % Self.chunk).initialize(to: Cell(place: Int32(place)))
    infos.append(Info(name: name, program: program))
    return Int32(place)
  }

  /// Adds a structure that stands in memory of the script, which is kept for it.
  mutating func add(name: Int32, at pointer: OverlappedPointer, in storage: Buffer) -> Int32 {
    let place = add(name: name)
    (elsewhere[pointer], pointers[place]) = (place, pointer)
    infos[Int(place)].storage = storage
    return place
  }

  /// The place of a structure that stands in memory of the script; nil when none stands there.
  func knows(_ pointer: OverlappedPointer) -> Int32? { elsewhere[pointer] }

  /// Where a structure stands.
  func pointer(_ place: Int32) -> OverlappedPointer {
    if !pointers.isEmpty, let pointer = pointers[place] { return pointer }
    let cell = chunks[Int(place) / Self.chunk] + Int(place) % Self.chunk
    return UnsafeMutableRawPointer(cell).assumingMemoryBound(to: WSAOVERLAPPED.self)
  }

  /// The place of what stands for a number that is no structure's address, by a name that is bound to nothing.
  mutating func place(of number: UInt64, name: () -> Int32) -> Int32 {
    if let place = numbers[number] { return place }
    let place = add(name: name())
    infos[Int(place)].number = number
    numbers[number] = place
    return place
  }

  /// The place of a structure that Winsock hands back: every pointer it has is one of ours.
  func place(_ pointer: OverlappedPointer) -> Int32 {
    if !elsewhere.isEmpty, let place = elsewhere[pointer] { return place }
    return UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Cell.self).pointee.place
  }

  /// Gives the memory back, when nothing can write to it any more.
  mutating func release() {
    for chunk in chunks { chunk.deallocate() }
    chunks.removeAll()
    (elsewhere, pointers) = ([:], [:])
    infos.removeAll()
  }
}
