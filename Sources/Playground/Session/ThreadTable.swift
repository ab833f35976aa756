import Winsock

/// The simulated threads of a session: main is the first.
struct ThreadTable {
  private(set) var list: [SessionThread]
  /// The thread that ended main's wait by closing the port: lines without @ stay on it.
  var portCloser: Int?

  init(main: ThreadID) { list = [SessionThread(name: "main", id: main)] }

  mutating func append(_ thread: SessionThread) { list.append(thread) }

  /// The place of a thread that Winsock tells of.
  func place(_ thread: ThreadID) -> Int {
    let index = Int(thread.index)
    if index < list.count, list[index].id == thread { return index }
    return list.firstIndex { $0.id == thread } ?? 0
  }
}

extension ThreadTable: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { list.count }

  subscript(place: Int) -> SessionThread {
    get { list[place] }
    _modify { yield &list[place] }
  }
}
