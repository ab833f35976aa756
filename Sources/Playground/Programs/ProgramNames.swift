import Language
import Steps
import Winsock

/// How programs are named and found.
extension Session {
  /// Makes a program with the name that the line gives, or the first free one of `server`, `server2`, ….
  func makeProgram(_ call: Call, _ automatic: String, _ work: Program.Work, isShown: Bool) throws(UsageError) -> Program
  {
    let name: String
    if let given = call.invocation.name {
      name = given.text
      if let running = programs.find(name), !running.isOver {
        throw UsageError("the program \(name) runs already", at: given.range, hint: "stop \(name) ends it")
      }
    } else {
      name = freeName(automatic)
    }
    let bytes = Array(name.utf8)
    let place = try newName(bytes, 0..<bytes.count)
    if let old = programs.find(name) {
      clear(old)
      programs.list.removeAll { $0 === old }
    }
    Descriptors.allowMore()
    let program = Program(name: name, work: work, host: winsock.host(of: call.thread), isShown: isShown)
    objects.names.bind(place, .program(program))
    return program
  }

  /// The first name that nothing has, or only a program that is over.
  private func freeName(_ word: String) -> String {
    var number = 1
    while true {
      let name = number == 1 ? word : word + String(number)
      let bytes = Array(name.utf8)
      switch objects.names.find(bytes, 0..<bytes.count) {
      case .none where programs.find(name)?.isOver != false: return name
      case .program(let program) where program.isOver: return name
      default: number += 1
      }
    }
  }

  /// Begins clients, each on a thread of its own.
  func begin(_ program: Program, _ clients: DummyClients) {
    programs.list.append(program)
    let memory = ProgramMemory(session: self, program: program)
    memory.makeBuffer("hello", size: DummyClients.messageSize, DummyClients.message)
    for place in 0..<clients.settings.count {
      begin("t\(place + 1)", DummyThread(clients, place: place), in: program)
    }
  }

  /// The program of that name.
  func program(_ name: TextParameter.Argument) throws(UsageError) -> Program {
    if let program = programs.find(name.text) { return program }
    let near = Spelling.suggestion(name.text, programs.list.map(\.name))
    throw UsageError(
      "there is no program \"\(name.text)\"\(near)", at: name.range,
      hint: programs.isEmpty
        ? "server ADDR model=iocp begins one" : "programs: " + programs.list.map(\.name).joined(separator: ", "))
  }
}
