import Language
import Steps
import Winsock

/// A call of Winsock that a statement has made.
struct MadeCall {
  /// Where it stands in the statement.
  let range: Range<Int>
  /// What it returned.
  let value: CValue
}

/// Finds the values of expressions of C, and stores them.
struct CEvaluator {
  let session: Session
  let thread: ThreadID
  /// The text in which the expressions stand.
  let bytes: [UInt8]
  /// The calls of Winsock that the statement has made, by their places, and what they returned.
  var made: [MadeCall] = []

  /// The variables that were stored to, by their names.
  final class Stores {
    var names: [Int32] = []
  }
  let stores = Stores()

  var types: CTypeTable { session.objects.c.types }

  func text(_ range: Range<Int>) -> String { ByteText.string(bytes, range) }

  func wrong(_ message: String, _ expression: CExpression, hint: String? = nil) -> UsageError {
    UsageError(message, at: expression.range, hint: hint)
  }

  // MARK: - Values

  /// The value of an expression.
  func value(_ expression: CExpression) throws(UsageError) -> CValue {
    if !made.isEmpty, case .call = expression.kind, let call = made.first(where: { $0.range == expression.range }) {
      return call.value
    }
    switch expression.kind {
    case .value(let type, let number): return CValue(type, number)
    case .number: return try number(expression)
    case .character:
      return CValue(CTypeTable.char, Int64(Int8(bitPattern: try CTextLiteral.character(bytes, expression.range))))
    case .text: return try literal(expression)
    case .name: return try name(expression)
    case .cast(let type, let inner): return try cast(type, inner, expression)
    case .address(let inner): return try address(of: inner)
    case .unary(let sign, let inner): return try unary(sign, inner, expression)
    case .member, .index: return try loaded(place(expression), expression)
    case .sizeOfType(let name): return CValue(CTypeTable.size, Int64(try type(name).size))
    case .sizeOf(let inner): return CValue(CTypeTable.size, Int64(try size(inner)))
    case .binary(let symbol, let left, let right): return try binary(symbol, left, right)
    case .assign(let symbol, let left, let right): return try assign(symbol, left, right)
    case .step(let inner, let by, let isPrefix): return try step(inner, by, isPrefix)
    case .choice(let condition, let first, let second):
      return try value(value(condition).number != 0 ? first : second)
    case .call(let name, let arguments): return try function(name, arguments, expression)
    case .allocation(let name, let count, let isZeroed):
      let type = try type(name)
      let elements = try count.map { (count) throws(UsageError) in try value(count).number } ?? 1
      let (size, overflows) = elements.multipliedReportingOverflow(by: Int64(type.size))
      return CValue(
        .pointer(type), try allocate(overflows ? -1 : size, isZeroed: isZeroed, expression))
    case .list, .word, .tagged, .noted: throw wrong("this is no expression of C", expression)
    }
  }

  private func number(_ expression: CExpression) throws(UsageError) -> CValue {
    var range = expression.range
    var suffix = ""
    let isHex = text(range).lowercased().contains("0x")
    while let last = range.last, "uUlL".utf8.contains(bytes[last]) || !isHex && "fF".utf8.contains(bytes[last]) {
      suffix.append(Character(UnicodeScalar(bytes[last])).lowercased())
      range.removeLast()
    }
    // `010` is eight.
    if !isHex, range.count > 1, bytes[range.lowerBound] == UInt8(ascii: "0"), let octal = Int64(text(range), radix: 8) {
      return CValue(octal)
    }
    switch Integer.read(bytes, range) {
    case .value(let number):
      let isLong = number > Int64(Int32.max) && (suffix.contains("u") ? number > Int64(UInt32.max) : true)
      if isLong || suffix.contains("ll") { return CValue(isHex ? CTypeTable.ulongPointer : CTypeTable.size, number) }
      return CValue(suffix.contains("u") ? CTypeTable.dword : CTypeTable.int, number)
    case .tooLarge: throw wrong("\(ByteText.quoted(bytes, expression.range)) is too large a number", expression)
    case .none: throw wrong("\(ByteText.quoted(bytes, expression.range)) is not a number", expression)
    }
  }

  /// A text stands in memory with a zero behind it, and its value is its address.
  private func literal(_ expression: CExpression) throws(UsageError) -> CValue {
    let data = try CTextLiteral.bytes(bytes, expression.range) + [0]
    let storage = try session.storage(data.count, at: expression.range)
    storage.fill(data)
    storage.label = text(expression.range.count > 24 ? expression.range.prefix(21) : expression.range)
    return CValue(.pointer(CTypeTable.char), Int64(bitPattern: session.objects.c.space.address(of: storage)))
  }

  private func name(_ expression: CExpression) throws(UsageError) -> CValue {
    if let place = try place(named: expression.range) { return try loaded(place, expression) }
    let word = text(expression.range)
    if case .routine(let place) = session.objects.names.find(bytes, expression.range) {
      return CValue(.function(nil), Int64(bitPattern: CSpace.routines + UInt64(place) * 16))
    }
    if let value = CConstants.value(word) {
      return CValue(
        CConstants.isHandle(word)
          ? CTypeTable.handle
          : word == "NULL" || word == "nullptr"
            ? CTypeTable.pointer : value > Int64(Int32.max) ? CTypeTable.dword : CTypeTable.int, value)
    }
    if let text = session.objects.c.defines[word] { return try defined(text, expression) }
    throw unknown(expression.range)
  }

  /// The value of a `#define`.
  private func defined(_ text: [UInt8], _ expression: CExpression) throws(UsageError) -> CValue {
    guard let inner = try CParser.expression(text, 0..<text.count, types: types) else {
      throw wrong("what it is defined as is no expression", expression)
    }
    let own = CEvaluator(session: session, thread: thread, bytes: text)
    do throws(UsageError) { return try own.value(inner) } catch { throw wrong(error.message, expression) }
  }

  func unknown(_ range: Range<Int>) -> UsageError {
    let near = Spelling.suggestion(text(range), session.liveNames([]))
    return UsageError(
      "there is no \(ByteText.quoted(bytes, range))\(near)", at: range,
      hint: "a variable is declared first: DWORD n = 0;")
  }

  private func cast(_ name: CTypeName?, _ inner: CExpression, _ expression: CExpression) throws(UsageError) -> CValue {
    guard let name, let type = name.type(in: types) else { return try value(inner) }
    if case .list = inner.kind { throw wrong("a value in braces is for a declaration", inner) }
    return try value(inner).converted(to: type)
  }

  private func address(of inner: CExpression) throws(UsageError) -> CValue {
    let place = try place(inner)
    return CValue(.pointer(place.type), Int64(bitPattern: place.address))
  }

  private func unary(_ sign: UInt8, _ inner: CExpression, _ expression: CExpression) throws(UsageError) -> CValue {
    if sign == UInt8(ascii: "*") { return try loaded(place(expression), inner) }
    let value = try value(inner)
    switch sign {
    case UInt8(ascii: "-"): return CValue(value.type, 0 &- value.number).converted(to: value.type)
    case UInt8(ascii: "~"): return CValue(value.type, ~value.number).converted(to: value.type)
    case UInt8(ascii: "!"): return CValue(value.number == 0 ? 1 : 0)
    default: return value
    }
  }

  func type(_ name: CTypeName) throws(UsageError) -> CType {
    if let type = name.type(in: types) { return type }
    let near = Spelling.suggestion(name.base, types.names)
    throw UsageError("\"\(name.base)\" is no type that is known here\(near)", at: name.range)
  }

  /// The size of an expression, which is not evaluated.
  private func size(_ inner: CExpression) throws(UsageError) -> Int {
    switch inner.kind {
    case .text: return try CTextLiteral.bytes(bytes, inner.range).count + 1
    case .name, .member, .index:
      if case .name = inner.kind, let type = types.find(text(inner.range)), try place(named: inner.range) == nil {
        return type.size
      }
      return try place(inner).type.size
    case .unary(UInt8(ascii: "*"), _): return try place(inner).type.size
    default: return try value(inner).type.size
    }
  }

  private func binary(_ symbol: COperator, _ left: CExpression, _ right: CExpression) throws(UsageError) -> CValue {
    let first = try value(left)
    if symbol == .both || symbol == .either {
      let isDecided = (first.number != 0) == (symbol == .either)
      if isDecided { return CValue(symbol == .either ? 1 : 0) }
      return CValue(try value(right).number != 0 ? 1 : 0)
    }
    return try combined(symbol, first, try value(right), right)
  }

  func combined(_ symbol: COperator, _ a: CValue, _ b: CValue, _ right: CExpression) throws(UsageError)
    -> CValue
  {
    if symbol.compares { return CValue(compare(symbol, a, b) ? 1 : 0) }
    // A pointer moves by whole elements.
    if case .pointer(let element) = a.type, symbol == .add || symbol == .subtract {
      if case .pointer = b.type, symbol == .subtract {
        return CValue(CTypeTable.size, (a.number &- b.number) / Int64(max(element.size, 1)))
      }
      let move = b.number &* Int64(max(element.size, 1))
      return CValue(a.type, symbol == .add ? a.number &+ move : a.number &- move)
    }
    if case .pointer(let element) = b.type, symbol == .add {
      return CValue(b.type, b.number &+ a.number &* Int64(max(element.size, 1)))
    }
    let type = a.type.size >= b.type.size ? (a.type.size < 4 ? CTypeTable.int : a.type) : b.type
    switch symbol {
    case .add: return CValue(type, a.number &+ b.number).converted(to: type)
    case .subtract: return CValue(type, a.number &- b.number).converted(to: type)
    case .multiply: return CValue(type, a.number &* b.number).converted(to: type)
    case .divide, .remainder:
      guard b.number != 0 else { throw wrong("a division by zero", right) }
      let result =
        symbol == .divide
        ? a.number.dividedReportingOverflow(by: b.number).partialValue
        : a.number.remainderReportingOverflow(dividingBy: b.number).partialValue
      return CValue(type, result).converted(to: type)
    case .and: return CValue(type, a.number & b.number)
    case .or: return CValue(type, a.number | b.number)
    case .exclusiveOr: return CValue(type, a.number ^ b.number)
    case .shiftLeft: return CValue(type, b.number >= 0 && b.number < 64 ? a.number << b.number : 0).converted(to: type)
    case .shiftRight: return CValue(type, b.number >= 0 && b.number < 64 ? a.number >> b.number : 0)
    default: return CValue(0)
    }
  }

  /// Two values as C compares them: an `int` -1 and an unsigned 0xffffffff of its size are the same.
  private func compare(_ symbol: COperator, _ a: CValue, _ b: CValue) -> Bool {
    let size = max(a.type.size, b.type.size, 4)
    let isUnsigned = isUnsigned(a.type, size) || isUnsigned(b.type, size)
    let mask: UInt64 = size >= 8 ? .max : 1 << UInt64(8 * size) - 1
    if isUnsigned {
      return ordered(symbol, UInt64(bitPattern: a.number) & mask, UInt64(bitPattern: b.number) & mask)
    }
    return ordered(symbol, a.number, b.number)
  }

  private func isUnsigned(_ type: CType, _ size: Int) -> Bool {
    switch type {
    case .integer(let integer): !integer.isSigned && integer.size == size
    case .pointer, .function: true
    default: false
    }
  }

  private func ordered<T: Comparable>(_ symbol: COperator, _ a: T, _ b: T) -> Bool {
    switch symbol {
    case .equal: a == b
    case .unequal: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    default: a >= b
    }
  }

  // MARK: - Places

  /// What stands at a place, as a value: of a number the number, of an array and a structure the address.
  func loaded(_ place: CPlace, _ expression: CExpression) throws(UsageError) -> CValue {
    switch place.type {
    case .array(let element, _): return CValue(.pointer(element), Int64(bitPattern: place.address))
    case .structure, .void: return CValue(place.type, Int64(bitPattern: place.address))
    default:
      guard let bytes = session.load(place.address, place.type.size) else { throw outside(expression) }
      var isSigned = false
      if case .integer(let integer) = place.type { isSigned = integer.isSigned }
      if place.type.size > 1, bytes.allSatisfy({ $0 == CVariable.garbage }) {
        session.watchGarbage(text(expression.range))
      }
      return CValue(place.type, CValue.number(bytes, signed: isSigned))
    }
  }

  func outside(_ expression: CExpression) -> UsageError {
    wrong(
      "nothing stands at that address: on Windows the program would end with an access violation", expression)
  }

  /// The place of a variable; nil when no variable is called that.
  func place(named range: Range<Int>) throws(UsageError) -> CPlace? {
    let names = session.objects.names
    guard let name = names.place(bytes, range) else { return nil }
    switch names.bound(name) {
    case .variable(let variable):
      return CPlace(type: variable.type, address: session.objects.c.space.address(of: variable.storage))
    case .handle(let place):
      let type = session.objects.handles[place].type == .socket ? CTypeTable.socket : CTypeTable.handle
      return CPlace(type: type, address: session.objects.c.space.address(ofName: name, size: 8))
    case .buffer:
      return CPlace(
        type: .structure(CTypeTable.wsabuf), address: session.objects.c.space.address(ofName: name, size: 16))
    case .overlapped(let place):
      return CPlace(
        type: .structure(CTypeTable.overlapped),
        address: session.address(of: session.objects.overlappeds.pointer(place)))
    case .none, .routine, .program: return nil
    }
  }

  /// The place that an expression names.
  func place(_ expression: CExpression) throws(UsageError) -> CPlace {
    switch expression.kind {
    case .name:
      if let place = try place(named: expression.range) { return place }
      if let guid = guid(expression.range) { return guid }
      if text(expression.range) == "in6addr_any" { return try constant(.structure(CTypeTable.in6Addr), 16) }
      throw unknown(expression.range)
    case .member(let base, let name): return try member(base, name)
    case .index(let base, let index):
      let array = try value(base)
      guard let element = array.type.element else { throw wrong("this is no array", base) }
      let offset = try value(index).number &* Int64(element.size)
      return CPlace(type: element, address: UInt64(bitPattern: array.number &+ offset))
    case .unary(UInt8(ascii: "*"), let inner):
      let pointer = try value(inner)
      guard let element = pointer.type.element else { throw wrong("this is no pointer", inner) }
      return CPlace(type: element, address: pointer.address)
    case .cast(_, let inner): return try place(inner)
    case .text: return CPlace(type: CTypeTable.char, address: try value(expression).address)
    case .assign(let symbol, let left, let right):
      _ = try assign(symbol, left, right)
      return try place(left)
    default: throw wrong("this has no address", expression)
    }
  }

  private func member(_ base: CExpression, _ name: Range<Int>) throws(UsageError) -> CPlace {
    let outer = try structure(base)
    guard case .structure(let structure) = outer.type else {
      throw wrong("\(ByteText.quoted(bytes, base.range)) is no structure", base)
    }
    if structure == CTypeTable.hostent, text(name) == "h_addr", let list = structure.member("h_addr_list"),
      let pointer = session.load(outer.address &+ UInt64(list.offset), 8)
    {
      return CPlace(
        type: .pointer(CTypeTable.char), address: UInt64(bitPattern: CValue.number(pointer, signed: false)))
    }
    guard let member = structure.member(text(name)) else {
      let names = structure.members.map(\.name).filter { !$0.isEmpty }
      throw UsageError(
        "\(structure.name) has no \(ByteText.quoted(bytes, name))\(Spelling.suggestion(text(name), names))", at: name,
        hint: "it has " + names.joined(separator: ", "))
    }
    return CPlace(type: member.type, address: outer.address &+ UInt64(member.offset))
  }

  /// The structure that a member is of: by itself, or by a pointer to it.
  private func structure(_ base: CExpression) throws(UsageError) -> CPlace {
    let value = try value(base)
    if case .pointer(let type) = value.type { return CPlace(type: type, address: value.address) }
    return CPlace(type: value.type, address: value.address)
  }

  /// A GUID of mswsock.h.
  private func guid(_ range: Range<Int>) -> CPlace? {
    guard let guid = CConstants.guids.first(where: { $0.name == text(range) }),
      let storage = try? session.storage(16, at: range)
    else { return nil }
    storage.fill(guid.bytes)
    return CPlace(type: .structure(CTypeTable.guid), address: session.objects.c.space.address(of: storage))
  }

  private func constant(_ type: CType, _ size: Int) throws(UsageError) -> CPlace {
    let storage = try session.storage(size, at: 0..<0)
    storage.fill([UInt8](repeating: 0, count: size))
    return CPlace(type: type, address: session.objects.c.space.address(of: storage))
  }
}
