/// What a WSAPROTOCOL_INFO tells of a socket.
public struct ProtocolInfo: Sendable, Equatable {
  /// iAddressFamily: 2 or 23.
  public var family: Int32
  /// iSocketType: 1 or 2.
  public var type: Int32
  /// iProtocol: 6 or 17.
  public var number: Int32
  /// dwProviderReserved: the handle that WSASocket is to give, 0 when it is to make a socket.
  public var reserved: UInt32

  /// From its fields.
  public init(family: Int32, type: Int32, number: Int32, reserved: UInt32) {
    (self.family, self.type, self.number, self.reserved) = (family, type, number, reserved)
  }
}

/// WSADuplicateSocket: several handles of one socket. All that is known of the socket is common to them, and it lives until
/// the last of them is closed. Source: MS docs, WSADuplicateSocket.
extension WinsockLayer {
  /// The number of the simulated process, which GetCurrentProcessId gives. Fixed, as the number of processors is.
  public static let processID: UInt32 = 4100

  /// WSADuplicateSocket: what WSASocket gives a second handle for. There is one process here: another is WSAEINVAL (the
  /// parameter is not valid; recorded on Wine 8.0).
  public func WSADuplicateSocket(_ thread: ThreadID, _ s: Handle, process: UInt32) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    guard process == Self.processID else { return failure(thread, .WSAEINVAL) }
    guard let handle = handles.make(.socket, index: index) else { return failure(thread, .WSAENOBUFS) }
    duplicates[index, default: []].append(handle)
    offered.insert(handle)
    let cell = sockets[index].pointee
    let info = ProtocolInfo(
      family: cell.family == .inet6 ? AddressFamily.inet6 : AddressFamily.inet, type: cell.type,
      number: cell.isStream ? 6 : 17, reserved: UInt32(truncatingIfNeeded: handle.rawValue))
    return success(thread, 0, .protocolInfo(info))
  }

  /// WSASocket with a WSAPROTOCOL_INFO: the second handle of a socket, or a new socket of that protocol. A duplicate's can be
  /// used once (MS docs, WSADuplicateSocket); a second time it is WSAEINVAL (inferred: the page gives no error).
  public func WSASocketW(_ thread: ThreadID, from info: ProtocolInfo, overlapped: Bool) -> Return {
    guard info.reserved != 0 else {
      return WSASocketW(thread, af: info.family, type: info.type, protocol: info.number, overlapped: overlapped)
    }
    guard state.pointee.startups > 0 else { return failure(thread, .WSANOTINITIALISED, -1) }
    let handle = Handle(rawValue: UInt64(info.reserved))
    guard offered.remove(handle) != nil, handles.index(handle, .socket) >= 0 else {
      return failure(thread, .WSAEINVAL, -1)
    }
    return success(thread, Int64(bitPattern: handle.rawValue))
  }

  /// How many handles a socket has.
  public func handleCount(_ s: Handle) -> Int {
    let index = handles.index(s, .socket)
    return index < 0 ? 0 : 1 + (duplicates[index]?.count ?? 0)
  }

  /// Closes one of several handles; false when it is the last.
  func closeOne(of index: Int32, _ handle: Handle) -> Bool {
    guard var others = duplicates[index], !others.isEmpty else { return false }
    if sockets[index].pointee.handle == handle {
      sockets[index].pointee.handle = others.removeFirst()
    } else {
      others.removeAll { $0 == handle }
    }
    duplicates[index] = others.isEmpty ? nil : others
    handles.close(handle)
    return true
  }

  /// The socket goes, and all its handles with it.
  func closeDuplicates(of index: Int32) {
    guard !duplicates.isEmpty, let others = duplicates.removeValue(forKey: index) else { return }
    for handle in others {
      handles.close(handle)
      offered.remove(handle)
    }
  }
}
