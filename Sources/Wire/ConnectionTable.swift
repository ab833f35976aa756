import LinuxSockets

/// The connections that were seen, by their two ends. Memory is bounded: of those that are over the last 4,096 are
/// kept, and no more than 65,536 in all.
final class ConnectionTable {
  /// How many connections that are over are kept, for what may still come of them.
  static let keptOver = 4096
  /// How many connections are kept in all.
  static let keptInAll = 65536

  /// Two ends, the smaller first, so that both directions find the same connection.
  private struct Key: Hashable {
    var a: SocketAddress
    var b: SocketAddress
    init(_ one: SocketAddress, _ other: SocketAddress) {
      let inOrder =
        (one.port, one.low, one.high, one.family.rawValue) <= (other.port, other.low, other.high, other.family.rawValue)
      (a, b) = inOrder ? (one, other) : (other, one)
    }
  }

  private var connections: [TCPConnection] = []
  private var free: [Int] = []
  private var places: [Key: Int] = [:]
  /// Connections that came to be over, oldest first: place and number, since a place is used again.
  private var over = Queue<(place: Int, number: Int)>()
  /// All connections, oldest first.
  private var all = Queue<(place: Int, number: Int)>()
  private var lastNumber: Int
  /// Where the last segment's connection was found: most segments follow one of their own connection.
  private var last: (key: Key, place: Int)?
  /// How many sides of connections wait for an answer.
  private(set) var unanswered = 0

  /// Connections are numbered from one more than `first` on.
  init(numbersFrom first: Int = 0) { lastNumber = first }

  /// Whether data and FINs are acknowledged after a while only: nothing waits for that. Only on a wire.
  var delaysAcknowledgements = false

  /// Connections that are remembered.
  var count: Int { places.count }

  /// Takes a segment in and tells which connection it belongs to and what it did there.
  func take(
    _ segment: Segment, from: SocketAddress, to: SocketAddress
  ) -> (place: Int, fromInitiator: Bool, effect: TCPConnection.Effect) {
    let place = place(of: segment, from: from, to: to)
    let fromInitiator = connections[place].ends.0 == from
    let effect = change(place) { $0.take(segment, fromInitiator: fromInitiator) }
    return (place, fromInitiator, effect)
  }

  /// Takes in that a segment has left its sender: which connection it belongs to and what it did there.
  func sent(
    _ segment: Segment, from: SocketAddress, to: SocketAddress, at time: Int64
  ) -> (place: Int, fromInitiator: Bool, effect: TCPConnection.Effect) {
    let place = place(of: segment, from: from, to: to)
    let fromInitiator = connections[place].ends.0 == from
    let delays = delaysAcknowledgements
    let effect = change(place) {
      $0.sent(segment, fromInitiator: fromInitiator, at: time, mayBeDelayed: delays)
    }
    return (place, fromInitiator, effect)
  }

  /// Takes in that a segment has arrived: its receiver's states before and after; nil when its connection has been
  /// forgotten since it was sent, or another has taken its place.
  func arrived(
    _ segment: Segment, place: Int, number: Int, fromInitiator: Bool, at time: Int64
  ) -> (before: TCPState, after: TCPState)? {
    guard connections[place].number == number else { return nil }
    let delays = delaysAcknowledgements
    return change(place) { $0.arrived(segment, fromInitiator: fromInitiator, at: time, isAnsweredLater: delays) }
  }

  private func change<R>(_ place: Int, _ body: (TCPConnection) -> R) -> R {
    let before = connections[place].unanswered
    let wasOver = connections[place].isOver
    let outcome = body(connections[place])
    unanswered += connections[place].unanswered - before
    if !wasOver, connections[place].isOver { retire(place) }
    return outcome
  }

  /// A connection by its place, as long as `take` has not been called again.
  subscript(place: Int) -> TCPConnection { connections[place] }

  /// The connection between two ends, nil when none is known.
  func find(_ from: SocketAddress, _ to: SocketAddress) -> TCPConnection? {
    let key = Key(from, to)
    if let last, last.key == key { return connections[last.place] }
    return places[key].map { connections[$0] }
  }

  /// The place of the connection between two ends, nil when none is known.
  func place(_ from: SocketAddress, _ to: SocketAddress) -> Int? { places[Key(from, to)] }

  /// Takes over the state of the end `from` from its kernel.
  func correct(_ state: TCPState, from: SocketAddress, to: SocketAddress) {
    guard let place = places[Key(from, to)] else { return }
    change(place) { $0.correct(state, ofInitiator: $0.ends.0 == from) }
  }

  /// Gives up on every answer that is still to come.
  func stopExpecting() {
    guard unanswered > 0 else { return }
    for place in places.values { connections[place].stopExpecting() }
    unanswered = 0
  }

  private func place(of segment: Segment, from: SocketAddress, to: SocketAddress) -> Int {
    let key = Key(from, to)
    var former: TCPConnection?
    if let place = last?.key == key ? last?.place : places[key] {
      last = (key, place)
      guard connections[place].isNewIncarnation(segment, fromInitiator: connections[place].ends.0 == from) else {
        return place
      }
      former = connections[place]
      remove(place, key)
    }
    lastNumber += 1
    let connection = TCPConnection(number: lastNumber, from: from, to: to, first: segment)
    if let former { connection.follow(former) }
    let place = insert(connection)
    places[key] = place
    all.append((place, lastNumber))
    while all.count > Self.keptInAll, let oldest = all.removeFirst() { forget(oldest) }
    if connections[place].isOver { retire(place) }
    return place
  }

  private func insert(_ connection: TCPConnection) -> Int {
    if let place = free.popLast() {
      connections[place] = connection
      return place
    }
    connections.append(connection)
    return connections.count - 1
  }

  private func retire(_ place: Int) {
    over.append((place, connections[place].number))
    while over.count > Self.keptOver, let oldest = over.removeFirst() { forget(oldest) }
  }

  /// Forgets a connection unless its place belongs to another one by now.
  private func forget(_ entry: (place: Int, number: Int)) {
    let connection = connections[entry.place]
    guard connection.number == entry.number else { return }
    remove(entry.place, Key(connection.ends.0, connection.ends.1))
  }

  private func remove(_ place: Int, _ key: Key) {
    unanswered -= connections[place].unanswered
    connections[place].number = 0
    places[key] = nil
    last = nil
    free.append(place)
  }
}

/// First in, first out, in amortised constant time.
struct Queue<Element> {
  private var elements: [Element] = []
  private var head = 0

  /// How many elements wait.
  var count: Int { elements.count - head }

  /// Adds the last.
  mutating func append(_ element: Element) { elements.append(element) }

  /// Takes the first.
  mutating func removeFirst() -> Element? {
    guard head < elements.count else { return nil }
    let element = elements[head]
    head += 1
    if head >= 1024, head * 2 >= elements.count {
      elements.removeFirst(head)
      head = 0
    }
    return element
  }
}
