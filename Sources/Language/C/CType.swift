/// A type of C, laid out as on 64-bit Windows: `int` and `long` have 4 bytes, pointers and SOCKET 8.
public indirect enum CType: Equatable, Sendable {
  /// No value.
  case void
  /// An integer, or a handle.
  case integer(CInteger)
  /// A pointer to a value of a type.
  case pointer(CType)
  /// Values of one type, one behind the other.
  case array(CType, count: Int)
  /// A structure or a union.
  case structure(CStructure)
  /// A pointer to a function that a line can call through: its name, such as `AcceptEx`; nil for any other.
  case function(String?)

  /// How many bytes a value takes.
  public var size: Int {
    switch self {
    case .void: 1
    case .integer(let integer): integer.size
    case .pointer, .function: 8
    case .array(let element, let count): element.size * count
    case .structure(let structure): structure.size
    }
  }

  /// The multiple at which a value stands.
  public var alignment: Int {
    switch self {
    case .void: 1
    case .integer(let integer): integer.size
    case .pointer, .function: 8
    case .array(let element, _): element.alignment
    case .structure(let structure): structure.alignment
    }
  }

  /// As a declaration has it.
  public var name: String {
    switch self {
    case .void: return "void"
    case .integer(let integer): return integer.name
    case .pointer(let inner): return inner.name + (inner.name.hasSuffix("*") ? "*" : " *")
    case .array(let element, let count): return Self.arrayName(element, [count])
    case .structure(let structure): return structure.name
    case .function(let name): return name.map { "LPFN_" + $0.uppercased() } ?? "function pointer"
    }
  }

  private static func arrayName(_ element: CType, _ counts: [Int]) -> String {
    if case .array(let inner, let count) = element { return arrayName(inner, counts + [count]) }
    return element.name + counts.map { "[\($0)]" }.joined()
  }

  /// The type of an element, or of what a pointer points to.
  public var element: CType? {
    switch self {
    case .array(let element, _), .pointer(let element): element
    default: nil
    }
  }

  /// Whether its bytes are text: an array of `char`.
  public var isText: Bool {
    if case .array(.integer(let integer), _) = self { integer.isCharacter && integer.size == 1 } else { false }
  }

  /// Whether its bytes are text of 16-bit characters: an array of WCHAR.
  public var isWideText: Bool {
    if case .array(.integer(let integer), _) = self { integer.isCharacter && integer.size == 2 } else { false }
  }
}

/// An integer type of C.
public struct CInteger: Equatable, Sendable {
  /// As the headers spell it.
  public let name: String
  /// 1, 2, 4 or 8 bytes.
  public let size: Int
  /// Whether it has negative values.
  public let isSigned: Bool
  /// What its values mean.
  public let meaning: Meaning

  /// What an integer stands for.
  public enum Meaning: Sendable { case number, character, boolean, handle }

  init(_ name: String, _ size: Int, signed: Bool, _ meaning: Meaning = .number) {
    (self.name, self.size, isSigned, self.meaning) = (name, size, signed, meaning)
  }

  /// Whether it is a SOCKET, a HANDLE or a WSAEVENT.
  public var isHandle: Bool { meaning == .handle }
  /// Whether it is a `char`.
  public var isCharacter: Bool { meaning == .character }

  /// A number cut to the type's size, and extended again as its sign demands.
  public func cut(_ value: Int64) -> Int64 {
    switch (size, isSigned) {
    case (1, true): Int64(Int8(truncatingIfNeeded: value))
    case (1, false): Int64(UInt8(truncatingIfNeeded: value))
    case (2, true): Int64(Int16(truncatingIfNeeded: value))
    case (2, false): Int64(UInt16(truncatingIfNeeded: value))
    case (4, true): Int64(Int32(truncatingIfNeeded: value))
    case (4, false): Int64(UInt32(truncatingIfNeeded: value))
    default: value
    }
  }
}

/// A structure or union of C.
public final class CStructure: Equatable, Sendable {
  /// One of its members.
  public struct Member: Sendable {
    /// Its name; a member of a structure without a name stands among those of the structure around it.
    public let name: String
    /// Its type.
    public let type: CType
    /// Where it begins, in bytes.
    public let offset: Int
    /// Whether the headers have it only as another name for one that is there already.
    public let isAlias: Bool
  }

  /// As the headers spell it.
  public let name: String
  /// The members in their order.
  public let members: [Member]
  /// How many bytes it takes, padding included.
  public let size: Int
  /// The multiple at which it stands.
  public let alignment: Int
  /// Whether its members share their memory.
  public let isUnion: Bool

  /// A structure whose members are laid out one behind the other, each at a multiple of its alignment; those of a union
  /// all at 0. `aliases` are further names: of a member, or of a part of one.
  public init(
    _ name: String, _ members: [(String, CType)], isUnion: Bool = false, size: Int? = nil,
    aliases: [(String, CType, Int)] = []
  ) {
    var list: [Member] = []
    var (end, alignment, widest) = (0, 1, 0)
    for (name, type) in members {
      let offset = isUnion ? 0 : (end + type.alignment - 1) / type.alignment * type.alignment
      list.append(Member(name: name, type: type, offset: offset, isAlias: false))
      end = offset + type.size
      (alignment, widest) = (max(alignment, type.alignment), max(widest, end))
    }
    for (name, type, offset) in aliases { list.append(Member(name: name, type: type, offset: offset, isAlias: true)) }
    (self.name, self.isUnion, self.members, self.alignment) = (name, isUnion, list, alignment)
    self.size = size ?? (widest + alignment - 1) / alignment * alignment
  }

  /// The member of a name, also of a member without a name; nil when there is none.
  public func member(_ name: String) -> Member? {
    for member in members {
      if member.name == name { return member }
      if member.name.isEmpty, case .structure(let inner) = member.type, let found = inner.member(name) {
        return Member(name: name, type: found.type, offset: member.offset + found.offset, isAlias: found.isAlias)
      }
    }
    return nil
  }

  /// Whether two structures are laid out alike under one name.
  public static func == (a: CStructure, b: CStructure) -> Bool {
    a === b || a.name == b.name && a.size == b.size && a.members.map(\.name) == b.members.map(\.name)
  }
}
