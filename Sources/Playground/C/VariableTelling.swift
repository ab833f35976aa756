import Language
import LinuxSockets
import Steps
import Winsock

// Variables of C as they are told: each scalar with its value, and what the value means.

extension Session {
  /// More fields of one variable are not told.
  private static let maximumFields = 96
  /// More bytes of one variable are not told.
  private static let maximumBytes = 4096

  /// A variable as it is now.
  func state(of variable: CVariable) -> VariableState {
    var fields: [VariableState.Field] = []
    var more = 0
    let memory = variable.storage.bytes(variable.type.size)
    collect(variable.type, "", 0, memory, &fields, &more)
    return VariableState(
      type: variable.type.name, fields: fields, moreFields: more,
      memory: Bytes(Array(memory.prefix(Self.maximumBytes))))
  }

  private func collect(
    _ type: CType, _ name: String, _ offset: Int, _ memory: [UInt8], _ fields: inout [VariableState.Field],
    _ more: inout Int
  ) {
    guard fields.count < Self.maximumFields else {
      more += 1
      return
    }
    switch type {
    case .structure(let structure):
      let isSet = structure == CTypeTable.fdSet
      for member in structure.members where !member.isAlias {
        // An fd_set counts its sockets; what stands behind them means nothing.
        if isSet, member.name == "fd_array", case .array(let element, let count) = member.type {
          let used = min(Int(CValue.number(Array(memory[offset..<offset + 4]), signed: false)), count)
          for i in 0..<used {
            collect(
              element, Self.path(name, "fd_array[\(i)]"), offset + member.offset + i * 8, memory, &fields, &more)
          }
          continue
        }
        let path = member.name.isEmpty ? name : Self.path(name, member.name)
        collect(member.type, path, offset + member.offset, memory, &fields, &more)
      }
    case .array(let element, let count)
    where !type.isText && !type.isWideText && !(element.isScalar && element.size == 1):
      for i in 0..<count {
        guard fields.count < Self.maximumFields else {
          more += count - i
          return
        }
        collect(element, name + "[\(i)]", offset + i * element.size, memory, &fields, &more)
      }
    default:
      let bytes = Array(memory[min(offset, memory.count)..<min(offset + type.size, memory.count)])
      let (value, note) = told(type, bytes, name)
      fields.append(
        VariableState.Field(name: name, type: type.name, value: value, note: note, offset: offset, size: type.size))
    }
  }

  private static func path(_ outer: String, _ member: String) -> String {
    outer.isEmpty ? member : outer + "." + member
  }

  /// A scalar, or text, as C would write it, and what it means.
  private func told(_ type: CType, _ bytes: [UInt8], _ name: String) -> (String, String?) {
    if type.isWideText { return (wideText(bytes), nil) }
    if case .array = type { return (text(bytes), nil) }
    if bytes.count > 1, bytes.allSatisfy({ $0 == CVariable.garbage }) { return ("?", "not initialised") }
    switch type {
    case .pointer, .function:
      return (pointer(UInt64(bitPattern: CValue.number(bytes, signed: false)), to: type.element), nil)
    case .integer(let integer): return told(integer, bytes, name)
    default: return ("", nil)
    }
  }

  private func told(_ integer: CInteger, _ bytes: [UInt8], _ name: String) -> (String, String?) {
    let number = CValue.number(bytes, signed: integer.isSigned)
    switch integer.meaning {
    case .handle: return (handle(UInt64(bitPattern: number), integer.name), nil)
    case .boolean: return (number == 0 ? "FALSE" : number == 1 ? "TRUE" : String(number), nil)
    case .character:
      let byte = UInt8(truncatingIfNeeded: number)
      return (byte >= 0x20 && byte < 0x7F ? "'\(Character(UnicodeScalar(byte)))'" : String(number), nil)
    case .number: break
    }
    let member = name.split(separator: ".").last.map(String.init) ?? name
    switch member {
    case "sin_family", "sin6_family", "sa_family", "ss_family":
      let families: [Int64: String] = [0: "AF_UNSPEC", 2: "AF_INET", 23: "AF_INET6"]
      return (families[number] ?? String(number), nil)
    case "sin_port", "sin6_port":
      let host = UInt16(truncatingIfNeeded: number).byteSwapped
      return (String(UInt16(truncatingIfNeeded: number)), "port \(host)")
    case "s_addr", "S_addr":
      return (hex(number, 4), bytes.map(String.init).joined(separator: "."))
    case "Internal":
      return (String(number), NTStatus(rawValue: UInt32(truncatingIfNeeded: number)).name)
    case "lNetworkEvents":
      let names = EventBits.networkNames(UInt32(truncatingIfNeeded: number)).map(\.name)
      return (hex(number, 4), names.isEmpty ? nil : names.joined(separator: " | "))
    case "events", "revents":
      let names = EventBits.pollNames(UInt16(truncatingIfNeeded: number))
      return (hex(number, 2), names.isEmpty ? nil : names.joined(separator: " | "))
    case "wVersion", "wHighVersion": return (hex(number, 2), "\(number & 0xff).\(number >> 8 & 0xff)")
    default: break
    }
    if !integer.isSigned, number > 0xffff { return (String(UInt64(bitPattern: number)), hex(number, integer.size)) }
    return (integer.isSigned ? String(number) : String(UInt64(bitPattern: number)), nil)
  }

  private func hex(_ number: Int64, _ size: Int) -> String {
    let mask: UInt64 = size >= 8 ? .max : 1 << UInt64(8 * size) - 1
    return "0x" + String(UInt64(bitPattern: number) & mask, radix: 16)
  }

  /// A handle by the name of what it is.
  func handle(_ raw: UInt64, _ type: String) -> String {
    if raw == .max { return type == "SOCKET" ? "INVALID_SOCKET" : "INVALID_HANDLE_VALUE" }
    if raw == 0 { return type == "SOCKET" ? "0" : "NULL" }
    return name(Handle(rawValue: raw)) ?? hex(Int64(bitPattern: raw), 8)
  }

  /// A pointer by what it points to.
  func pointer(_ address: UInt64, to type: CType? = nil) -> String {
    if address == 0 { return "NULL" }
    if let label = label(of: address, as: type) { return label }
    if address >= CSpace.routines, address < CSpace.functions {
      return routineName(RoutineID(index: Int32(truncatingIfNeeded: (address - CSpace.routines) / 16)))
    }
    if address >= CSpace.functions {
      let index = Int(truncatingIfNeeded: (address - CSpace.functions) / 16)
      if ExtensionFunction.allCases.indices.contains(index) { return ExtensionFunction.allCases[index].rawValue }
    }
    return hex(Int64(bitPattern: address), 8)
  }

  /// Text of 16-bit characters up to its zero, as C writes it.
  private func wideText(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 == 0 }) { return "all zero" }
    if bytes.allSatisfy({ $0 == CVariable.garbage }) { return "not initialised" }
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
    let shown = Array(String(decoding: units.prefix { $0 != 0 }.prefix(48), as: UTF16.self).utf8)
    return "L" + ByteText.quoted(shown, 0..<shown.count) + (units.contains(0) ? "" : ", no zero ends it")
  }

  /// Text up to its zero, in quotes; where no zero ends it, that is said.
  private func text(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 == 0 }) { return "all zero" }
    if bytes.allSatisfy({ $0 == CVariable.garbage }) { return "not initialised" }
    let end = bytes.firstIndex(of: 0) ?? bytes.count
    let shown = bytes[..<min(end, 48)]
    // Bytes that are no text are told as they are.
    let isCut = end > 48
    guard isCut || String(validating: shown, as: UTF8.self) != nil else {
      return "hex:" + bytes.prefix(24).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        + (bytes.count > 24 ? "…" : "")
    }
    let text = ByteText.quoted(Array(shown), 0..<shown.count)
    let rest = end > 48 ? "…" : ""
    return text + rest + (end == bytes.count ? ", no zero ends it" : "")
  }

  /// The value of a scalar as a line of its own tells it.
  func told(_ value: CValue) -> ValueRecord {
    switch value.type {
    case .integer(let integer) where integer.isHandle:
      return ValueRecord(text: handle(value.address, integer.name))
    case .integer(let integer):
      let number = value.number
      let text = integer.isSigned ? String(number) : String(UInt64(bitPattern: number))
      if integer.isCharacter { return ValueRecord(text: text, number: number) }
      let isUnsignedLarge = !integer.isSigned && UInt64(bitPattern: number) > 0xffff
      return ValueRecord(text: isUnsignedLarge ? "\(text) (\(hex(number, integer.size)))" : text, number: number)
    case .pointer(let element) where element.name == "char":
      let pointer = pointer(value.address)
      guard pointer != "NULL", let text = preview(value.address) else { return ValueRecord(text: pointer) }
      return ValueRecord(text: "\(pointer)   \(text)")
    case .pointer, .function: return ValueRecord(text: pointer(value.address, to: value.type.element))
    case .structure, .array: return ValueRecord(text: fields(value))
    case .void: return ValueRecord(text: "")
    }
  }

  /// A structure or an array within a variable: its fields, each with its value.
  private func fields(_ value: CValue) -> String {
    guard let memory = load(value.address, value.type.size) else { return "outside of every variable" }
    var (fields, more): ([VariableState.Field], Int) = ([], 0)
    collect(value.type, "", 0, memory, &fields, &more)
    let shown = fields.prefix(16).map { field in
      (field.name.isEmpty ? "" : field.name + " ") + field.value + (field.note.map { " (\($0))" } ?? "")
    }
    return shown.joined(separator: ", ") + (fields.count + more > 16 ? ", …" : "")
  }

  /// The text at an address, as far as one looks.
  private func preview(_ address: UInt64) -> String? {
    var out: [UInt8] = []
    while out.count < 24, let byte = load(address &+ UInt64(out.count), 1), byte[0] != 0 { out += byte }
    guard !out.isEmpty, !out.allSatisfy({ $0 == CVariable.garbage }) else { return nil }
    return ByteText.quoted(out, 0..<out.count)
  }

  /// Warns of a length that is larger than the memory.
  func watchOverrun(_ buffer: Buffer, _ command: Command) {
    guard Int(buffer.len) > buffer.size else { return }
    let name = buffer.name >= 0 ? objects.names.text(buffer.name) : buffer.label ?? "the memory"
    let harm =
      command.descriptor?.action == .send
      ? "what stands behind it is sent as well" : "what arrives is written over whatever stands behind it"
    warn(
      .bufferOverrun, of: Int64(bitPattern: objects.c.space.address(of: buffer)), .lifetime,
      "\(name) has \(buffer.size) bytes, and \(command.call) is told \(buffer.len): \(harm). Nothing notices that on Windows, until something else breaks. Pass sizeof, or what is left of the memory."
    )
  }

  /// Warns that a variable is used that holds what memory held.
  func watchGarbage(_ name: String) {
    var hash: Int64 = 7
    for byte in name.utf8 { hash = hash &* 31 &+ Int64(byte) }
    warn(
      .notInitialised, of: hash, .lifetime,
      "\(name) is used before it was given a value: it holds whatever was in its memory (here each byte is 0xcc). Initialise it: = 0, = {0}, or ZeroMemory."
    )
  }
}
