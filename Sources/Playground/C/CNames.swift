import Calls
import Language
import Steps
import Winsock

extension Session {
  /// The command of a call by its C name, or by that of a variable which points to an extension function.
  func command(called name: Range<Int>, _ bytes: [UInt8]) -> Command? { Catalogue.find(bytes, name) }
}

extension CallDescriptor {
  /// The type of its return value in C.
  var valueType: CType {
    switch returns {
    case .socket: CTypeTable.socket
    case .event, .port: CTypeTable.handle
    case .bool: CTypeTable.bool
    case .wait, .objectWait, .sleep: CTypeTable.dword
    case .swapped(let digits): digits > 4 ? CTypeTable.ulong : CTypeTable.ushort
    default: CTypeTable.int
    }
  }
}

extension Call {
  /// The answer to a call that was given a pointer which leads nowhere.
  func faulted(_ error: ErrorCode) -> Return {
    switch invocation.command.descriptor?.returns {
    case .bool: failed(0, error)
    case .wait, .objectWait: failed(0xffff_ffff, error)
    case .error: Return(Int64(error.rawValue), error: error)
    default: failed(-1, error)
    }
  }
}

extension Command {
  /// What a call returns whose pointers lead nowhere.
  var faultKind: ResultKind {
    switch descriptor?.returns {
    case .socket: .socket(.inet)
    case .event: .event
    case .port: .port(given: .null)
    default: .number
    }
  }
}
