import Glibc
import LinuxSockets

/// Groups: who receives for which, and from where they are sent to. Source: MS docs, IPPROTO_IP Socket Options and
/// Multicast Socket Option Behavior.
extension WinsockLayer {
  /// IP_ADD_MEMBERSHIP. A group that the socket has joined on that interface is WSAEADDRNOTAVAIL (Multicast Socket Option
  /// Behavior), and so is what is no interface of this machine (inferred: the address is not valid in its place). What is no
  /// group is WSAEINVAL (setsockopt: the information in the buffer is not valid; recorded on Wine 8.0).
  func join(_ index: Int32, _ membership: Membership) -> ErrorCode {
    guard takesGroups(index) else { return .WSAENOPROTOOPT }
    guard Membership.isGroup(membership.group) else { return .WSAEINVAL }
    guard !(memberships[index] ?? []).contains(membership) else { return .WSAEADDRNOTAVAIL }
    if isHeard(index) {
      let outcome = kernelMembership(index, membership, joins: true)
      if outcome.failed { return outcome.isError(ENOBUFS) ? .WSAENOBUFS : .WSAEADDRNOTAVAIL }
    }
    memberships[index, default: []].append(membership)
    return .success
  }

  /// IP_DROP_MEMBERSHIP. A group that the socket is not in is WSAEINVAL (Multicast Socket Option Behavior).
  func leave(_ index: Int32, _ membership: Membership) -> ErrorCode {
    guard takesGroups(index) else { return .WSAENOPROTOOPT }
    guard let place = memberships[index]?.firstIndex(of: membership) else { return .WSAEINVAL }
    memberships[index]?.remove(at: place)
    if isHeard(index) { _ = kernelMembership(index, membership, joins: false) }
    return .success
  }

  /// IP_MULTICAST_IF: the interface that datagrams to groups leave by; 0 is the system's choice.
  func setMulticastInterface(_ index: Int32, _ address: UInt32) -> ErrorCode {
    guard takesGroups(index) else { return .WSAENOPROTOOPT }
    let outcome = kernel.setMulticastInterface(sockets[index].pointee.descriptor, address)
    if outcome.failed { return .WSAEADDRNOTAVAIL }
    multicastInterfaces[index] = address
    return .success
  }

  /// IP_MULTICAST_LOOP was set. On Windows it is the receiver's option: whether what this machine sends reaches the socket;
  /// on Linux it is the sender's (IPPROTO_IP Socket Options). On the loopback everything comes from this machine, so that a
  /// socket without it is in no group as Linux sees it. Between hosts it is Linux's.
  func setMulticastLoop(_ index: Int32, _ on: Bool) {
    let cell = sockets[index]
    guard cell.pointee.host == 0 else {
      return _ = kernel.setOption(
        cell.pointee.descriptor, level: Int32(IPPROTO_IP), name: 34 /* IP_MULTICAST_LOOP */, on ? 1 : 0)
    }
    // Its flag is set already: what is asked for twice the kernel refuses, and nothing changes.
    for membership in memberships[index] ?? [] { _ = kernelMembership(index, membership, joins: on) }
  }

  /// Forgets the groups of a socket that is closed; Linux leaves them by itself.
  func forgetGroups(_ index: Int32) {
    if !memberships.isEmpty { memberships[index] = nil }
    if !multicastInterfaces.isEmpty { multicastInterfaces[index] = nil }
  }

  /// Whether a socket of a host receives for a group. Costs what there are memberships.
  public func hasMember(of group: UInt32, host: Int32) -> Bool {
    memberships.contains { index, joined in
      sockets[index].pointee.host == host && joined.contains { $0.group == group }
    }
  }

  /// Whether a socket has joined a group on an interface.
  public func hasJoined(_ s: Handle, _ membership: Membership) -> Bool {
    let index = handles.index(s, .socket)
    return index >= 0 && memberships[index]?.contains(membership) == true
  }

  private func takesGroups(_ index: Int32) -> Bool {
    !sockets[index].pointee.isStream && sockets[index].pointee.family == .inet
  }

  /// Whether Linux is to know of the socket's groups.
  private func isHeard(_ index: Int32) -> Bool {
    sockets[index].pointee.host != 0 || !sockets[index].pointee.flags.contains(.noMulticastLoop)
  }

  private func kernelMembership(_ index: Int32, _ membership: Membership, joins: Bool) -> KernelReturn {
    kernel.setMembership(
      sockets[index].pointee.descriptor, joins: joins, group: membership.group, interface: membership.interface)
  }
}
