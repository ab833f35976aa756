import LinuxSockets
import Steps
import Winsock

/// A handle that the script holds: of a socket, an event or a port.
struct HandleObject {
  let handle: Handle
  let type: ObjectType
  var family: SocketAddress.Family = .inet
  /// False once it was closed, and for the invalid handle of a call that failed.
  var isOpen: Bool
  /// Its name's place.
  var name: Int32
  /// The program that made it; nil for what a line made.
  var program: Program?
  /// Whether a learner's own program made it.
  var isNative = false
  /// What warnings need to know of it.
  var facts = HandleFacts()
}

/// The handles of a session. A handle's object is found by its value without a search: values are small multiples of
/// four, and none is given twice.
struct HandleTable {
  private(set) var objects: [HandleObject] = []
  private var byValue: [Int32] = []

  subscript(place: Int32) -> HandleObject {
    get { objects[Int(place)] }
    _modify { yield &objects[Int(place)] }
  }

  /// Adds an object and returns its place.
  mutating func add(_ object: HandleObject) -> Int32 {
    let place = Int32(objects.count)
    objects.append(object)
    let index = object.handle.rawValue >> 2
    guard object.isOpen, index < 1 << 26 else { return place }
    while byValue.count <= Int(index) { byValue.append(-1) }
    byValue[Int(index)] = place
    return place
  }

  /// The place of a handle's object; nil for NULL, the invalid handle, and values never given.
  func place(_ handle: Handle) -> Int32? {
    let index = handle.rawValue >> 2
    guard index < UInt64(byValue.count), byValue[Int(index)] >= 0 else { return nil }
    return byValue[Int(index)]
  }
}
