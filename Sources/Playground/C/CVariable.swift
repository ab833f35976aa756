import Language
import Winsock

/// A variable of C that is no object of Winsock: a number, a pointer, an array, a structure.
final class CVariable {
  /// Its name's place in the session's table.
  let name: Int32
  /// Its type.
  let type: CType
  /// Its memory, which a call may still use when the variable is declared again.
  let storage: Buffer

  /// A variable over memory of its own.
  init(name: Int32, type: CType, storage: Buffer) {
    (self.name, self.type, self.storage) = (name, type, storage)
  }

  /// Bytes behind each variable that may be read and written without harm: a call that is told too large a length
  /// writes past it, as on Windows, and no other variable is hurt.
  static let slack = 4096
  /// What memory holds that nobody has initialised.
  static let garbage: UInt8 = 0xCC
  /// The most bytes that one variable may have.
  static let maximum = 16 << 20
}

/// What a script has declared in C beside objects.
struct CObjects {
  /// The types.
  var types = CTypeTable()
  /// The values of `#define NAME VALUE`.
  var defines: [String: [UInt8]] = [:]
  /// How many pieces of memory were asked for: their names.
  var allocations = 0
  /// Where everything stands.
  var space = CSpace()
}

extension Handle {
  /// Whether it is what memory holds that nobody has initialised.
  var isGarbage: Bool { rawValue == 0xcccc_cccc_cccc_cccc }
}
