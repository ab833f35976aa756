import Calls
import Language
import Steps
import Storage
import Winsock

extension Command {
  static let createfile = CommandOf(
    "createfile", "createfilea", "createfilew", call: .CreateFile,
    c: "CreateFile({name}, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL)",
    arguments: ["name access _ _ disposition _ _"], topic: .extensions,
    summary: "Opens a file for transmitfile.", tasks: ["open", "file"], makes: .file,
    FileNameParameter()
  ) { call, name throws(UsageError) in
    try call.session.checkHandles()
    do throws(FileError) {
      let contents = try call.session.current.files.read(name.text, limit: FileNameParameter.largest)
      return .call(call.winsock.CreateFile(call.thread, contents: contents), .file)
    } catch {
      guard error.errno == .notFound else { throw UsageError(error, at: name.range) }
      return .call(call.winsock.CreateFileFailed(call.thread, .ERROR_FILE_NOT_FOUND), .file)
    }
  }

  static let transmitfile = CommandOf(
    "transmitfile", call: .TransmitFile,
    c: "TransmitFile({s}, {file}, {bytes}, {each}, {overlapped}, {buffers}, {flags})", topic: .extensions,
    summary: "Sends a file, with bytes before it and behind it.", tasks: ["send a file", "file", "asynchronous"],
    HandleParameter("S", "a socket", .socket),
    HandleParameter("FILE", "a file, or NULL for none", .file, label: "file", absent: .null), OverlappedParameter(),
    NumberParameter("bytes=N", "how many bytes of it, all when 0", label: "bytes", key: "bytes", absent: (0, "0")),
    NumberParameter("each=N", "bytes a send, which Windows may heed", label: "each", key: "each", absent: (0, "0")),
    TransmitBuffersParameter(),
    FlagsParameter(usage: "flags=F", about: "TF_DISCONNECT, TF_REUSE_SOCKET", family: .transmit)
  ) { call, s, file, overlapped, bytes, _, buffers, flags throws(UsageError) in
    let asked = FileTransmission(
      file: file.handle, count: bytes.uint32, head: buffers.bytes(0), tail: buffers.bytes(1), flags: flags.value)
    return call.post([], overlapped, Posting(socket: s.handle, thread: call.thread, sends: true)) { _ in
      call.winsock.TransmitFile(call.thread, s.handle, asked, overlapped: overlapped.pointer)
    }
  }
}

/// The name of a file that is opened, and how: for reading, and it is there.
struct FileNameParameter: Parameter {
  /// Longer files are not opened here.
  static let largest = 16 << 20

  private let text = TextParameter(usage: "FILE", about: "a file's name", label: "name", completes: .files)

  var info: ParameterInfo { text.info }
  func read(_ words: inout ArgumentReader) throws(UsageError) -> TextParameter.Argument { try text.read(&words) }

  func read(_ c: CReader) throws(UsageError) -> TextParameter.Argument {
    for (label, name) in [("access", "GENERIC_READ"), ("disposition", "OPEN_EXISTING")] {
      guard let argument = c.first(label), let value = try c.value(argument), let right = CConstants.value(name)
      else { continue }
      guard value.number & 0xffff_ffff == right else {
        throw UsageError(
          "a file is opened for reading here, and has to be there", at: argument.range,
          hint: "CreateFile(NAME, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL)")
      }
    }
    return try text.read(c)
  }

  func describe(_ value: TextParameter.Argument, _ text: inout CText) {
    let isQuoted = !value.range.isEmpty && text.bytes[value.range.lowerBound] == UInt8(ascii: "\"")
    text.put("name", isQuoted ? text.typed(value.range) : "\"\(value.text)\"")
  }

  func write(_ value: TextParameter.Argument, _ text: inout ShortText) { self.text.write(value, &text) }
}

/// `buffers=HEAD,TAIL`: the WSABUFs that go before a file and behind it, NULL for none. C has them in a
/// TRANSMIT_FILE_BUFFERS.
struct TransmitBuffersParameter: Parameter {
  struct Value {
    /// Head and Tail; nil for none.
    var buffers: [BufferParameter.Value?] = []
    /// Where they were typed; empty when they were left out.
    var range = 0..<0
    /// Whether C gives a structure, which it names.
    var isC = false
  }

  struct Argument {
    let buffers: [Buffer?]
    let value: Value

    /// The bytes of the Head, 0, or the Tail, 1.
    func bytes(_ i: Int) -> [UInt8] {
      guard i < buffers.count, let buffer = buffers[i] else { return [] }
      return buffer.bytes(Int(buffer.len))
    }
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: "buffers", usage: "[buffers=HEAD,TAIL]", about: "WSABUFs that go before the file and behind it, or NULL",
      completes: .nameList([.buffer]), key: "buffers")
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    guard let range = words.take(key: "buffers") else { return Value() }
    var value = Value(range: range)
    let scope = words.scope
    try Lexer.forEachPart(scope.bytes, range) { (part) throws(UsageError) in
      guard value.buffers.count < 2 else { throw scope.wrong(part, "is one too many: a head and a tail are the most") }
      value.buffers.append(try Self.part(scope, part))
    }
    return value
  }

  private static func part(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> BufferParameter.Value? {
    ByteText.equalsExactly(scope.bytes, range, "NULL") ? nil : try BufferParameter.value(scope, range)
  }

  func read(_ c: CReader) throws(UsageError) -> Value {
    guard let argument = c.first("buffers") else { return Value() }
    if case .list = argument.kind {
      var value = Value(range: argument.range)
      for element in argument.elements.prefix(2) {
        value.buffers.append(try Self.part(c.scope, element.operand(c.bytes).range))
      }
      return value
    }
    guard let pointer = try c.value(argument) else {
      throw UsageError("a TRANSMIT_FILE_BUFFERS is missing", at: argument.range, hint: "NULL sends the file alone")
    }
    guard pointer.number != 0 else { return Value() }
    guard let bytes = c.session.load(pointer.address, 32) else {
      c.c.fault = .WSAEFAULT
      return Value()
    }
    func number(_ range: Range<Int>) -> Int64 { CValue.number(Array(bytes[range]), signed: false) }
    let parts = [(number(0..<8), number(8..<12)), (number(16..<24), number(24..<28))].map {
      $0.1 == 0 ? nil : BufferParameter.memory(UInt64(bitPattern: $0.0), $0.1, c.session)
    }
    return Value(buffers: parts, range: argument.range, isC: true)
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> Argument {
    var buffers: [Buffer?] = []
    for part in value.buffers {
      if let part { buffers.append(try BufferParameter.buffer(part, call)) } else { buffers.append(nil) }
    }
    return Argument(buffers: buffers, value: value)
  }

  func describe(_ argument: Argument, _ text: inout CText) {
    if argument.value.isC { return text.put("buffers", typed: argument.value.range) }
    guard !argument.buffers.isEmpty else { return text.put("buffers", "NULL") }
    let names = argument.buffers.map { buffer in buffer.map { text.name(of: $0) } ?? "NULL" }
    text.put("buffers", "{" + names.joined(separator: ", ") + "}")
  }

  func write(_ value: Value, _ text: inout ShortText) {
    guard !value.buffers.isEmpty else { return }
    text.put(
      value.buffers.map { $0.map { BufferParameter.word($0, text) } ?? "NULL" }.joined(separator: ","), key: "buffers")
  }
}
