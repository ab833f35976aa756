import Glibc
import LinuxSockets

/// What Linux says, in Windows' words.
extension WinsockLayer {
  /// The one place where an errno becomes a Winsock code. One that has no translation is shown as such (its number above
  /// 0x10000), never passed off as another.
  func translate(_ outcome: KernelReturn) -> ErrorCode {
    guard let errno = outcome.errno else { return .success }
    switch errno.rawValue {
    case EAGAIN: return .WSAEWOULDBLOCK
    case ECONNRESET: return .WSAECONNRESET
    // A reset that came after the peer's FIN. Source: tcp_reset of Linux (CLOSE_WAIT); Wine's test_shutdown.
    case EPIPE: return .WSAECONNABORTED
    case ECONNREFUSED: return .WSAECONNREFUSED
    case ENFILE: return .WSAEMFILE
    case EPERM: return .WSAEACCES
    default:
      let row = ErrorFact.all.first { $0.errno == errno.rawValue }
      return row?.winsock ?? ErrorCode(rawValue: ErrorCode.untranslated + UInt32(errno.rawValue))
    }
  }

  /// What accept and AcceptEx say: a connection that was indicated and has ended before it was accepted is
  /// WSAECONNRESET. Source: MS docs, accept and AcceptEx (return values); accept(2), which hands on what a connection met.
  func translateAccept(_ outcome: KernelReturn) -> ErrorCode {
    outcome.isError(ECONNABORTED) || outcome.isError(EPROTO) ? .WSAECONNRESET : translate(outcome)
  }

  /// The NTSTATUS that stands for a Winsock code.
  func status(of code: ErrorCode) -> NTStatus {
    if code == .success { return .STATUS_SUCCESS }
    return code.fact?.status?.code ?? NTStatus(carrying: code)
  }

  /// Whether a connection that met this is over. What Linux had no memory for may be asked again.
  /// Source: recv(2), send(2).
  static func breaksConnection(_ outcome: KernelReturn) -> Bool {
    ![ENOMEM, ENOBUFS, EFAULT, EINVAL, EINTR, EMSGSIZE, EOPNOTSUPP].contains { outcome.isError($0) }
  }
}

extension ErrorCode {
  /// From here on a code is a Linux errno that Winsock has no word for.
  static let untranslated: UInt32 = 0x10000
}

extension NTStatus {
  /// A status for a code that has none of its own. NTSTATUS_FROM_WIN32 (ntstatus.h: FACILITY_NTWIN32) carries a code of
  /// 16 bits, as RtlNtStatusToDosError knows; an untranslated errno gets the bit that says "not Microsoft's".
  /// Source: MS-ERREF, NTSTATUS (C and Facility).
  init(carrying code: ErrorCode) {
    let isForeign = code.rawValue >= ErrorCode.untranslated
    self.init(rawValue: (isForeign ? Self.foreign : Self.win32Facility) | code.rawValue & 0xffff)
  }

  /// The code that a status carries, nil for a status that is one of its own.
  var carried: ErrorCode? {
    switch rawValue & 0xffff_0000 {
    case Self.win32Facility: return ErrorCode(rawValue: rawValue & 0xffff)
    case Self.foreign: return ErrorCode(rawValue: ErrorCode.untranslated + rawValue & 0xffff)
    default: return nil
    }
  }

  private static var win32Facility: UInt32 { 0xC007_0000 }
  private static var foreign: UInt32 { 0xE000_0000 }
}
