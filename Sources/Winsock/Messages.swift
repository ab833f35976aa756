import LinuxSockets

/// What WSARecvMsg puts into its WSAMSG.
public struct ReceivedMessage: Sendable {
  /// dwFlags: MSG_TRUNC, MSG_CTRUNC, MSG_BCAST, MSG_MCAST.
  public var flags: UInt32 = 0
  /// name: the sender.
  public var sender = SocketAddress.none
  /// The address of the in_pktinfo or in6_pktinfo in Control; of no family when there is none.
  public var destination = SocketAddress.none

  /// Control: a WSACMSGHDR of cmsg_len, cmsg_level and cmsg_type with the in_pktinfo or in6_pktinfo behind it, whose
  /// interface is 1, the loopback, or the first of a host. Empty when there is none. Source: ws2def.h, ws2ipdef.h.
  public var controlBytes: [UInt8] {
    guard destination.family != .unspecified else { return [] }
    let isInet6 = destination.family == .inet6
    let length = 16 + destination.addressBytes.count + 4
    func little(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> (8 * $0) & 0xff) } }
    let bytes =
      little(length, 8) + little(isInet6 ? 41 : 0, 4) + little(Int(SocketOption.IP_PKTINFO.number), 4)
      + destination.addressBytes + little(1, 4)
    return bytes + [UInt8](repeating: 0, count: Int(Self.controlLength(destination.family)) - bytes.count)
  }

  /// Bytes of a WSACMSGHDR with an in_pktinfo (8 bytes) or an in6_pktinfo (20 bytes) behind it, aligned as
  /// WSA_CMSG_SPACE has it on 64-bit Windows.
  public static func controlLength(_ family: SocketAddress.Family) -> UInt32 { family == .inet6 ? 40 : 24 }
}

/// WSARecvMsg and WSASendMsg: datagrams with control data.
extension WinsockLayer {
  /// WSARecvMsg: as WSARecvFrom, and a WSAMSG that tells what became of the datagram and, with IP_PKTINFO, where it was sent
  /// to. `controlRoom` is Control.len. For datagram sockets alone: a stream is WSAEOPNOTSUPP, which is what
  /// STATUS_INVALID_DEVICE_REQUEST becomes (inferred; the page says only that it cannot be). Source: MS docs,
  /// LPFN_WSARECVMSG and WSAMSG; Wine's test_WSARecvMsg.
  public func WSARecvMsg(
    _ thread: ThreadID, _ s: Handle, _ buffers: UnsafeBufferPointer<WSABUF>, flags: UInt32, controlRoom: UInt32,
    overlapped: OverlappedPointer?, routine: RoutineID?
  ) -> CallResult {
    guard flags & ~MSG_PEEK == 0 else { return .returned(failure(thread, .WSAEOPNOTSUPP)) }
    let empty = WSABUF(len: 0, buf: nil)
    var asked = Transfer(.WSARecvMsg, buffers.first ?? empty, flags: flags, isReceive: true)
    asked.take(buffers)
    (asked.control, asked.overlapped, asked.routine) = (controlRoom, overlapped, routine?.index ?? -1)
    let index = handles.index(s, .socket)
    if index >= 0, !sockets[index].pointee.isStream {
      kernel.tellDestination(sockets[index].pointee.descriptor, sockets[index].pointee.family)
    }
    return transfer(thread, s, asked)
  }

  /// WSASendMsg: as WSASendTo, from an address of this machine's that the control data name (in_pktinfo), in host order; 0
  /// is the system's choice. Without a name it goes to the peer. The socket has to be bound (WSAEINVAL).
  /// Source: MS docs, WSASendMsg.
  public func WSASendMsg(
    _ thread: ThreadID, _ s: Handle, _ buffers: UnsafeBufferPointer<WSABUF>, to: SocketAddress, flags: UInt32,
    from source: UInt32, overlapped: OverlappedPointer?, routine: RoutineID?
  ) -> CallResult {
    guard flags & ~(MSG_DONTROUTE | MSG_PARTIAL | MSG_OOB) == 0 else {
      return .returned(failure(thread, .WSAEOPNOTSUPP))
    }
    let empty = WSABUF(len: 0, buf: nil)
    var asked = Transfer(.WSASendMsg, buffers.first ?? empty, flags: flags, isReceive: false)
    asked.take(buffers)
    (asked.address, asked.control) = (to, source)
    (asked.overlapped, asked.routine) = (overlapped, routine?.index ?? -1)
    return transfer(thread, s, asked)
  }

  /// What a WSARecvMsg with this OVERLAPPED has put into its WSAMSG; nil when it has not ended, or was asked before.
  public func takeMessage(_ overlapped: OverlappedPointer) -> ReceivedMessage? {
    messages.removeValue(forKey: overlapped)
  }

  /// What a WSARecvMsg tells that was cut off: WSAEMSGSIZE, and dwFlags that say of what.
  func cutMessage(_ request: OperationCell, _ status: NTStatus) -> Out {
    guard request.call == .WSARecvMsg, status == .STATUS_BUFFER_OVERFLOW else { return .none }
    return .message(bytes: UInt32(truncatingIfNeeded: request.done), lastMessage)
  }

  /// Whether a send goes to an address of its own; without one it goes to the peer, as send does (MS docs, sendto: to is
  /// optional).
  @inline(__always)
  func isAddressed(_ call: CallKind, _ address: SocketAddress) -> Bool {
    address.family != .unspecified && (call == .sendto || call == .WSASendTo || call == .WSASendMsg)
  }

  /// Whether everyone of a network was sent to: 255.255.255.255, 127.255.255.255, or .255 of the hosts' network, whose masks
  /// have 24 bits.
  private func isBroadcast(_ address: SocketAddress) -> Bool {
    guard address.family == .inet else { return false }
    return address.low == 0xffff_ffff || address.low == 0x7fff_ffff
      || address.low >> 24 == 10 && address.low & 0xff == 0xff
  }

  /// One datagram from the address that its control data name.
  func sendMessage(_ request: OperationCell, _ descriptor: Int32) -> KernelReturn {
    gathered(request) {
      kernel.send(descriptor, $0, count: request.total, to: request.address, from: request.localLength)
    }
  }

  func receiveMessage(
    _ request: inout OperationCell, _ descriptor: Int32, _ base: UnsafeMutableRawPointer?, _ count: Int, _ flags: Int32
  ) -> KernelReturn {
    var to = SocketAddress.none
    let outcome = kernel.receive(descriptor, base, count: count, flags: flags, from: &request.address, to: &to)
    lastMessage = ReceivedMessage(flags: 0, sender: request.address, destination: to)
    return outcome
  }

  /// A datagram came. What has no room is cut off, and the call says WSAEMSGSIZE: its bytes (MSG_TRUNC), or its control data
  /// (MSG_CTRUNC). Source: MS docs, WSAMSG (dwFlags); Wine's test_WSARecvMsg (a Control.len of 1).
  func endMessage(_ request: OperationCell, isCut: Bool) -> Attempt {
    var message = lastMessage
    let cell = sockets[request.socket].pointee
    if isCut { message.flags |= MSG_TRUNC }
    if message.destination.isGroup { message.flags |= MSG_MCAST }
    if isBroadcast(message.destination) { message.flags |= MSG_BCAST }
    let isAsked = cell.flags.contains(.tellsDestination)
    if isAsked, request.localLength < ReceivedMessage.controlLength(cell.family) { message.flags |= MSG_CTRUNC }
    if !isAsked || message.flags & MSG_CTRUNC != 0 { message.destination = .none }
    lastMessage = message
    if let overlapped = request.overlapped { messages[overlapped] = message }
    return message.flags & (MSG_TRUNC | MSG_CTRUNC) != 0
      ? .done(.STATUS_BUFFER_OVERFLOW, flags: 0) : .done(.STATUS_SUCCESS, flags: 0)
  }
}

/// MSG_TRUNC of ws2def.h: the datagram was cut off.
public let MSG_TRUNC: UInt32 = 0x100
/// MSG_CTRUNC of ws2def.h: the control data were.
public let MSG_CTRUNC: UInt32 = 0x200
/// MSG_BCAST of ws2def.h: the datagram was sent to everyone.
public let MSG_BCAST: UInt32 = 0x400
/// MSG_MCAST of ws2def.h: the datagram was sent to a group.
public let MSG_MCAST: UInt32 = 0x800
