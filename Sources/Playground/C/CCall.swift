import Calls
import Language
import LinuxSockets
import Steps
import Winsock

/// What a call written as C says beside its values: where its answer goes, and what its statement does with it.
final class CCall {
  /// A pointer that the call writes through.
  struct Output {
    /// What it is written: the label of its parameter.
    let label: String
    /// Where to.
    let place: CPlace
  }

  /// What is to be done when it has returned.
  enum Rest {
    case nothing
    /// `int n = recv(…)`: a variable is declared and given the value.
    case declaration(CTypeName, CDeclarator)
    /// `n = recv(…)`: a variable gets the value; one that is not there yet is declared.
    case assignment(Range<Int>, CExpression)
    /// `clients[0] = accept(…)`: the expression with the call in it is evaluated.
    case expression(CExpression)
    /// `printf("%d", recv(…))`, `cout << recv(…)`: what is written is a step of its own.
    case output([CExpression])
    /// `if (recv(…) == SOCKET_ERROR)`: one of two arms is run.
    case condition(CExpression, then: [UInt8], otherwise: [UInt8]?)

    /// What is evaluated then.
    var expressions: [CExpression] {
      switch self {
      case .nothing: []
      case .declaration(_, let declarator): declarator.value.map { [$0] } ?? []
      case .assignment(_, let value), .expression(let value), .condition(let value, _, _): [value]
      case .output(let parts): parts
      }
    }
  }

  /// The error that the call gives for a pointer that leads nowhere; nil when all lead somewhere.
  var fault: ErrorCode?
  /// The socket that it is made on: when it is none, that is said before any pointer is looked at.
  var socket: Handle?
  /// The pointers that it writes through.
  var outputs: [Output] = []
  /// How many bytes getsockopt writes.
  var written = 4
  /// The call in the statement's text.
  var range = 0..<0
  /// The rest of its statement.
  var rest = Rest.nothing
  /// The calls of the same statement that were made before it, each in a step of its own.
  var earlier: [MadeCall] = []
  /// The text of the statement.
  var bytes: [UInt8] = []
  /// The name of what the call makes.
  var name: Range<Int>?

  /// The call of Winsock that a statement makes among others things; nil when it makes none.
  static func made(in statement: CStatement, _ line: Line, _ session: Session) throws(UsageError) -> (CForm, CCall)? {
    let c = CCall()
    c.bytes = line.bytes
    if let carried = session.history.paste.carried, carried.bytes == line.bytes { c.earlier = carried.made }
    var evaluator = CEvaluator(session: session, thread: session.threads[0].id, bytes: line.bytes)
    evaluator.made = c.earlier
    let call: CExpression
    switch statement.kind {
    case .expression(let expression):
      guard let found = try evaluator.nextCall(expression) else { return nil }
      (call, c.rest) = (found, Session.writes(expression, line.bytes) ? .output([expression]) : .expression(expression))
      c.take(expression, found)
    case .declaration(let base, let list):
      var next: (declarator: CDeclarator, call: CExpression)?
      for declarator in list where next == nil {
        if let value = declarator.value, let found = try evaluator.nextCall(value) { next = (declarator, found) }
      }
      guard let (declarator, found) = next else { return nil }
      guard list.count == 1 else {
        throw UsageError("a call is made in a declaration of its own", at: found.range)
      }
      (call, c.rest) = (found, .declaration(base, declarator))
      if let value = declarator.value, value.withoutCasts.range == found.range, declarator.counts.isEmpty {
        c.name = declarator.name
      }
    case .condition(let condition, let then, let otherwise):
      guard let found = try evaluator.nextCall(condition) else { return nil }
      call = found
      c.rest = .condition(
        condition, then: Array(line.bytes[then]), otherwise: otherwise.map { Array(line.bytes[$0]) })
      c.take(condition, found)
    case .output(let parts):
      var next: CExpression?
      for part in parts where next == nil { next = try evaluator.nextCall(part) }
      guard let found = next else { return nil }
      (call, c.rest) = (found, .output(parts))
    default: return nil
    }
    guard case .call(let name, _) = call.kind, let command = session.command(called: name, line.bytes) else {
      return nil
    }
    let form = try CForm(call, command, line)
    c.range = call.range
    if command.makes != nil, c.name != nil, case .declaration = c.rest { c.rest = .nothing }
    return (form, c)
  }

  /// `(s = socket(…)) == INVALID_SOCKET` names the socket.
  private func take(_ expression: CExpression, _ call: CExpression) {
    if case .assign(nil, let left, let right) = expression.kind, case .name = left.kind,
      right.withoutCasts.range == call.range
    {
      name = left.range
      return
    }
    for part in expression.parts { take(part, call) }
  }
}

extension Session {
  /// What an operation writes through a pointer when it ends. Source: MS docs, WSARecvFrom (lpFrom), LPFN_WSARECVMSG (lpMsg).
  private static let written: Set = ["address", "length", "messageFlags", "control", "controlLength"]

  /// Writes through the pointers of a call that returned, and does the rest of its statement.
  func complete(_ c: CCall?, _ value: Return, _ record: CallRecord, on thread: ThreadID) {
    guard let c else { return }
    if case .message(_, let message) = value.out { write(message, c.outputs) }
    for output in c.outputs {
      write(output, value, record, room: c.written)
    }
    if current.call.posted >= 0 {
      let later = c.outputs.filter { Self.written.contains($0.label) }
      if !later.isEmpty { objects.overlappeds[current.call.posted].outputs = later }
    }
    if case .nothing = c.rest { return }
    let descriptor = Catalogue.find(Array(record.call.utf8), 0..<record.call.utf8.count)?.descriptor
    var evaluator = CEvaluator(session: self, thread: thread, bytes: c.bytes)
    evaluator.made = c.earlier + [MadeCall(range: c.range, value: cValue(descriptor, value, record))]
    do throws(UsageError) {
      var isOpen = false
      if case .output = c.rest { isOpen = true }
      for part in c.rest.expressions where !isOpen { isOpen = try evaluator.nextCall(part) != nil }
      if isOpen {
        // The next call of the statement is a step of its own, and so is what it writes.
        history.paste.carried = Paste.Carried(bytes: c.bytes, made: evaluator.made)
        return queue(again: c.bytes)
      }
      switch c.rest {
      case .nothing, .output: break
      case .declaration(let base, let declarator): _ = try evaluator.declare(base, declarator)
      case .assignment(let name, let value):
        if try evaluator.place(named: name) == nil {
          let int = CTypeName(base: "int", stars: 0, range: name)
          _ = try evaluator.declare(int, CDeclarator(name: name, stars: 0, counts: [], value: value))
        } else {
          let left = CExpression(kind: .name, range: name)
          _ = try evaluator.value(
            CExpression(kind: .assign(nil, left, value), range: name.lowerBound..<value.range.upperBound))
        }
      case .expression(let expression): _ = try evaluator.value(expression)
      case .condition(let expression, let then, let otherwise):
        decide(try evaluator.value(expression).number != 0, then: then, otherwise: otherwise)
      }
    } catch {
      warn(
        .statementCut, of: Int64(history.count), .conversation,
        "the call was made, and the rest of the statement was not: \(error.message).")
    }
    for name in evaluator.stores.names { touch(named: name) }
  }

  /// Runs the arm of an `if` that its condition chooses.
  func decide(_ holds: Bool, then: [UInt8], otherwise: [UInt8]?) {
    history.paste.condition = holds
    if holds { queue(statement: then) } else if let otherwise { queue(statement: otherwise) }
  }

  /// Notes that a variable has changed, as far as changes of it are told.
  private func touch(named name: Int32) {
    if case .buffer(let buffer) = objects.names.bound(name) { touch(buffer) }
  }

  /// An operation that was under way has ended: lpFrom and lpFromlen are written now. Source: MS docs, WSARecvFrom (lpFrom:
  /// upon the completion of the overlapped operation).
  func writeSender(_ completion: Completion, _ place: Int32) {
    let outputs = objects.overlappeds[place].outputs
    let message = completion.overlapped.flatMap { completion.call == .WSARecvMsg ? winsock.takeMessage($0) : nil }
    guard !outputs.isEmpty else { return }
    objects.overlappeds[place].outputs = []
    if let message { write(message, outputs) }
    guard completion.status.isSuccess || message != nil, completion.sender.family != .unspecified else { return }
    let bytes = SockaddrBytes.encode(completion.sender)
    for output in outputs {
      if output.label == "length" {
        put(Int64(bytes.count), output.place)
      } else if output.label == "address" {
        _ = store(output.place.address, Array(bytes.prefix(share(of: bytes, for: output.place))))
      }
    }
  }

  /// How much of an address a place takes: a byte's pointer leads to as much as there is.
  private func share(of bytes: [UInt8], for place: CPlace) -> Int {
    place.type.size == 1 ? bytes.count : place.type.size
  }

  /// What became of a datagram: the flags, and the control data with the address that it was sent to.
  private func write(_ message: ReceivedMessage, _ outputs: [CCall.Output]) {
    let control = message.controlBytes
    for output in outputs {
      switch output.label {
      case "messageFlags": put(Int64(message.flags), output.place)
      case "controlLength": put(Int64(control.count), output.place)
      case "control" where control.count <= output.place.type.size: _ = store(output.place.address, control)
      default: continue
      }
    }
  }

  private func write(_ output: CCall.Output, _ value: Return, _ record: CallRecord, room: Int) {
    let (place, label) = (output.place, output.label)
    switch (label, value.out) {
    case ("bytes", .transfer(let bytes, _)), ("bytes", .transferFrom(let bytes, _, _)), ("bytes", .bytes(let bytes)),
      ("bytes", .message(let bytes, _)):
      put(Int64(bytes), place)
    case ("flags", .transfer(_, let flags)), ("flags", .transferFrom(_, let flags, _)): put(Int64(flags), place)
    case ("bytes", .packet(let packet)): put(Int64(packet.bytes), place)
    // How much WSAIoctl has put into its output.
    case ("bytes", .value): put(4, place)
    case ("bytes", .function): put(8, place)
    case ("bytes", .none) where record.error == nil && CallCatalogue.find(record.call)?.action == .control:
      put(0, place)
    case ("key", .packet(let packet)): put(Int64(bitPattern: packet.key), place)
    case ("overlapped", .packet(let packet)): put(Int64(bitPattern: address(of: packet.overlapped)), place)
    case ("overlapped", _) where record.error != nil: put(0, place)
    case ("address", .address(let address)), ("address", .dataFrom(_, let address)),
      ("address", .transferFrom(_, _, let address)):
      let bytes = SockaddrBytes.encode(address)
      _ = store(place.address, Array(bytes.prefix(share(of: bytes, for: place))))
    case ("address", .message(_, let message)):
      let bytes = SockaddrBytes.encode(message.sender)
      _ = store(place.address, Array(bytes.prefix(share(of: bytes, for: place))))
    case ("length", .message(_, let message)): put(Int64(SockaddrBytes.encode(message.sender).count), place)
    case ("length", .address(let address)), ("length", .dataFrom(_, let address)),
      ("length", .transferFrom(_, _, let address)):
      put(Int64(SockaddrBytes.encode(address).count), place)
    case ("value", .value(let number)): putOption(Int64(bitPattern: number), place, room)
    case ("length", .value), ("length", .linger): put(Int64(room), place)
    case ("output", .value(let number)): putOption(Int64(bitPattern: number), place, 4)
    case ("value", .linger(let on, let seconds)):
      _ = store(place.address, CValue.bytes(on ? 1 : 0, 2) + CValue.bytes(Int64(seconds), 2))
    case ("output", .function(let function)):
      // Whatever it is declared as, room for a pointer is what it points to.
      _ = store(place.address, CValue.bytes(Int64(bitPattern: self.address(of: function)), 8))
    case ("events", .networkEvents(let bits, let errors)):
      let codes = (0..<10).flatMap { CValue.bytes($0 < errors.count ? Int64(errors[$0].rawValue) : 0, 4) }
      _ = store(place.address, CValue.bytes(Int64(bits), 4) + codes)
    case ("entries", .polled(let revents)):
      for (i, bits) in revents.enumerated() {
        _ = store(place.address &+ UInt64(i * 16 &+ 10), CValue.bytes(Int64(bits), 2))
      }
    case ("read", .sets(let read, _, _)): putSet(read, place)
    case ("write", .sets(_, let write, _)): putSet(write, place)
    case ("except", .sets(_, _, let except)): putSet(except, place)
    case ("removed", .packets(let packets)): put(Int64(packets.count), place)
    case ("packets", .packets(let packets)):
      for (i, packet) in packets.enumerated() {
        _ = store(
          place.address &+ UInt64(i * 32),
          CValue.bytes(Int64(bitPattern: packet.key), 8)
            + CValue.bytes(Int64(bitPattern: address(of: packet.overlapped)), 8)
            + CValue.bytes(Int64(packet.status.rawValue), 8) + CValue.bytes(Int64(packet.bytes), 4))
      }
    case ("data", .version(let version, let high)): putData(version, high, place)
    case ("localAddress", .addresses(let address, _)), ("remoteAddress", .addresses(_, let address)):
      putAddress(address, place)
    case ("localLength", .addresses(let address, _)), ("remoteLength", .addresses(_, let address)):
      put(Int64(address.family == .inet6 ? 28 : 16), place)
    default: putFields(output, record)
    }
  }

  /// Answers that the record alone holds.
  private func putFields(_ output: CCall.Output, _ record: CallRecord) {
    guard let fields = record.out else { return }
    for field in fields {
      switch (output.label, field.key, field.value) {
      case ("internet", "bytes", .bytes(let bytes)): _ = store(output.place.address, bytes.values)
      case ("size", "text", .text(let text)): put(Int64(text.utf8.count + 1), output.place)
      case ("addresses", "addresses", .names(let texts)): putList(texts, output.place)
      case ("text", "text", .text(let text)), ("text", "name", .text(let text)):
        _ = store(output.place.address, Array(text.utf8) + [0])
      default: continue
      }
    }
  }

  /// The address of an extension function, for who calls it.
  private func address(of function: ExtensionFunction) -> UInt64 {
    guard let native = current.native, let place = ExtensionFunction.allCases.firstIndex(of: function) else {
      return CSpace.address(of: function)
    }
    return native.functions.indices.contains(place) ? native.functions[place] : 0
  }

  /// GetAcceptExSockaddrs gives pointers: to a copy here, for what the buffer's layout is nobody's business.
  private func putAddress(_ address: SocketAddress, _ place: CPlace) {
    if current.native != nil { return }
    guard let copy = try? storage(28, at: 0..<0) else { return }
    copy.fill(SockaddrBytes.encode(address))
    copy.label = "the address in the buffer"
    put(Int64(bitPattern: objects.c.space.address(of: copy)), place)
  }

  /// getaddrinfo's list: one ADDRINFOA for each address, each pointing to the next.
  private func putList(_ texts: [String], _ place: CPlace) {
    if current.native != nil { return }
    var next: UInt64 = 0
    for text in texts.reversed() {
      guard let address = SocketAddress.parse(text.utf8), let node = try? storage(48 + 28, at: 0..<0) else { continue }
      let bytes = SockaddrBytes.encode(address)
      let base = objects.c.space.address(of: node)
      let length = address.family == .inet6 ? 28 : 16
      node.fill(
        CValue.bytes(0, 4) + CValue.bytes(address.family == .inet6 ? 23 : 2, 4) + CValue.bytes(1, 4)
          + CValue.bytes(0, 4) + CValue.bytes(Int64(length), 8) + CValue.bytes(0, 8)
          + CValue.bytes(Int64(bitPattern: base + 48), 8) + CValue.bytes(Int64(bitPattern: next), 8) + bytes)
      node.label = "the list of getaddrinfo"
      next = base
    }
    put(Int64(bitPattern: next), place)
  }

  private func put(_ number: Int64, _ place: CPlace) {
    _ = store(place.address, CValue.bytes(number, place.type.isScalar ? place.type.size : 4))
  }

  /// Options have four bytes, unless less room is said.
  private func putOption(_ number: Int64, _ place: CPlace, _ room: Int) {
    _ = store(place.address, CValue.bytes(number, max(1, min(room, 4))))
  }

  private func putSet(_ sockets: [Handle], _ place: CPlace) {
    storeSet(sockets.map { Int64(bitPattern: $0.rawValue) }, at: place.address)
  }

  private func putData(_ version: UInt16, _ high: UInt16, _ place: CPlace) {
    guard place.type.size >= CTypeTable.wsadata.size else { return }
    _ = store(place.address, [UInt8](repeating: 0, count: CTypeTable.wsadata.size))
    _ = store(place.address, CValue.bytes(Int64(version), 2) + CValue.bytes(Int64(high), 2))
    // What 64-bit Windows has there: the counts are for version 1.1 alone, and 0 since version 2.
    for (name, text) in [("szDescription", "WinSock 2.0"), ("szSystemStatus", "Running")] {
      guard let member = CTypeTable.wsadata.member(name) else { continue }
      _ = store(place.address &+ UInt64(member.offset), Array(text.utf8))
    }
  }
}

extension CSpace {
  /// The address of an extension function.
  static func address(of function: ExtensionFunction) -> UInt64 {
    functions + UInt64(ExtensionFunction.allCases.firstIndex(of: function) ?? 0) * 16
  }
}
