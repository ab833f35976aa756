import Calls
import Language
import Steps

// A declaration of a call, or of a structure, that is pasted out of notes: it is answered by what that call or structure
// is, and by what the pasted one has otherwise than the header.

extension Session {
  /// What the header declares, and in what the pasted declaration differs.
  func prototype(_ bytes: [UInt8], _ name: Range<Int>, _ returns: Range<Int>, _ parameters: Range<Int>)
    throws(UsageError) -> StepBody
  {
    guard let command = Catalogue.find(bytes, name), let descriptor = command.descriptor else {
      throw UsageError("there is no call of that name", at: name)
    }
    let own = PastedParameter.list(Array(bytes[parameters]))
    let header = PastedParameter.list(ofPrototype: descriptor.prototype)
    var lines = [TextLine(.prose, "\(command.call), declared in \(descriptor.header): \(command.summary)")]
    lines.append(TextLine(.code, descriptor.prototype))
    var slips = PastedParameter.slips(own, header, types: objects.c.types)
    let type = PastedParameter(Array(bytes[returns]) + Array(" f".utf8)).type
    if !returns.isEmpty, !type.isEmpty, type != "f", objects.c.types.find(type) == nil {
      slips.insert("it returns: there is no type \(type)\(Spelling.suggestion(type, objects.c.types.names))", at: 0)
    }
    for slip in slips { lines.append(TextLine(.item, slip)) }
    if slips.isEmpty { lines.append(TextLine(.prose, "the declaration that was pasted says the same")) }
    lines.append(TextLine(.prose, "explain \(command.call) says more; here it is typed: \(command.usage)"))
    return .text(lines)
  }

  /// Declares a structure, or answers one that the headers have already.
  func declare(_ text: CStructureText, _ evaluator: CEvaluator) throws(UsageError) -> StepBody {
    for name in text.names.reversed() {
      let word = ByteText.string(evaluator.bytes, name)
      for known in [word, String(word.drop { $0 == "_" })] {
        guard CTypeTable.isOfHeaders(known), case .structure(let structure) = objects.c.types.find(known) else {
          continue
        }
        return .text(header(known, structure, text, evaluator.bytes))
      }
    }
    if let answer = misspelled(text, evaluator.bytes) { return .text(answer) }
    let type = try evaluator.declare(text)
    guard case .structure(let structure) = type else { return .none }
    var lines = [TextLine(.prose, "\(structure.name): \(structure.size) bytes")]
    lines += structure.members.map { TextLine(.code, Self.row($0)) }
    return .text(lines)
  }

  /// The structure of the headers that was meant, where its name is misspelled.
  private func misspelled(_ text: CStructureText, _ bytes: [UInt8]) -> [TextLine]? {
    let known = ["WSABUF", "WSAOVERLAPPED", "OVERLAPPED", "SOCKADDR_IN", "WSADATA", "WSANETWORKEVENTS", "WSAPOLLFD"]
    for name in text.names {
      let word = String(ByteText.string(bytes, name).drop { $0 == "_" })
      guard let meant = Spelling.nearest(word, known), case .structure(let structure) = objects.c.types.find(meant),
        abs(word.utf8.count - meant.utf8.count) <= 2
      else { continue }
      // A structure of one's own may be called much the same: its members tell.
      let members = Set(structure.members.map(\.name))
      guard PastedParameter.members(Array(bytes[text.members])).count(where: { members.contains($0.name) }) >= 2 else {
        continue
      }
      return header(meant, structure, text, bytes) + [
        TextLine(.item, "\(word) is misspelled: the structure is called \(meant)")
      ]
    }
    return nil
  }

  private static func row(_ member: CStructure.Member) -> String {
    "+\(member.offset)  \(member.type.name)  \(member.name)"
  }

  private func header(_ name: String, _ structure: CStructure, _ text: CStructureText, _ bytes: [UInt8]) -> [TextLine] {
    var lines = [TextLine(.prose, "\(name) is declared in the headers already, \(structure.size) bytes:")]
    lines += structure.members.filter { !$0.isAlias }.map { TextLine(.code, Self.row($0)) }
    let pasted = PastedParameter.members(Array(bytes[text.members]))
    let known = structure.members.map(\.name)
    var slips: [String] = []
    for member in pasted where !known.contains(member.name) {
      slips.append("no member is called \(member.name)\(Spelling.suggestion(member.name, known))")
    }
    for member in pasted {
      guard let own = structure.member(member.name), let type = objects.c.types.find(member.type) else { continue }
      guard member.stars == 0, type.size != own.type.size, type.isScalar else { continue }
      slips.append(
        "\(member.name) has \(own.type.size) bytes on 64-bit Windows (\(own.type.name)), not \(type.size) (\(member.type))"
      )
    }
    for type in pasted where type.stars == 0 && objects.c.types.find(type.type) == nil && !type.type.isEmpty {
      slips.append("there is no type \(type.type)\(Spelling.suggestion(type.type, objects.c.types.names))")
    }
    lines += slips.map { TextLine(.item, $0) }
    if slips.isEmpty { lines.append(TextLine(.prose, "the one that was pasted says the same")) }
    return lines
  }
}

/// A parameter or member as a pasted declaration has it: nothing of it need be right.
struct PastedParameter {
  var type = ""
  var stars = 0
  var name = ""

  /// The parameters between the parentheses of a declaration.
  static func list(_ bytes: [UInt8]) -> [PastedParameter] { parts(bytes, separator: UInt8(ascii: ",")) }

  /// The members between the braces of a structure; those of a structure inside are among them.
  static func members(_ bytes: [UInt8]) -> [PastedParameter] {
    let flat = bytes.map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") ? UInt8(ascii: ";") : $0 }
    return parts(flat, separator: UInt8(ascii: ";")).filter { $0.type != "union" && $0.type != "struct" }
  }

  /// The parameters of a header's declaration.
  static func list(ofPrototype text: String) -> [PastedParameter] {
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")") else { return [] }
    return list(Array(text[text.index(after: open)..<close].utf8))
  }

  private static func parts(_ bytes: [UInt8], separator: UInt8) -> [PastedParameter] {
    var list: [PastedParameter] = []
    var depth = 0
    let isInside = bytes.map { (byte) -> Bool in
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")") { depth -= 1 }
      return depth > 0
    }
    for part in bytes.indices.split(whereSeparator: { bytes[$0] == separator && !isInside[$0] }) {
      let parameter = PastedParameter(Array(bytes[part]))
      if !parameter.type.isEmpty, !(parameter.type == "void" && parameter.name.isEmpty) { list.append(parameter) }
    }
    return list
  }

  init(_ part: [UInt8]) {
    var words: [String] = []
    var (word, depth): ([UInt8], Int) = ([], 0)
    func take() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    for byte in part {
      // Annotations: `[in]`, `_In_reads_(count)`.
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") {
        if byte == UInt8(ascii: "("), word.first == 95 { word = [] }
        take()
        depth += 1
      } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")") {
        depth -= 1
      } else if depth <= 0 {
        if ByteText.isLetter(byte) || ByteText.isDigit(byte) || byte == 95 {
          word.append(byte)
        } else {
          take()
          if byte == UInt8(ascii: "*") { stars += 1 }
        }
      }
    }
    take()
    words.removeAll { $0.hasPrefix("_") && !$0.hasPrefix("__int") || CTypeName.isQualifier($0) || $0 == "struct" }
    guard let last = words.last else { return }
    if words.count == 1 {
      type = last
    } else {
      name = last
      type = words.dropLast().joined(separator: " ")
    }
  }

  /// In what a pasted declaration differs from the header's.
  static func slips(_ own: [PastedParameter], _ header: [PastedParameter], types: CTypeTable) -> [String] {
    var slips: [String] = []
    if own.count != header.count {
      slips.append(
        "it takes \(header.count) \(header.count == 1 ? "parameter" : "parameters"), and \(own.count) were pasted")
    }
    for (i, parameter) in own.enumerated() {
      let type = types.find(parameter.type)
      if type == nil {
        let near = Spelling.suggestion(parameter.type, types.names)
        slips.append("parameter \(i + 1): there is no type \(parameter.type)\(near)")
      }
      guard i < header.count, let type, let right = types.find(header[i].type), type.isScalar, right.isScalar,
        parameter.stars == 0, header[i].stars == 0, type.size != right.size
      else { continue }
      slips.append(
        "parameter \(i + 1), \(parameter.name): \(parameter.type) has \(type.size) bytes, \(header[i].type) in the header has \(right.size)"
      )
    }
    return slips
  }
}
