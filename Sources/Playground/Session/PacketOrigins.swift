import Calls
import LinuxSockets
import Winsock

/// Where the packet of a completion port comes from.
enum PacketOrigin {
  /// An operation that ended: its call and step, and the call that ended it before its time with that one's step.
  case operation(call: String, step: Int, endedBy: (call: CallDescriptor, step: Int)?)
  /// A packet of the script's own, by the step that posted it.
  case posted(step: Int)
}

/// How a connected socket was closed by a line.
final class Closing {
  let step: Int
  /// How many bytes had come that nobody had received.
  let unread: Int
  let local: SocketAddress
  let peer: SocketAddress

  init(step: Int, unread: Int, local: SocketAddress, peer: SocketAddress) {
    (self.step, self.unread, self.local, self.peer) = (step, unread, local, peer)
  }
}

extension Session {
  /// Notes where a packet comes from that an operation queues.
  func noteOrigin(_ completion: Completion, _ place: Int32) {
    let cause = completion.status.isSuccess ? nil : current.asked.cause(step: history.count)
    objects.overlappeds[place].endedBy = cause
    guard completion.port != .null else { return }
    objects.overlappeds[place].origins.append(
      .operation(call: "\(completion.call)", step: Int(completion.tag), endedBy: cause))
  }

  /// Notes which step closes a socket, and what it leaves unread: a peer that is reset is told by whom.
  func noteClosing(_ socket: Handle) {
    guard let place = objects.handles.place(socket), objects.handles[place].facts.closing == nil,
      let description = winsock.describe(socket), let local = description.local, let peer = description.peer
    else { return }
    objects.handles[place].facts.closing = Closing(
      step: history.count, unread: description.isStream ? winsock.readable(socket) : 0, local: local, peer: peer)
  }

  /// The origin of a packet that was taken, for whoever asks about the line.
  func takeOrigin(_ place: Int32) {
    guard !objects.overlappeds[place].origins.isEmpty else { return }
    current.asked.origins.append(objects.overlappeds[place].origins.removeFirst())
  }
}
