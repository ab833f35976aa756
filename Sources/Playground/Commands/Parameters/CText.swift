import Language
import LinuxSockets

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
    fileprivate var pieces: [(label: String, text: Range<Int>)] = []
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

  /// A piece that is a number.
  mutating func put(_ label: String, number: Int) {
    piece(label) { CText.append(String(number), to: &$0) }
  }

  /// A piece that is an address.
  mutating func put(_ label: String, _ address: SocketAddress) {
    piece(label) { address.write(to: &$0) }
  }

  /// A piece that reads as it was typed, not longer than a call can show.
  mutating func put(_ label: String, typed range: Range<Int>) {
    let line = bytes
    piece(label) { bytes in
      guard range.count > CText.maximum else { return bytes.append(contentsOf: line[range]) }
      bytes.append(contentsOf: line[CText.start(of: range, in: line)])
      CText.append("…", to: &bytes)
    }
  }

  /// The words at `range` as they were typed, not longer than a call can show.
  func typed(_ range: Range<Int>) -> String {
    guard range.count > CText.maximum else { return ByteText.string(bytes, range) }
    return ByteText.string(bytes, CText.start(of: range, in: bytes)) + "…"
  }

  /// The same without the spaces in between: C may have some where the short form has none.
  func joined(_ range: Range<Int>) -> String {
    let letters = bytes[range].filter { !ByteText.isSpace($0) }
    guard letters.count > CText.maximum else { return String(decoding: letters, as: UTF8.self) }
    return ByteText.string(letters, CText.start(of: 0..<letters.count, in: letters)) + "…"
  }

  /// A name, not longer than a call can show.
  func name(_ place: Int32) -> String {
    let name = session.objects.names.text(place)
    guard name.utf8.count > CText.maximum else { return name }
    return String(name.prefix(CText.maximum - 3)) + "…"
  }

  /// How C names the memory that a WSABUF describes.
  func name(of buffer: Buffer) -> String {
    if buffer.name >= 0 { return session.objects.names.text(buffer.name) }
    return buffer.label ?? (buffer.wild == 0 ? "NULL" : "memory")
  }

  /// The first characters of what is too long to be shown: none is cut.
  private static func start(of range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var end = range.lowerBound + maximum - 3
    while end > range.lowerBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return range.lowerBound..<end
  }

  /// The most bytes of what was typed that a call shows.
  private static let maximum = 60

  @inline(__always)
  private mutating func piece(_ label: String, _ body: (inout [UInt8]) -> Void) {
    let start = memory.bytes.count
    body(&memory.bytes)
    memory.pieces.append((label, start..<memory.bytes.count))
  }

  @inline(__always)
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Puts the pieces into a template, and gives the memory back.
  mutating func fill(_ template: CTemplate) -> String {
    let start = memory.bytes.count
    memory.fill(template)
    let text = memory.bytes.withUnsafeBufferPointer { String(decoding: $0[start...], as: UTF8.self) }
    swap(&memory, &session.memory.c)
    return text
  }
}

/// A call as C with places for its pieces: `recv({s}, {buffer}, {buffer.len}, {flags})`. Taken apart once, when its
/// command is declared.
struct CTemplate: Sendable {
  /// The text before, between and behind the pieces.
  fileprivate let texts: [[UInt8]]
  /// The labels of the pieces.
  fileprivate let labels: [String]

  init(_ text: String) {
    var (texts, labels): ([[UInt8]], [String]) = ([], [])
    var rest = Array(text.utf8)[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      texts.append(Array(rest[..<open]))
      labels.append(String(decoding: rest[(open + 1)..<close], as: UTF8.self))
      rest = rest[(close + 1)...]
    }
    (self.texts, self.labels) = (texts + [Array(rest)], labels)
  }
}

extension CText.Memory {
  /// Appends a template with the first piece of each label in its places.
  fileprivate mutating func fill(_ template: CTemplate) {
    for i in template.labels.indices {
      bytes.append(contentsOf: template.texts[i])
      let label = template.labels[i]
      guard let piece = pieces.first(where: { $0.label == label }) else { continue }
      for place in piece.text { bytes.append(bytes[place]) }
    }
    bytes.append(contentsOf: template.texts[template.labels.count])
  }
}
