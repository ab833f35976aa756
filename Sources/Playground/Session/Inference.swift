import LinuxSockets
import Winsock
import Wire

extension Session {
  /// Notes how many bytes a receive put into its buffers: what `expect b.data` looks at.
  func noteReceived(_ value: Return, _ keep: Keep) {
    switch (value.out, keep) {
    case (.data(let count), .buffer(let buffer)), (.dataFrom(let count, _), .buffer(let buffer)):
      buffer.received = Int(count)
    case (.transfer(let count, _), .buffers(let buffers, nil)),
      (.transferFrom(let count, _, _), .buffers(let buffers, nil)),
      (.message(let count, _), .buffers(let buffers, nil)):
      noteReceived(buffers, Int(count))
    default: break
    }
  }

  /// The bytes of a scattered receive fill one buffer after the other.
  func noteReceived(_ buffers: [Buffer], _ count: Int) {
    var left = count
    for buffer in buffers {
      buffer.received = min(left, Int(buffer.len))
      left -= min(left, Int(buffer.len))
    }
  }

  /// Notes what a call did to the network: which socket may still have bytes on their way, which handle is closed now,
  /// and, where nothing can be captured, which packets must have moved.
  func noteTraffic(_ value: Return, _ shape: Shape) {
    let succeeded = value.error == .success
    switch shape.keep {
    case .closing(let handle):
      if succeeded, let place = objects.handles.place(handle), objects.handles[place].isOpen {
        objects.handles[place].isOpen = false
        if objects.handles[place].type == .event { objects.openEvents -= 1 }
      }
    case .sending(let socket, let buffer, let flags):
      guard value.value > 0 else { return }
      current.sender = socket
      infer(sent: socket, Int(value.value), buffer, isUrgent: flags & 1 != 0)
    case .buffers(let buffers, let socket?):
      current.sender = socket
      if case .bytes(let count) = value.out, count > 0, let first = buffers.first {
        infer(sent: socket, Int(count), first, isUrgent: false)
      }
    case .connecting(let socket, let address):
      current.sender = socket
      if current.call.program == nil { forgetProgramEnd(of: socket) }
      infer(connect: socket, address, value)
    case .sendingTo(let socket, let buffer, let address):
      guard value.value >= 0, infers, let local = winsock.boundAddress(socket) else { return }
      network.infer(
        .sentDatagram(from: local, to: address, bytes: Int(value.value), start: buffer.bytes(min(Int(value.value), 32)))
      )
    case .shutting(let socket, let how):
      if succeeded, how != 0 { current.sender = socket }
      if succeeded, how != 0, infers, let ends = ends(socket) {
        network.infer(.finished(from: ends.local, to: ends.peer))
      }
    case .synchronous:
      if let place = objects.handles.place(Handle(rawValue: UInt64(bitPattern: value.value))) {
        objects.handles[place].facts.flags.insert(.synchronous)
      }
    default: break
    }
  }

  private var infers: Bool { options.traces && !network.isPrivate }

  /// Both addresses of a connection; nil for any other socket.
  func ends(_ socket: Handle) -> (local: SocketAddress, peer: SocketAddress)? {
    guard let description = winsock.describe(socket), description.isStream, let local = description.local,
      let peer = description.peer
    else { return nil }
    return (local, peer)
  }

  func infer(sent socket: Handle, _ count: Int, _ buffer: Buffer, isUrgent: Bool) {
    guard infers, let description = winsock.describe(socket), let local = description.local, let peer = description.peer
    else { return }
    let start = buffer.bytes(min(count, 32))
    if description.isStream {
      network.infer(.sent(from: local, to: peer, bytes: count, urgent: isUrgent, start: start))
    } else {
      network.infer(.sentDatagram(from: local, to: peer, bytes: count, start: start))
    }
  }

  private func infer(connect socket: Handle, _ address: SocketAddress, _ value: Return) {
    guard infers else { return }
    if value.error == .success, let ends = ends(socket) {
      network.infer(.connected(from: ends.local, to: ends.peer))
    } else if value.error == .WSAEWOULDBLOCK, let local = winsock.boundAddress(socket),
      winsock.describe(socket)?.state == .established
    {
      network.infer(.connected(from: local, to: address))  // the loopback shakes hands within the call
    } else if value.error == .WSAECONNREFUSED, let local = winsock.boundAddress(socket) {
      network.infer(.refused(from: local, to: address))
    }
  }

  /// Before a socket is closed its ends are still known: tells the FIN, or the reset, that the close sends.
  func inferClose(_ socket: Handle) {
    guard infers, let description = winsock.describe(socket), description.isStream, let local = description.local,
      let peer = description.peer
    else { return }
    let resets = objects.handles.place(socket).map { objects.handles[$0].facts.flags.contains(.lingerZero) } ?? false
    switch description.state {
    case .unconnected, .bound, .listening, .timeWait: break
    case _ where resets: network.infer(.reset(from: local, to: peer))
    case .established, .closeWait: network.infer(.finished(from: local, to: peer))
    default: break
    }
  }

  /// An operation that pended is done: tells the packets that it must have moved.
  func infer(_ completion: Completion, _ posting: Posting, _ buffers: [Buffer]) {
    guard infers else { return }
    if completion.call == .ConnectEx, let local = winsock.boundAddress(posting.socket), let peer = posting.peer {
      if completion.status.isSuccess {
        network.infer(.connected(from: local, to: peer))
      } else if completion.status.winsock == .WSAECONNREFUSED {
        network.infer(.refused(from: local, to: peer))
      }
    }
    guard posting.sends, completion.bytes > 0, let first = buffers.first else { return }
    if completion.call == .WSASendTo, let local = winsock.boundAddress(posting.socket), let peer = posting.peer {
      let start = first.bytes(min(Int(completion.bytes), 32))
      network.infer(.sentDatagram(from: local, to: peer, bytes: Int(completion.bytes), start: start))
    } else {
      infer(sent: posting.socket, Int(completion.bytes), first, isUrgent: posting.flags & MSG_OOB != 0)
    }
  }

  /// WSASendTo that was done at once; one on a connected socket is told as any other send.
  func infer(datagram posting: Posting, _ buffers: [Buffer], _ result: CallResult) {
    guard infers, let peer = posting.peer, let first = buffers.first, case .returned(let value) = result,
      case .bytes(let count) = value.out, let description = winsock.describe(posting.socket),
      !description.isStream, description.peer == nil, let local = description.local
    else { return }
    let start = first.bytes(min(Int(count), 32))
    network.infer(.sentDatagram(from: local, to: peer, bytes: Int(count), start: start))
  }

  /// DisconnectEx sends a FIN as closesocket does.
  func infer(disconnected ends: (local: SocketAddress, peer: SocketAddress)?, _ result: CallResult) {
    guard infers, let ends, case .returned(let value) = result else { return }
    guard value.error == .success || value.error == .WSA_IO_PENDING else { return }
    network.infer(.finished(from: ends.local, to: ends.peer))
  }
}
