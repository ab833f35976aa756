import Children
import Language
import Steps
import Winsock

/// Threads of learners' programs: each is one of the session's.
extension Session {
  func greet(_ message: NativeMessage, _ program: NativeProgram) {
    program.functions = Array(message.arguments.dropFirst())
    program.symbols = Symbols(program.compiled, base: program.running?.base(containing: message.pc) ?? 0)
    _ = addNative("main", 1, program)
    program.goOn()
  }

  func addNative(_ label: String, _ number: UInt32, _ program: NativeProgram) -> NativeThread? {
    guard let id = winsock.makeThread() else { return nil }
    threads.append(SessionThread(name: program.full(label), id: id))
    programs.threads += 1
    winsock.move(id, toHost: program.host)
    let thread = NativeThread(program, number: number, place: threads.count - 1, label: label)
    threads[thread.place].native = thread
    while program.threads.count < Int(number) { program.threads.append(nil) }
    program.threads[Int(number) - 1] = thread
    return thread
  }

  func beginThread(_ message: NativeMessage, _ program: NativeProgram) {
    program.goOn()
    guard message.arguments.count == 3, let number = UInt32(exactly: message.arguments[0]), number >= 1, number <= 1024,
      let thread = addNative("t\(number)", number, program)
    else { return }
    guard message.arguments[2] != 0 else { return }
    // Whoever waits for its end waits for an event here.
    let creator = threads[program.thread(message.thread)?.place ?? 0].id
    let made = winsock.CreateEvent(creator, manualReset: true, signaled: false)
    guard made.error == .success else { return }
    thread.handle = Handle(rawValue: UInt64(bitPattern: made.value))
    var words = NativeSource.Words()
    if !native.areSilent, let symbols = program.symbols {
      words = program.source.words(at: message.pc, "", program.compiled, symbols)
    }
    let text = Array(freeNativeName(program, words.target.isEmpty ? thread.label : words.target) { _ in false }.utf8)
    let name = objects.names.intern(text, 0..<text.count)
    let place = objects.handles.add(HandleObject(handle: thread.handle, type: .event, isOpen: true, name: name))
    objects.names.bind(name, .handle(place))
    program.handles.append(thread.handle)
    program.made[thread.handle.rawValue] = words.place
    program.answer.value = made.value
  }

  func endThread(_ message: NativeMessage, _ program: NativeProgram) -> Step? {
    program.goOn()
    guard let thread = program.thread(message.thread) else { return nil }
    program.threads[Int(message.thread) - 1] = nil
    let id = threads[thread.place].id
    watchThreadEnd(thread.place)
    if thread.handle != .null { _ = winsock.WSASetEvent(id, thread.handle) }
    winsock.endThread(id)
    threads[thread.place].hasEnded = true
    threads[thread.place].native = nil
    return quietStep(program)
  }
}
