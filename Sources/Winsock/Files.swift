import LinuxSockets

/// A file that was opened to be sent: its bytes, and where the next read begins.
struct FileContents {
  let bytes: [UInt8]
  var position = 0
}

/// What TransmitFile is to send, and what is to follow.
public struct FileTransmission: Sendable {
  /// hFile, or NULL.
  public var file: Handle
  /// nNumberOfBytesToWrite: 0 is all that is left of the file.
  public var count: UInt32
  /// The bytes of Head of TRANSMIT_FILE_BUFFERS.
  public var head: [UInt8]
  /// Those of Tail.
  public var tail: [UInt8]
  /// dwFlags: TF_DISCONNECT 1, TF_REUSE_SOCKET 2; TF_WRITE_BEHIND 4, TF_USE_SYSTEM_THREAD 16 and TF_USE_KERNEL_APC 32 say how
  /// Windows is to do it, and change nothing that is seen here.
  public var flags: UInt32

  /// From its parts.
  public init(file: Handle, count: UInt32, head: [UInt8], tail: [UInt8], flags: UInt32) {
    (self.file, self.count, self.head, self.tail, self.flags) = (file, count, head, tail, flags)
  }
}

/// Files, as far as a socket sends them.
extension WinsockLayer {
  /// CreateFile of a file that is there, for reading: its bytes are given. A handle, or INVALID_HANDLE_VALUE.
  /// Source: MS docs, CreateFileW.
  public func CreateFile(_ thread: ThreadID, contents: [UInt8]) -> Return {
    guard let handle = handles.make(.file, index: openedFiles) else {
      return failure(thread, .WSA_NOT_ENOUGH_MEMORY, -1)
    }
    files[openedFiles] = FileContents(bytes: contents)
    openedFiles += 1
    // CreateFile leaves 0 behind when it opens a file that exists without being told to make one.
    return success(thread, Int64(bitPattern: handle.rawValue))
  }

  /// CreateFile of a file that is not there.
  public func CreateFileFailed(_ thread: ThreadID, _ error: ErrorCode) -> Return { failure(thread, error, -1) }

  /// How long an open file is, and where its next read begins; nil when the handle is no open file's.
  public func describe(file: Handle) -> (size: Int, position: Int)? {
    files[handles.index(file, .file)].map { ($0.bytes.count, $0.position) }
  }

  func closeFile(_ handle: Handle, _ index: Int32) {
    files[index] = nil
    handles.close(handle)
  }

  /// TransmitFile: sends Head, the file's bytes and Tail, one behind the other. With an OVERLAPPED it is under way at first,
  /// and the file is read from its Offset; without one from the file's own position, which moves.
  ///
  /// Source: MS docs, TransmitFile. Wine's test_TransmitFile: a socket that is not connected is WSAENOTCONN, a datagram socket
  /// among them, and neither file nor buffers is TRUE. A handle that is no file's is WSAENOTSOCK (recorded on Wine 8.0, where
  /// STATUS_INVALID_HANDLE becomes that); a TF_REUSE_SOCKET alone is WSAEINVAL by the page, though Wine lets it pass.
  public func TransmitFile(_ thread: ThreadID, _ s: Handle, _ asked: FileTransmission, overlapped: OverlappedPointer?)
    -> CallResult
  {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    let event = index >= 0 ? overlapped.map { begin($0, &refusal) } ?? .null : .null
    if refusal == .success { refusal = transmittable(index, asked) }
    var range = 0..<0
    if refusal == .success { refusal = part(of: asked, overlapped, &range) }
    guard refusal == .success else { return .returned(failure(thread, refusal, 0)) }
    let bytes = asked.head + (files[handles.index(asked.file, .file)]?.bytes[range] ?? []) + asked.tail
    if overlapped == nil, asked.file != .null { files[handles.index(asked.file, .file)]?.position = range.upperBound }
    var request = operation(.TransmitFile, index, thread)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
    bytes.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: $0.count) }
    request.first = MemoryPiece(base: memory, count: bytes.count)
    request.total = bytes.count
    request.flags = .ownsMemory
    request.localLength = asked.flags
    (request.overlapped, request.event) = (overlapped, event)
    return overlapped == nil ? transmit(thread, &request) : transmitOverlapped(thread, request)
  }

  private func transmittable(_ index: Int32, _ asked: FileTransmission) -> ErrorCode {
    refreshConnect(index)
    let cell = sockets[index].pointee
    guard cell.phase == .connected || cell.isStream && cell.phase == .disconnected else { return .WSAENOTCONN }
    guard cell.isStream else { return .WSAEINVAL }
    if cell.flags.contains(.shutSend) { return .WSAESHUTDOWN }
    return asked.flags & 2 != 0 && asked.flags & 1 == 0 ? .WSAEINVAL : .success
  }

  /// Which bytes of the file are meant.
  private func part(of asked: FileTransmission, _ overlapped: OverlappedPointer?, _ range: inout Range<Int>)
    -> ErrorCode
  {
    if asked.count > 2_147_483_646 { return .WSAEINVAL }
    guard asked.file != .null else { return .success }
    guard let file = files[handles.index(asked.file, .file)] else { return .WSAENOTSOCK }
    var start = UInt64(file.position)
    if let overlapped { start = UInt64(overlapped.pointee.OffsetHigh) << 32 | UInt64(overlapped.pointee.Offset) }
    guard start <= UInt64(file.bytes.count) else { return .WSAEINVAL }
    let left = file.bytes.count - Int(start)
    range = Int(start)..<Int(start) + (asked.count == 0 ? left : min(left, Int(asked.count)))
    return .success
  }

  private func transmit(_ thread: ThreadID, _ request: inout OperationCell) -> CallResult {
    if sockets[request.socket].pointee.sends.isEmpty, case .done(let status, _) = attemptSend(&request) {
      request.first.base?.deallocate()
      guard status == .STATUS_SUCCESS else { return .returned(failure(thread, status.winsock, 0)) }
      disconnectAfter(request)
      return .returned(success(thread, 1))
    }
    let result = blockIn(thread, request)
    if case .blocked = result { return result }
    request.first.base?.deallocate()
    if case .returned(let value) = result { return .returned(failure(thread, value.error, 0)) }
    return result
  }

  private func transmitOverlapped(_ thread: ThreadID, _ request: OperationCell) -> CallResult {
    var refusal = ErrorCode.success
    guard post(request, &refusal) >= 0 else {
      request.first.base?.deallocate()
      return .returned(failure(thread, refusal, 0))
    }
    serveSends(request.socket)
    return .returned(failure(thread, .WSA_IO_PENDING, 0))
  }

  /// TF_DISCONNECT: the FIN follows what was sent; with TF_REUSE_SOCKET the socket can be used again.
  func disconnectAfter(_ request: OperationCell) {
    guard request.localLength & 1 != 0 else { return }
    disconnect(request.socket, reuse: request.localLength & 2 != 0)
  }
}
