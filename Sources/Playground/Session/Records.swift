import LinuxSockets
import Steps
import Winsock

extension Session {
  /// Makes the record of a call that returned: names what it made, and tells what came back by the script's names.
  func record(_ call: String, _ c: String, _ value: Return, _ shape: Shape, given: ResultName?) -> CallRecord {
    let succeeded = value.error == .success
    let returned = returnValue(value, shape, given: given)
    if !succeeded { last.error = value.error }
    (last.call.call, last.call.blocked) = (call, nil)
    (last.call.returned, last.call.error, last.call.out) = (returned, value.error, nil)
    noteReceived(value, shape.keep)
    watch(value, shape)
    let isOfDatagram = value.error == .WSAECONNRESET && winsock.describe(shape.socket)?.isStream == false
    noteEnd(shape)
    noteTraffic(value, shape)
    last.call.out = fields(value, shape.keep)
    var record = CallRecord(
      call: call, c: c, returned: returned, error: succeeded ? nil : ErrorValue(value.error, after: call),
      out: last.call.out)
    record.isOfDatagram = isOfDatagram
    return record
  }

  /// What warnings learn of a call that returned.
  private func watch(_ value: Return, _ shape: Shape) {
    switch (value.out, shape.keep) {
    case (.packet(let packet), _): noteTaken(packet, failed: value.error != .success)
    case (.packets(let packets), _): for packet in packets { noteTaken(packet, failed: false) }
    case (_, .waiting(let events, let all)): noteWait(value, events, all: all)
    case (.address(let peer), .accepting):
      noteAccepted(Handle(rawValue: UInt64(bitPattern: value.value)), from: peer)
    case (_, .connecting(let socket, let address)):
      if value.error == .success || value.error == .WSAEWOULDBLOCK { noteConnected(socket, to: address) }
    case (_, .sending(let socket, _, let flags)):
      noteUsed(socket)
      noteSent(socket, Int(value.value), flags: flags, step: history.count)
    case (.bytes(let count), .buffers(_, let socket?)):
      noteUsed(socket)
      noteSent(socket, Int(count), flags: shape.flags, step: history.count)
    case (.data(0), .buffer(let buffer)): watchLength(buffer)
    case (.data(let count), .buffer), (.transfer(let count, _), .buffers(_, nil)):
      noteUsed(shape.socket)
      noteTaken(shape.socket, Int(count), flags: shape.flags, "this receive")
    default: break
    }
  }

  /// Notes that a socket has sent or received: its queues have changed, even if no packet moves.
  private func noteUsed(_ socket: Handle) {
    if network.hasHosts, !isProgram(socket) { current.used.insert(socket) }
  }

  private func returnValue(_ value: Return, _ shape: Shape, given: ResultName?) -> ReturnValue {
    let succeeded = value.error == .success
    let handle = Handle(rawValue: UInt64(bitPattern: value.value))
    switch shape.result {
    case .number: return .number(value.value)
    case .nothing: return .null
    case .text(let text): return .text(text)
    case .socket(let family):
      guard succeeded else {
        bindInvalid(given, .invalid, .socket)
        return .invalidSocket
      }
      return .text(bind(handle, .socket, family, given))
    case .event:
      guard succeeded else {
        bindInvalid(given, .null, .event)
        return .null
      }
      return .text(bind(handle, .event, .inet, given))
    case .lock(let type):
      guard succeeded else {
        bindInvalid(given, .null, type)
        return .null
      }
      return .text(bind(handle, type, .inet, given))
    case .file:
      guard succeeded else {
        bindInvalid(given, .invalid, .file)
        return .number(-1)
      }
      return .text(bind(handle, .file, .inet, given))
    case .port(let port):
      guard succeeded else {
        bindInvalid(given, .null, .port)
        return .null
      }
      guard handle == port, let place = objects.handles.place(handle) else {
        return .text(bind(handle, .port, .inet, given))
      }
      if let given { objects.names.bind(objects.names.intern(given.bytes, given.range), .handle(place)) }
      return .text(objects.names.text(objects.handles[place].name))
    }
  }

  /// Names a new handle: by the name that the line gives, or the first free one.
  private func bind(_ handle: Handle, _ type: ObjectType, _ family: SocketAddress.Family, _ given: ResultName?)
    -> String
  {
    let name = given.map { objects.names.intern($0.bytes, $0.range) } ?? objects.names.automatic(letter(type))
    let place = objects.handles.add(
      HandleObject(
        handle: handle, type: type, family: family, isOpen: true, name: name, program: current.call.program))
    objects.names.bind(name, .handle(place))
    return objects.names.text(name)
  }

  /// The variable of a call that failed holds the invalid handle; no name is made up for it.
  private func bindInvalid(_ given: ResultName?, _ handle: Handle, _ type: ObjectType) {
    guard let given else { return }
    let name = objects.names.intern(given.bytes, given.range)
    objects.names.bind(
      name,
      .handle(
        objects.handles.add(
          HandleObject(handle: handle, type: type, isOpen: false, name: name, program: current.call.program)))
    )
  }

  private func letter(_ type: ObjectType) -> UInt8 {
    switch type {
    case .socket: return UInt8(ascii: "s")
    case .event: return UInt8(ascii: "e")
    case .file: return UInt8(ascii: "f")
    case .mutex: return UInt8(ascii: "m")
    case .semaphore: return UInt8(ascii: "c")
    default: return UInt8(ascii: "p")
    }
  }

  /// The name of a handle that Winsock tells of; nil for NULL and for a handle that is not the script's.
  func name(_ handle: Handle) -> String? { objects.name(handle) }

  /// The name of an OVERLAPPED that Winsock hands back.
  func name(_ overlapped: OverlappedPointer?) -> String? { objects.name(overlapped) }

  /// The `out` of a record: there when the call succeeded, and when a packet was dequeued.
  private func fields(_ value: Return, _ keep: Keep) -> [OutField]? {
    if case .packet(let packet) = value.out {
      return [
        OutField("bytes", .number(UInt64(packet.bytes))), OutField("key", .number(packet.key)),
        OutField("overlapped", .name(name(packet.overlapped))),
      ]
    }
    guard value.error == .success else { return nil }
    switch value.out {
    case .none:
      if case .fields(let fields) = keep { return fields }
      return nil
    case .version(let version, let high):
      return [OutField("version", .number(UInt64(version))), OutField("highVersion", .number(UInt64(high)))]
    case .address(let address): return [OutField("addr", .address(Address(address)))]
    case .data(let count): return [OutField("data", .bytes(Bytes(received(keep, count))))]
    case .dataFrom(let count, let sender):
      return [OutField("data", .bytes(Bytes(received(keep, count)))), OutField("from", .address(Address(sender)))]
    case .value(let number): return valueField(number, keep)
    case .linger(let on, let seconds): return [OutField("value", .text(on ? "on,\(seconds)" : "off"))]
    case .transfer(let bytes, let flags):
      return [OutField("bytes", .number(UInt64(bytes))), OutField("flags", .number(UInt64(flags)))]
    case .transferFrom(let bytes, let flags, let sender):
      return [
        OutField("bytes", .number(UInt64(bytes))), OutField("flags", .number(UInt64(flags))),
        OutField("from", .address(Address(sender))),
      ]
    case .message(let bytes, let message):
      let to = message.destination
      return [
        OutField("bytes", .number(UInt64(bytes))), OutField("flags", .number(UInt64(message.flags))),
        OutField("from", .address(Address(message.sender))),
      ] + (to.family == .unspecified ? [] : [OutField("to", .text(Address(to).host))])
    case .bytes(let bytes): return [OutField("bytes", .number(UInt64(bytes)))]
    case .function(let function): return [OutField("function", .text(function.rawValue))]
    case .addresses(let local, let remote):
      return [OutField("local", told(local)), OutField("remote", told(remote))]
    default: return setFields(value.out, keep)
    }
  }

  /// An address, or null for memory that holds none.
  private func told(_ address: SocketAddress) -> OutValue {
    address.family == .unspecified ? .name(nil) : .address(Address(address))
  }

  private func valueField(_ number: UInt64, _ keep: Keep) -> [OutField]? {
    switch keep {
    case .silent: return nil
    case .option(.flag): return [OutField("value", .number(number == 0 ? 0 : 1))]
    case .option(.address):
      let address = UInt32(truncatingIfNeeded: number).byteSwapped
      return [OutField("value", .text(Address(SocketAddress(inet: address, port: 0)).host))]
    default: return [OutField("value", .number(number & 0xffff_ffff))]
    }
  }

  private func received(_ keep: Keep, _ count: UInt32) -> [UInt8] {
    if case .buffer(let buffer) = keep { return buffer.bytes(Int(count)) }
    return []
  }

  /// The answers that are sets: told by the names as they were typed.
  private func setFields(_ out: Out, _ keep: Keep) -> [OutField]? {
    switch out {
    case .sets(let read, let write, let except):
      guard case .sets(let askedRead, let askedWrite, let askedExcept) = keep else { return nil }
      func field(_ key: String, _ asked: [NamedHandle], _ set: [Handle]) -> OutField {
        let chosen = Set(set)
        return OutField(key, .names(asked.filter { chosen.contains($0.handle) }.map(\.name)))
      }
      return [
        field("read", askedRead, read), field("write", askedWrite, write), field("except", askedExcept, except),
      ]
    case .polled(let revents):
      guard case .polled(let asked) = keep else { return nil }
      return [
        OutField(
          "revents", .revents(zip(asked, revents).map { SocketEvents(socket: $0, events: EventBits.pollNames($1)) }))
      ]
    case .networkEvents(let bits, let errors):
      let names = EventBits.networkNames(bits)
      let codes = names.map {
        EventError(event: $0.name, error: ErrorValue($0.bit < errors.count ? errors[$0.bit] : .success))
      }
      return [OutField("events", .names(names.map(\.name))), OutField("errors", .eventErrors(codes))]
    case .packets(let packets):
      let entries = packets.map {
        PortPacket(key: $0.key, overlapped: name($0.overlapped), bytes: $0.bytes, status: StatusValue($0.status))
      }
      return [OutField("entries", .entries(entries))]
    default: return nil
    }
  }
}

/// Names of event bits in the order of the bits.
enum EventBits {
  private static let network = ["FD_READ", "FD_WRITE", "FD_OOB", "FD_ACCEPT", "FD_CONNECT", "FD_CLOSE"]
  private static let poll: [(name: String, bit: UInt16)] = [
    ("POLLERR", 1), ("POLLHUP", 2), ("POLLNVAL", 4), ("POLLWRNORM", 0x10), ("POLLWRBAND", 0x20), ("POLLRDNORM", 0x100),
    ("POLLRDBAND", 0x200), ("POLLPRI", 0x400),
  ]

  /// The FD_ names, each with its bit's position: FD_READ 0 … FD_CLOSE 5.
  static func networkNames(_ bits: UInt32) -> [(name: String, bit: Int)] {
    network.enumerated().filter { bits >> UInt32($0.offset) & 1 == 1 }.map { ($0.element, $0.offset) }
  }

  static func pollNames(_ bits: UInt16) -> [String] { poll.filter { bits & $0.bit != 0 }.map(\.name) }
}
