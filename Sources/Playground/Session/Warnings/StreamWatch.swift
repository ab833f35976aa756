import LinuxSockets
import Winsock

/// What was sent on each connection and not received yet, by sends: so that a receive which takes a part of one, or of
/// two, can be told.
struct StreamTable {
  /// One direction of a connection. Numbers count bytes from its beginning.
  struct Direction {
    struct Sent {
      let start: UInt64
      let end: UInt64
      let step: Int
    }
    var sent: UInt64 = 0
    var taken: UInt64 = 0
    /// Sends that are not received in full.
    var waiting: [Sent] = []
    /// Urgent data, or more sends than are kept: nothing is told of it any more.
    var isLost = false
  }

  private struct Ends: Hashable {
    let client: SocketAddress
    let server: SocketAddress
  }

  private static let maximumConnections = 1 << 16
  private static let maximumSends = 64
  private var streams: [(fromClient: Direction, fromServer: Direction)] = []
  private var byEnds: [Ends: Int32] = [:]
  /// True when there is nothing more to tell: nothing is noted then.
  var isDone = false

  /// A connection began; gives its place.
  mutating func begin(client: SocketAddress, server: SocketAddress) -> Int32 {
    guard streams.count < Self.maximumConnections else {
      isDone = true
      return -1
    }
    streams.append((Direction(), Direction()))
    byEnds[Ends(client: client, server: server)] = Int32(streams.count - 1)
    return Int32(streams.count - 1)
  }

  /// The connection between these ends, -1 for one that is not known.
  func find(client: SocketAddress, server: SocketAddress) -> Int32 {
    byEnds[Ends(client: client, server: server)] ?? -1
  }

  mutating func send(_ stream: Int32, byServer: Bool, _ count: Int, step: Int, urgent: Bool) {
    func note(_ direction: inout Direction) {
      guard !direction.isLost else { return }
      guard !urgent, direction.waiting.count < Self.maximumSends else {
        direction.isLost = true
        return direction.waiting.removeAll()
      }
      let end = direction.sent + UInt64(count)
      direction.waiting.append(Direction.Sent(start: direction.sent, end: end, step: step))
      direction.sent = end
    }
    if byServer { note(&streams[Int(stream)].fromServer) } else { note(&streams[Int(stream)].fromClient) }
  }

  /// Bytes were received: gives the sends that they came from, and how many bytes of the first are still to come.
  mutating func take(_ stream: Int32, byServer: Bool, _ count: Int) -> (sends: [Direction.Sent], left: UInt64) {
    func note(_ direction: inout Direction) -> (sends: [Direction.Sent], left: UInt64) {
      guard !direction.isLost else { return ([], 0) }
      direction.taken += UInt64(count)
      let taken = direction.taken
      let touched = direction.waiting.prefix { $0.start < taken }
      guard let last = touched.last else { return ([], 0) }
      let result = (sends: Array(touched), left: last.end > taken ? last.end - taken : 0)
      direction.waiting.removeFirst(last.end > taken ? touched.count - 1 : touched.count)
      return result
    }
    return byServer ? note(&streams[Int(stream)].fromClient) : note(&streams[Int(stream)].fromServer)
  }
}

extension Session {
  private var watchesStreams: Bool { warns && !watcher.streams.isDone }

  /// connect succeeded, or is on its way.
  func noteConnected(_ socket: Handle, to peer: SocketAddress) {
    guard watchesStreams, let place = objects.handles.place(socket), let local = winsock.boundAddress(socket) else {
      return
    }
    objects.handles[place].facts.stream = watcher.streams.begin(client: local, server: peer)
    objects.handles[place].facts.isServer = false
  }

  /// accept gave a socket.
  func noteAccepted(_ socket: Handle, from peer: SocketAddress) {
    guard watchesStreams, let place = objects.handles.place(socket), let local = winsock.boundAddress(socket) else {
      return
    }
    objects.handles[place].facts.stream = watcher.streams.find(client: peer, server: local)
    objects.handles[place].facts.isServer = true
  }

  /// AcceptEx or ConnectEx is done.
  func noteExtensionStream(_ posting: Posting, _ call: CallKind) {
    guard watchesStreams else { return }
    if call == .ConnectEx, let peer = winsock.describe(posting.socket)?.peer {
      noteConnected(posting.socket, to: peer)
    } else if call == .AcceptEx, let peer = winsock.describe(posting.accepting)?.peer {
      noteAccepted(posting.accepting, from: peer)
    }
  }

  /// Bytes went out on a connection.
  func noteSent(_ socket: Handle, _ count: Int, flags: UInt32, step: Int) {
    guard watchesStreams, count > 0, let place = objects.handles.place(socket), objects.handles[place].facts.stream >= 0
    else { return }
    let facts = objects.handles[place].facts
    watcher.streams.send(facts.stream, byServer: facts.isServer, count, step: step, urgent: flags & MSG_OOB != 0)
  }

  /// Bytes were received on a connection.
  func noteTaken(_ socket: Handle, _ count: Int, flags: UInt32, _ receive: @autoclosure () -> String) {
    guard watchesStreams, count > 0, flags & (MSG_PEEK | MSG_OOB) == 0, let place = objects.handles.place(socket),
      objects.handles[place].facts.stream >= 0
    else { return }
    let facts = objects.handles[place].facts
    let (sends, left) = watcher.streams.take(facts.stream, byServer: facts.isServer, count)
    guard let first = sends.first, let last = sends.last else { return }
    if sends.count > 1 {
      warn(
        .partialReceive, of: 1, .stream,
        "\(receive()) gave bytes of \(sends.count) sends at once (steps \(first.step) \(sends.count > 2 ? "to" : "and") \(last.step)). A stream keeps no borders between sends: the receiver has to know where a message ends, by its length or by a mark."
      )
    } else if left > 0 {
      warn(
        .partialReceive, of: 0, .stream,
        "\(receive()) gave \(count) of the \(first.end - first.start) bytes that the send of step \(first.step) sent; the others come with the next receive. One byte is enough for a receive to be done: receive until the message is complete."
      )
    }
  }
}
