import Glibc

/// Cells of one kind in one piece of memory that never moves: taken and given back by index, without allocating.
/// The memory is reserved once and becomes real as it is first touched, so a large capacity costs nothing.
///
/// `Cell` must be plain memory: no reference, nothing to destroy. A free cell's first four bytes link it to the next.
struct Slab<Cell> {
  /// The cells; index `i` is at `base + i`.
  let base: UnsafeMutablePointer<Cell>
  let capacity: Int32
  private let counters: UnsafeMutablePointer<SlabCounters>

  /// Room for `capacity` cells; for fewer where the address space is limited (`ulimit -v`), which is then what runs out.
  init(capacity wanted: Int32) {
    precondition(_isPOD(Cell.self) && MemoryLayout<Cell>.size >= 4, "a slab's cells are plain memory")
    var capacity = wanted
    var memory = Self.reserve(capacity)
    while memory == nil, capacity > Self.least {
      capacity /= 4
      memory = Self.reserve(capacity)
    }
    guard let memory else { fatalError("no address space for \(capacity) cells of \(Cell.self): see ulimit -v") }
    base = memory.bindMemory(to: Cell.self, capacity: Int(capacity))
    self.capacity = capacity
    counters = .allocate(capacity: 1)
    counters.initialize(to: SlabCounters())
  }

  /// Cells without which nothing can be done.
  private static var least: Int32 { 1024 }

  private static func reserve(_ capacity: Int32) -> UnsafeMutableRawPointer? {
    let size = MemoryLayout<Cell>.stride * Int(capacity)
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    return memory == MAP_FAILED ? nil : memory
  }

  /// How many cells are taken.
  var live: Int32 { counters.pointee.live }

  /// One more than the highest index ever taken.
  var used: Int32 { counters.pointee.used }

  /// Takes a cell and fills it; nil when all are taken.
  @inline(__always)
  func take(_ cell: @autoclosure () -> Cell) -> Int32? {
    var index = counters.pointee.free
    if index >= 0 {
      counters.pointee.free = UnsafeRawPointer(base + Int(index)).load(as: Int32.self)
    } else {
      index = counters.pointee.used
      guard index < capacity else { return nil }
      counters.pointee.used += 1
    }
    counters.pointee.live += 1
    (base + Int(index)).initialize(to: cell())
    return index
  }

  /// Gives a cell back.
  @inline(__always)
  func give(_ index: Int32) {
    UnsafeMutableRawPointer(base + Int(index)).storeBytes(of: counters.pointee.free, as: Int32.self)
    counters.pointee.free = index
    counters.pointee.live -= 1
  }

  /// The cell itself.
  @inline(__always)
  subscript(_ index: Int32) -> UnsafeMutablePointer<Cell> { base + Int(index) }

  /// Gives the memory back to the system.
  func release() {
    munmap(base, MemoryLayout<Cell>.stride * Int(capacity))
    counters.deallocate()
  }
}

/// A slab's own numbers, apart from the cells so that the slab itself stays constant.
struct SlabCounters {
  var free: Int32 = -1
  var used: Int32 = 0
  var live: Int32 = 0
}
