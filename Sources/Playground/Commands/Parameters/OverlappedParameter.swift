import Steps
import Winsock

/// A WSAOVERLAPPED by its name; a name that is not bound yet makes a zeroed one. Without it, or with NULL, the call is
/// the synchronous one.
struct OverlappedParameter: Parameter {
  var isOptional = true

  struct Argument {
    /// Its place in the session's table; -1 for NULL.
    let place: Int32
    let pointer: OverlappedPointer?
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: "overlapped", usage: isOptional ? "[O]" : "O", about: "a WSAOVERLAPPED", completes: .names([.overlapped]))
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Argument {
    guard let range = reader.take(optional: isOptional) else {
      guard isOptional else { throw reader.missing("a WSAOVERLAPPED") }
      return Argument(place: -1, pointer: nil)
    }
    let bytes = reader.line.bytes
    if ByteText.equalsExactly(bytes, range, "NULL") {
      guard isOptional else { throw reader.wrong(range, "cannot stand for the WSAOVERLAPPED here") }
      return Argument(place: -1, pointer: nil)
    }
    let session = reader.session
    switch session.names.find(bytes, range) {
    case .overlapped(let place): return Argument(place: place, pointer: session.overlappeds.pointer(place))
    case .none:
      let name = try session.newName(bytes, range)
      let place = session.overlappeds.add(name: name)
      session.bindMade(name, .overlapped(place))
      return Argument(place: place, pointer: session.overlappeds.pointer(place))
    default: throw reader.wrong(range, "is not a WSAOVERLAPPED")
    }
  }

  func describe(_ value: Argument, _ text: inout CText) {
    // Where the bytes go: an overlapped call tells them later, a synchronous one has to be given a place for them.
    text.put("overlapped.bytes", value.place >= 0 ? "NULL" : "&bytes")
    guard value.place >= 0 else { return text.put("overlapped", "NULL") }
    text.put("overlapped", "&" + text.session.names.text(text.session.overlappeds[value.place].name))
  }
}

/// `routine=R`: a completion routine; one that was not made beforehand does nothing but be reported.
struct RoutineParameter: Parameter {
  var info: ParameterInfo {
    ParameterInfo(
      label: "routine", usage: "[routine=R]", about: "a completion routine, run in an alertable wait of this thread",
      completes: .names([.routine]), key: "routine")
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> RoutineID? {
    guard let range = reader.take(key: "routine") else { return nil }
    let bytes = reader.line.bytes
    if ByteText.equalsExactly(bytes, range, "NULL") { return nil }
    let session = reader.session
    switch session.names.find(bytes, range) {
    case .routine(let place): return RoutineID(index: place)
    case .none:
      let name = try session.newName(bytes, range)
      let place = session.addRoutine(name: name, commands: [])
      session.bindMade(name, .routine(place))
      return RoutineID(index: place)
    default: throw reader.wrong(range, "is not a completion routine")
    }
  }

  func describe(_ value: RoutineID?, _ text: inout CText) {
    guard let value else { return text.put("routine", "NULL") }
    text.put("routine", text.session.routineName(value))
  }
}
