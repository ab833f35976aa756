import Steps
import Winsock

extension Session {
  /// The held operation of that number, or the one that finished first when none is given.
  func heldCompletion(_ number: NumberParameter.Argument) throws(UsageError) -> HeldCompletion {
    let held = winsock.heldCompletions
    guard let first = held.first else {
      let hint = winsock.holdsCompletions ? "an operation has to finish first" : "hold completions begins it"
      throw UsageError("nothing is held", at: number.wasGiven ? number.range : nil, hint: hint)
    }
    guard number.wasGiven else { return first }
    if let one = held.first(where: { Int64($0.number) == number.value }) { return one }
    let numbers = held.prefix(8).map { String($0.number) }.joined(separator: ", ")
    throw UsageError(
      "\(number.value) is not held", at: number.range,
      hint: "held: \(numbers)" + (held.count > 8 ? ", …; inflight lists them" : ""))
  }

  /// `1  WSARecv of step 9`
  func heldText(_ one: HeldCompletion) -> String { "\(one.number)  \(one.call) of step \(one.tag)" }

  /// A held operation in script values.
  func heldRecord(_ one: HeldCompletion) -> HeldRecord {
    HeldRecord(
      number: one.number, call: "\(one.call)", step: Int(one.tag), socket: name(one.socket), bytes: one.bytes,
      status: StatusValue(one.status), overlapped: name(one.overlapped), destination: destination(one))
  }

  private func destination(_ one: HeldCompletion) -> HeldRecord.Destination {
    if let routine = one.routine {
      return .routine(QueuedRoutine(name: routineName(routine), thread: threads[place(one.thread)].name))
    }
    if let port = name(one.port) { return .port(PortKey(name: port, key: one.key)) }
    if let overlapped = one.overlapped, let event = name(overlapped.pointee.hEvent) { return .event(event) }
    return .none
  }

  /// Completions are held from now on: keeps what stands in the memory of what is under way, in case it is made to fail.
  func keepMemory() {
    for place in objects.overlappeds.infos.indices where objects.overlappeds.infos[place].inFlight > 0 {
      let info = objects.overlappeds.infos[place]
      objects.overlappeds[Int32(place)].before =
        info.posting?.sends == true ? [] : info.buffers.map { $0.bytes($0.capacity) }
    }
  }

  /// Takes back what a finished operation has written: it is made to fail, and its bytes are lost.
  func takeBack(_ one: HeldCompletion) {
    guard let overlapped = one.overlapped else { return }
    let info = objects.overlappeds[objects.overlappeds.place(overlapped)]
    for (buffer, bytes) in zip(info.buffers, info.before) {
      buffer.fill(bytes)
      touch(buffer)
    }
  }

  /// Tells what this step has newly held.
  func describeHeld(_ list: inout [HeldRecord]) {
    let held = winsock.heldCompletions
    guard let last = held.last, last.number > told.held else { return }
    list = held.filter { $0.number > told.held }.map(heldRecord)
    told.held = last.number
  }
}
