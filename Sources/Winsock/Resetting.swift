import Glibc
import LinuxSockets

/// A connection that ends in a reset, or by the network.
extension WinsockLayer {
  /// An error has come for a connection. It ends at once, and what was not read yet is lost, which Linux would still
  /// give. Source: MS docs, closesocket (an abortive close); reports of programs that lose the end of an answer so
  /// (dotnet/runtime 57186, curl 657).
  func noticeReset(_ index: Int32) {
    let cell = sockets[index]
    guard cell.pointee.isStream, cell.pointee.failure == .success,
      cell.pointee.phase == .connected || cell.pointee.phase == .disconnected
    else { return }
    var error: Int32 = 0
    guard !kernel.option(cell.pointee.descriptor, level: SOL_SOCKET, name: SO_ERROR, &error).failed, error != 0,
      case .done(let status, _) = broken(index, KernelReturn(raw: -Int(error)))
    else { return }
    endUnderWay(index, status)
  }

  /// What is under way meets the error that was found.
  private func endUnderWay(_ index: Int32, _ status: NTStatus) {
    let cell = sockets[index]
    while cell.pointee.receives.head >= 0 { finish(cell.pointee.receives.head, status) }
    while cell.pointee.urgents.head >= 0 { finish(cell.pointee.urgents.head, status) }
    serveSends(index)
  }

  /// A connection is watched from its beginning: a reset and urgent bytes are noticed when they come, not when they are
  /// asked for. Where Linux cannot watch it, each receive learns it by itself.
  func watch(_ index: Int32) { _ = register(index) }
}
