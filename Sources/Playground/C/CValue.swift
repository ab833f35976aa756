import Language

/// A value of C: of a scalar its number, of anything else the address where it stands.
struct CValue {
  /// Its type.
  var type: CType
  /// The number, or the address.
  var number: Int64

  /// A value of a type.
  init(_ type: CType, _ number: Int64) { (self.type, self.number) = (type, number) }

  /// An `int`.
  init(_ number: Int64) { self.init(CTypeTable.int, number) }

  /// Its address, for what has one as its value.
  var address: UInt64 { UInt64(bitPattern: number) }

  /// The bytes of a number as they stand in memory: the lowest first.
  static func bytes(_ number: Int64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * Int64($0))) }
  }

  /// The number that bytes stand for.
  static func number(_ bytes: [UInt8], signed: Bool) -> Int64 {
    var value: UInt64 = 0
    for (i, byte) in bytes.prefix(8).enumerated() { value |= UInt64(byte) << UInt64(8 * i) }
    guard signed, bytes.count < 8 else { return Int64(bitPattern: value) }
    let shift = Int64(64 - 8 * bytes.count)
    return Int64(bitPattern: value << UInt64(shift)) >> shift
  }

  /// What a value of a type is when it becomes one of another: cut as C cuts it.
  func converted(to type: CType) -> CValue {
    switch type {
    case .integer(let integer):
      if integer.name == "bool" { return CValue(type, number == 0 ? 0 : 1) }
      return CValue(type, integer.cut(number))
    default: return CValue(type, number)
    }
  }
}

/// Where a value stands.
struct CPlace {
  /// Its type.
  let type: CType
  /// Its address.
  let address: UInt64
}
