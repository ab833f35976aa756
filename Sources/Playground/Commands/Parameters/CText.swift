/// The pieces of a call as C: what each parameter reads like there. Filled in only while a session describes calls.
///
/// Every line of a text replay comes through here: the pieces stand one behind the other in one memory, and no string is
/// made of them but the call as a whole. It cannot be copied, so that its memory is not either.
struct CText: ~Copyable {
  let bytes: [UInt8]
  let session: Session
  private var memory: Memory

  /// Where the pieces stand; a session keeps it for its next line.
  struct Memory {
    fileprivate var bytes: [UInt8] = []
    fileprivate var pieces: [(label: Range<Int>, text: Range<Int>)] = []
  }

  init(bytes: [UInt8], session: Session) {
    self.bytes = bytes
    self.session = session
    memory = Memory()
    swap(&memory, &session.memory.c)
    memory.bytes.removeAll(keepingCapacity: true)
    memory.pieces.removeAll(keepingCapacity: true)
  }

  /// A piece by the name that the command's C text has for it.
  mutating func put(_ label: String, _ text: String) {
    piece(label) { CText.append(text, to: &$0) }
  }

  /// A piece that is a number; its name may have a second part: `buffer.len`.
  mutating func put(_ label: String, _ part: StaticString = "", number: Int) {
    piece(label, part) { CText.append(String(number), to: &$0) }
  }

  /// A piece that reads as it was typed, not longer than a call can show.
  mutating func put(_ label: String, typed range: Range<Int>) {
    let line = bytes
    piece(label) { bytes in
      guard range.count > CText.maximum else { return bytes.append(contentsOf: line[range]) }
      bytes.append(contentsOf: line[range.lowerBound..<range.lowerBound + CText.maximum - 3])
      CText.append("…", to: &bytes)
    }
  }

  /// The words at `range` as they were typed, not longer than a call can show.
  func typed(_ range: Range<Int>) -> String {
    guard range.count > CText.maximum else { return ByteText.string(bytes, range) }
    return ByteText.string(bytes, range.lowerBound..<range.lowerBound + CText.maximum - 3) + "…"
  }

  /// The same without the spaces in between: C may have some where the short form has none.
  func joined(_ range: Range<Int>) -> String {
    let letters = bytes[range].filter { !ByteText.isSpace($0) }
    guard letters.count > CText.maximum else { return String(decoding: letters, as: UTF8.self) }
    return String(decoding: letters.prefix(CText.maximum - 3), as: UTF8.self) + "…"
  }

  /// A name, not longer than a call can show.
  func name(_ place: Int32) -> String {
    let name = session.objects.names.text(place)
    guard name.utf8.count > CText.maximum else { return name }
    return String(name.prefix(CText.maximum - 3)) + "…"
  }

  /// The most bytes of what was typed that a call shows.
  private static let maximum = 60

  @inline(__always)
  private mutating func piece(_ label: String, _ part: StaticString = "", _ body: (inout [UInt8]) -> Void) {
    let start = memory.bytes.count
    CText.append(label, to: &memory.bytes)
    memory.bytes.append(contentsOf: UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount))
    let middle = memory.bytes.count
    body(&memory.bytes)
    memory.pieces.append((start..<middle, middle..<memory.bytes.count))
  }

  @inline(__always)
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Replaces each `{label}` of the template by the first piece of that name, and gives the memory back.
  mutating func fill(_ template: String) -> String {
    let start = memory.bytes.count
    var template = template
    template.withUTF8 { memory.fill($0) }
    let text = memory.bytes.withUnsafeBufferPointer { String(decoding: $0[start...], as: UTF8.self) }
    swap(&memory, &session.memory.c)
    return text
  }
}

extension CText.Memory {
  fileprivate mutating func fill(_ template: UnsafeBufferPointer<UInt8>) {
    var i = 0
    while i < template.count {
      var open = i
      while open < template.count, template[open] != UInt8(ascii: "{") { open += 1 }
      var close = open
      while close < template.count, template[close] != UInt8(ascii: "}") { close += 1 }
      let isLabel = close < template.count
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: template[i..<(isLabel ? open : template.count)]))
      guard isLabel else { return }
      if let piece = piece(UnsafeBufferPointer(rebasing: template[(open + 1)..<close])) {
        for i in piece { bytes.append(bytes[i]) }
      }
      i = close + 1
    }
  }

  private func piece(_ label: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    for piece in pieces where piece.label.count == label.count {
      var i = 0
      while i < label.count, bytes[piece.label.lowerBound + i] == label[i] { i += 1 }
      if i == label.count { return piece.text }
    }
    return nil
  }
}
