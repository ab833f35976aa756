import Calls
import Language
import LinuxSockets
import Steps
import Winsock

/// How a program's call becomes an invocation of the session's: its arguments are values of C already, and are read by the
/// parameters of the command as those of a typed call are.
extension Session {
  /// The types of a call's parameters, as its header declares them; from the descriptor's prototype.
  private func types(of command: Command, _ count: Int) -> [CType] {
    guard let descriptor = command.descriptor else { return [] }
    if let known = native.types[descriptor.name] { return known }
    var types = PastedParameter.list(ofPrototype: descriptor.prototype).map { parameter in
      var type =
        objects.c.types.find(parameter.type) ?? (parameter.stars > 0 ? CTypeTable.char : CTypeTable.ulongPointer)
      for _ in 0..<parameter.stars { type = .pointer(type) }
      return type
    }
    while types.count < count { types.append(CTypeTable.ulongPointer) }
    native.types[descriptor.name] = types
    return types
  }

  /// An invocation of a call that a program makes.
  func invocation(
    _ message: NativeMessage, _ words: NativeSource.Words, _ thread: NativeThread
  ) throws(UsageError) -> Invocation {
    let program = thread.program
    guard let command = native.command(of: message.name), !command.call.isEmpty else {
      throw UsageError("\(message.name) is declared and not served")
    }
    let types = types(of: command, message.arguments.count)
    program.memory.labels.removeAll(keepingCapacity: true)
    program.memory.rooms.removeAll(keepingCapacity: true)
    program.memory.ofCall.removeAll()
    guard let shape = command.shapes.first(where: { $0.count == message.arguments.count }) else {
      throw UsageError("\(message.name) takes another number of arguments")
    }
    noteRooms(message, shape, program)
    var arguments: [CExpression] = []
    for (place, raw) in message.arguments.enumerated() {
      let type = types[place]
      let isPointer = type.element != nil
      let label = NativeSource.named(words, place)
      if isPointer, raw != 0, !label.isEmpty { program.memory.labels[raw] = label }
      let number = CValue(type, Int64(bitPattern: raw)).converted(to: type).number
      let range = words.arguments.indices.contains(place) && !isPointer ? words.arguments[place] : 0..<0
      arguments.append(CExpression(kind: .value(type, number), range: range))
    }
    labelBuffers(message, shape, words, program)
    let c = CCall()
    c.bytes = words.text
    var origin = Invocation.Origin(command: command, bytes: words.text, text: 0..<words.text.count, isC: true, c: c)
    if let made = command.makes {
      let label = words.target.isEmpty ? made.letter + "1" : words.target
      origin.name = ResultName(freeNativeName(program, label) { !isOpenHandle($0) })
    }
    let scope = Scope(session: self, command: command, bytes: words.text)
    let reader = CReader(
      scope: scope, shape: shape, arguments: arguments, end: words.text.count, c: c, thread: threads[thread.place].id)
    let invocation = try command.actions.readC(origin, reader)
    try reader.noteOutputs()
    return invocation
  }

  private func isOpenHandle(_ bound: Bound) -> Bool {
    switch bound {
    case .handle(let place): objects.handles[place].isOpen
    default: true
    }
  }

  /// The memory of a WSABUF array is called after the array.
  private func labelBuffers(
    _ message: NativeMessage, _ shape: [CSlot], _ words: NativeSource.Words, _ program: NativeProgram
  ) {
    guard let place = shape.firstIndex(where: { $0.label == "buffers" }),
      let counter = shape.firstIndex(where: { $0.label == "buffers.count" })
    else { return }
    let label = NativeSource.named(words, place)
    let count = min(Int(clamping: message.arguments[counter] & 0xffff_ffff), 16)
    guard !label.isEmpty, count > 0, let bytes = program.running?.load(message.arguments[place], 16 * count) else {
      return
    }
    for i in 0..<count {
      let pointer = UInt64(bitPattern: CValue.number(Array(bytes[(16 * i + 8)..<(16 * i + 16)]), signed: false))
      program.memory.labels[pointer] = count == 1 ? label : "\(label)[\(i)]"
    }
  }

  /// Memory whose size the call does not say next to its address.
  private func noteRooms(_ message: NativeMessage, _ shape: [CSlot], _ program: NativeProgram) {
    func number(_ label: String) -> Int? {
      shape.firstIndex { $0.label == label }.map { Int(clamping: message.arguments[$0] & 0xffff_ffff) }
    }
    func address(_ label: String) -> UInt64? { shape.firstIndex { $0.label == label }.map { message.arguments[$0] } }
    if let buffer = address("buffer"), let local = number("local"), let remote = number("remote") {
      program.memory.rooms[buffer] = min((number("data") ?? 0) + local + remote, 1 << 26)
    } else if let family = number("family"), let data = address("data") {
      program.memory.rooms[data] = family == 23 ? 16 : 4
    }
  }

  /// What a program gets back beside the value: the addresses of a name.
  func extra(_ record: CallRecord) -> [UInt8] {
    guard let action = CallCatalogue.find(record.call)?.action, action == .resolve,
      let fields = record.out
    else { return [] }
    var bytes: [UInt8] = []
    for field in fields {
      guard case .names(let texts) = field.value else { continue }
      for text in texts.prefix(64) {
        let parsed = SocketAddress.parse(text.utf8) ?? SocketAddress.parse((text + ":0").utf8)
        guard let address = parsed else { continue }
        let encoded = SockaddrBytes.encode(address)
        bytes += encoded + [UInt8](repeating: 0, count: max(0, 28 - encoded.count))
      }
    }
    return bytes
  }

  /// GetAcceptExSockaddrs gives pointers into the buffer of the program, where the addresses are put now.
  func putAcceptAddresses(_ message: NativeMessage, _ value: Return, _ program: NativeProgram) {
    guard case .addresses(let local, let remote) = value.out, message.arguments.count == 8 else { return }
    let arguments = message.arguments
    let first = arguments[0] &+ (arguments[1] & 0xffff_ffff)
    let second = first &+ (arguments[2] & 0xffff_ffff)
    for (address, at, pointer, length) in [
      (local, first, arguments[4], arguments[5]), (remote, second, arguments[6], arguments[7]),
    ] {
      let bytes = SockaddrBytes.encode(address)
      _ = program.running?.store(at, bytes)
      if pointer != 0 { _ = program.running?.store(pointer, CValue.bytes(Int64(bitPattern: at), 8)) }
      if length != 0 { _ = program.running?.store(length, CValue.bytes(Int64(bytes.count), 4)) }
    }
  }
}
