import Calls
import Language
import LinuxSockets
import Steps
import Winsock

extension Session {
  /// The command of a call by its C name, or by that of a variable which points to an extension function.
  func command(called name: Range<Int>, _ bytes: [UInt8]) -> Command? {
    if let function = function(in: name, bytes) {
      let call = Array(function.rawValue.utf8)
      return Catalogue.find(call, 0..<call.count)
    }
    return Catalogue.find(bytes, name)
  }

  /// The extension function that a variable points to; nil where no variable is called that, or it points to none.
  private func function(in name: Range<Int>, _ bytes: [UInt8]) -> ExtensionFunction? {
    guard case .variable(let variable) = objects.names.find(bytes, name), case .function = variable.type else {
      return nil
    }
    let address = UInt64(bitPattern: CValue.number(variable.storage.bytes(8), signed: false))
    guard address >= CSpace.functions else { return nil }
    let index = Int(clamping: (address - CSpace.functions) / 16)
    return ExtensionFunction.allCases.indices.contains(index) ? ExtensionFunction.allCases[index] : nil
  }

  /// What is wrong with a call through a variable that points to no function; nil for any other name.
  func wildCall(_ name: Range<Int>, _ bytes: [UInt8]) -> UsageError? {
    guard case .variable(let variable) = objects.names.find(bytes, name), case .function = variable.type,
      function(in: name, bytes) == nil
    else { return nil }
    return UsageError(
      "\(ByteText.quoted(bytes, name)) points to no function: on Windows the program would end with an access violation",
      at: name, hint: "WSAIoctl with SIO_GET_EXTENSION_FUNCTION_POINTER gives it its value")
  }

  /// The value of a call in C: of one that gives text or a structure, the address where that stands.
  func cValue(_ descriptor: CallDescriptor?, _ value: Return, _ record: CallRecord) -> CValue {
    guard let descriptor, descriptor.returns == .text else {
      let type = descriptor?.valueType ?? CTypeTable.int
      return CValue(type, value.value).converted(to: type)
    }
    if current.native != nil { return CValue(CTypeTable.pointer, 1) }
    guard case .text(let text) = record.returned else { return CValue(CTypeTable.pointer, 0) }
    if descriptor.action == .resolve { return hostent(text, record) }
    guard let copy = try? storage(text.utf8.count + 1, at: 0..<0) else { return CValue(CTypeTable.pointer, 0) }
    copy.fill(Array(text.utf8) + [0])
    copy.label = "the text of \(record.call)"
    return CValue(.pointer(CTypeTable.char), Int64(bitPattern: objects.c.space.address(of: copy)))
  }

  /// A hostent with its name and its list of addresses behind it.
  private func hostent(_ name: String, _ record: CallRecord) -> CValue {
    let type = CType.pointer(.structure(CTypeTable.hostent))
    guard case .names(let texts)? = record.out?.first?.value else { return CValue(type, 0) }
    let addresses = texts.compactMap { CEvaluator.internetAddress(Array($0.utf8)) }
    let text = Array(name.utf8) + [0]
    let list = 32 + 8
    let data = list + 8 * (addresses.count + 1)
    guard let memory = try? storage(data + 4 * addresses.count + text.count, at: 0..<0) else { return CValue(type, 0) }
    memory.label = "the hostent of \(record.call)"
    let base = Int64(bitPattern: objects.c.space.address(of: memory))
    var bytes = CValue.bytes(base + Int64(data + 4 * addresses.count), 8) + CValue.bytes(base + 32, 8)
    bytes += CValue.bytes(2, 2) + CValue.bytes(4, 2) + [0, 0, 0, 0] + CValue.bytes(base + Int64(list), 8)
    bytes += CValue.bytes(0, 8)  // no other names
    for i in addresses.indices { bytes += CValue.bytes(base + Int64(data + 4 * i), 8) }
    bytes += CValue.bytes(0, 8)
    for address in addresses { bytes += CValue.bytes(Int64(address), 4) }
    memory.fill(bytes + text)
    return CValue(type, base)
  }
}

extension CallDescriptor {
  /// The type of its return value in C.
  var valueType: CType {
    switch returns {
    case .socket: CTypeTable.socket
    case .event, .lock, .port, .file: CTypeTable.handle
    case .bool: CTypeTable.bool
    case .wait, .objectWait, .sleep, .nonzero: CTypeTable.dword
    case .swapped(let digits): digits > 4 ? CTypeTable.ulong : CTypeTable.ushort
    default: CTypeTable.int
    }
  }
}

extension Call {
  /// The answer to a call that was given a pointer which leads nowhere.
  func faulted(_ fault: ErrorCode) -> Return {
    // kernel32 says the same by its own name: ERROR_NOACCESS.
    let isOfWindows = invocation.command.descriptor?.error == .win32 && fault == .WSAEFAULT
    let error = isOfWindows ? .ERROR_NOACCESS : fault
    switch invocation.command.descriptor?.returns {
    case .bool, .nonzero: return failed(0, error)
    case .wait, .objectWait: return failed(0xffff_ffff, error)
    case .error: return Return(Int64(error.rawValue), error: error)
    default: return failed(-1, error)
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
    case .file: .file
    default: .number
    }
  }
}
