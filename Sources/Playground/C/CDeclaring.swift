import Language
import Steps
import Winsock

// Declarations of C: SOCKETs, HANDLEs, WSABUFs and WSAOVERLAPPEDs become the session's objects, the rest variables.

extension Session {
  /// Memory for a variable or a text, not initialised.
  func storage(_ size: Int, at range: Range<Int>) throws(UsageError) -> Buffer {
    guard size <= CVariable.maximum else {
      throw UsageError("that is too large: \(CVariable.maximum) bytes is the most for a variable", at: range)
    }
    let buffer = try makeBuffer(size: size, len: UInt32(size + CVariable.slack), at: range)
    buffer.len = UInt32(size)
    memset(buffer.memory, size, CVariable.garbage)
    return buffer
  }

  private func memset(_ memory: UnsafeMutableRawPointer, _ count: Int, _ byte: UInt8) {
    memory.initializeMemory(as: UInt8.self, repeating: byte, count: count)
  }
}

extension CEvaluator {
  /// Declares a variable, and gives it its value. Returns its name's place.
  func declare(_ base: CTypeName, _ declarator: CDeclarator) throws(UsageError) -> Int32 {
    let type = try type(of: declarator, try self.type(base))
    let name = try session.newName(bytes, declarator.name)
    session.watchLoss(of: session.objects.names.bound(name), "declared again")
    let value = declarator.value
    switch type {
    case .integer(let integer) where integer.isHandle:
      let raw = try value.map { (value) throws(UsageError) in try self.value(value).address } ?? 0xcccc_cccc_cccc_cccc
      session.bindHandle(
        name, Handle(rawValue: raw),
        integer.name == "SOCKET" ? ObjectType.socket : integer.name == "HANDLE" ? .port : .event)
    case .structure(let structure) where structure == CTypeTable.overlapped: try declareOverlapped(name, value)
    case .structure(let structure) where structure == CTypeTable.wsabuf: try declareBuffer(name, value)
    default: try declareVariable(name, type, value, at: declarator.name)
    }
    return name
  }

  /// The type with the stars and counts of the declarator.
  private func type(of declarator: CDeclarator, _ base: CType) throws(UsageError) -> CType {
    var type = base
    for _ in 0..<declarator.stars { type = .pointer(type) }
    if case .void = type { throw UsageError("a variable cannot be void", at: declarator.name) }
    for (i, count) in declarator.counts.enumerated().reversed() {
      let number: Int64
      if let count {
        number = try value(count).number
      } else {
        guard i == 0, let value = declarator.value else {
          throw UsageError("the array needs a count", at: declarator.name)
        }
        number = Int64(try elements(of: value))
      }
      guard number > 0, number <= Int64(CVariable.maximum / max(type.size, 1)) else {
        throw UsageError(
          "an array has from 1 to \(CVariable.maximum / max(type.size, 1)) elements of this type, not \(number)",
          at: count?.range ?? declarator.name)
      }
      type = .array(type, count: Int(number))
    }
    return type
  }

  /// How many elements `[]` gets by its value.
  private func elements(of value: CExpression) throws(UsageError) -> Int {
    switch value.kind {
    case .text: return try CTextLiteral.bytes(bytes, value.range).count + 1
    case .list(let list): return list.count
    default: throw wrong("an array is initialised by {…} or a text", value)
    }
  }

  private func declareVariable(_ name: Int32, _ type: CType, _ value: CExpression?, at range: Range<Int>)
    throws(UsageError)
  {
    let storage = try session.storage(type.size, at: range)
    storage.name = name
    let variable = CVariable(name: name, type: type, storage: storage)
    if let value {
      let place = CPlace(type: type, address: session.objects.c.space.address(of: storage))
      // The variable is in scope in its own value: `struct sockaddr_in a = { sizeof a };`
      let before = session.objects.names.bound(name)
      session.objects.names.bind(name, .variable(variable))
      do throws(UsageError) { try initialise(place, value) } catch {
        session.objects.names.bind(name, before)
        throw error
      }
    }
    session.objects.names.bind(name, .variable(variable))
  }

  private func declareOverlapped(_ name: Int32, _ value: CExpression?) throws(UsageError) {
    let place = session.objects.overlappeds.add(name: name)
    let address = session.objects.c.space.address(ofOverlapped: place)
    session.objects.names.bind(name, .overlapped(place))
    if let value {
      try initialise(CPlace(type: .structure(CTypeTable.overlapped), address: address), value)
    } else {
      _ = session.store(address, [UInt8](repeating: CVariable.garbage, count: 32))
    }
    session.objects.overlappeds[place].told = session.overlappedState(place)
  }

  private func declareBuffer(_ name: Int32, _ value: CExpression?) throws(UsageError) {
    let buffer = Buffer(
      wild: value == nil ? 0xcccc_cccc_cccc_cccc : 0, len: value == nil ? 0xcccc_cccc : 0, meter: session.memory.meter)
    buffer.name = name
    session.objects.names.bind(name, .buffer(buffer))
    guard let value else { return }
    let address = session.objects.c.space.address(ofName: name, size: 16)
    try initialise(CPlace(type: .structure(CTypeTable.wsabuf), address: address), value)
  }

  // MARK: - Initial values

  /// Gives a variable its initial value: what a list leaves out is zero.
  private func initialise(_ place: CPlace, _ value: CExpression) throws(UsageError) {
    switch (place.type, value.kind) {
    case (.structure(let structure), .list(let list)):
      zero(place)
      let members = structure.members.filter { !$0.isAlias }
      guard list.count <= members.count else {
        throw wrong("\(structure.name) has \(members.count) members, not \(list.count)", value)
      }
      for (member, item) in zip(members, list) {
        // `{0}` for a structure whose first member is one.
        if case .structure = member.type, isZero(item) { continue }
        try initialise(CPlace(type: member.type, address: place.address &+ UInt64(member.offset)), item)
      }
    case (.array(let element, let count), .list(let list)):
      zero(place)
      guard list.count <= count else { throw wrong("the array has \(count) elements, not \(list.count)", value) }
      for (i, item) in list.enumerated() {
        if case .structure = element, isZero(item) { continue }
        try initialise(CPlace(type: element, address: place.address &+ UInt64(i * element.size)), item)
      }
    case (.array(_, let count), .text) where place.type.isText:
      zero(place)
      let data = try CTextLiteral.bytes(bytes, value.range)
      guard data.count <= count else { throw wrong("the text has \(data.count) bytes and the array \(count)", value) }
      _ = session.store(place.address, data)
    case (_, .list(let list)) where list.count <= 1:
      zero(place)
      if let first = list.first { try initialise(place, first) }
    case (.structure(let structure), .name) where structure == CTypeTable.guid:
      try store(CValue(place.type, Int64(bitPattern: self.place(value).address)), at: place, value)
    default: try store(self.value(value), at: place, value)
    }
  }

  private func isZero(_ expression: CExpression) -> Bool {
    if case .number = expression.kind { return text(expression.range) == "0" }
    return false
  }

  private func zero(_ place: CPlace) {
    _ = session.store(place.address, [UInt8](repeating: 0, count: place.type.size))
  }

  // MARK: - Structures

  /// Declares a structure of the script's own.
  func declare(_ text: CStructureText) throws(UsageError) -> CType {
    guard let name = text.names.last else { throw UsageError("the structure has no name", at: text.members) }
    let structure = CStructure(
      self.text(name), try members(text.members, depth: 0), isUnion: text.isUnion)
    let type = CType.structure(structure)
    for own in text.names {
      session.objects.c.types.declare(self.text(own), type)
      session.objects.c.types.declare("struct " + self.text(own), type)
    }
    for pointer in text.pointers { session.objects.c.types.declare(self.text(pointer), .pointer(type)) }
    return type
  }

  /// Declares the constants of an `enum`, each one more than the one before it, and its name as that of an int.
  func declare(_ names: [Range<Int>], _ constants: Range<Int>) throws(UsageError) -> StepBody {
    var next: Int64 = 0
    var told: [String] = []
    var start = constants.lowerBound
    while start < constants.upperBound {
      let end = bytes[start..<constants.upperBound].firstIndex(of: UInt8(ascii: ",")) ?? constants.upperBound
      let piece = ByteText.trimmed(bytes, start..<end)
      start = end + 1
      if piece.isEmpty { continue }
      let sign = bytes[piece].firstIndex(of: UInt8(ascii: "="))
      let name = ByteText.trimmed(bytes, piece.lowerBound..<(sign ?? piece.upperBound))
      guard ByteText.isName(bytes, name) else { throw UsageError("this is no name of a constant", at: name) }
      if let sign {
        let text = ByteText.trimmed(bytes, sign + 1..<piece.upperBound)
        guard let expression = try CParser.expression(bytes, text, types: types) else {
          throw UsageError("the value is not understood", at: text)
        }
        next = CInteger.int.cut(try value(expression).number)
      }
      session.objects.c.defines[text(name)] = Array(String(next).utf8)
      told.append("\(text(name)) \(next)")
      next &+= 1
    }
    for name in names {
      session.objects.c.types.declare(text(name), CTypeTable.int)
      session.objects.c.types.declare("enum " + text(name), CTypeTable.int)
    }
    return .text([TextLine(.prose, told.joined(separator: ", "))])
  }

  private func members(_ range: Range<Int>, depth: Int) throws(UsageError) -> [(String, CType)] {
    guard depth < 8 else { throw UsageError("the structure is nested too deeply", at: range) }
    let inner = Array(bytes[range])
    let source = CSource(inner, names: session.cNames)
    var list: [(String, CType)] = []
    for place in source.statements {
      let moved = place.lowerBound + range.lowerBound..<place.upperBound + range.lowerBound
      let statement = try CStatementParser.statement(CSource(bytes, names: session.cNames), moved)
      switch statement.kind {
      case .empty: continue
      case .declaration(let base, let declarators):
        for declarator in declarators {
          list.append((self.text(declarator.name), try type(of: declarator, try type(base))))
        }
      case .structure(let nested):
        let own = try members(nested.members, depth: depth + 1)
        let name = nested.names.last.map { self.text($0) } ?? ""
        list.append((name, .structure(CStructure(name, own, isUnion: nested.isUnion))))
      default: throw UsageError("this is no member of a structure", at: moved)
      }
      guard list.count <= 256 else { throw UsageError("the structure has too many members", at: range) }
    }
    guard !list.isEmpty else { throw UsageError("the structure has no members", at: range) }
    return list
  }
}
