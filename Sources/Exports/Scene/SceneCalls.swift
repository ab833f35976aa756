import Calls
import Steps

/// The arguments of a call as it is printed in C: `WSARecv(s, &b, 1, NULL, &flags, &o, NULL)`.
struct PrintedCall {
  let name: String
  let arguments: [String]

  init(_ c: String) {
    guard let open = c.firstIndex(of: "(") else {
      (name, arguments) = (c, [])
      return
    }
    name = String(c[..<open])
    var (parts, part): ([String], String) = ([], "")
    var (depth, isQuoted, isEscaped) = (0, false, false)
    for character in c[c.index(after: open)...] {
      if isQuoted {
        part.append(character)
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          isQuoted = false
        }
        continue
      }
      switch character {
      case "\"": isQuoted = true
      case "(", "{", "[": depth += 1
      case ")" where depth == 0:
        parts.append(part)
        arguments = parts.map(Self.trimmed).filter { !$0.isEmpty }
        return
      case ")", "}", "]": depth -= 1
      case "," where depth == 0:
        parts.append(part)
        part = ""
        continue
      default: break
      }
      part.append(character)
    }
    arguments = (parts + [part]).map(Self.trimmed).filter { !$0.isEmpty }
  }

  /// The names in the arguments, without `&`, in order: of a list between braces each.
  var names: [String] {
    arguments.flatMap { argument in
      argument.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "#") }.map(String.init)
    }
  }

  private static func trimmed(_ text: String) -> String {
    let rest = text.drop { $0 == " " }
    return String(rest.reversed().drop { $0 == " " }.reversed())
  }
}

extension Scene {
  /// Takes in a call that has returned.
  mutating func returned(_ record: CallRecord, step: Int, thread: String) {
    let (call, descriptor) = (PrintedCall(record.c), CallCatalogue.find(record.call))
    let hasFailed = record.error != nil
    if case .text(let name) = record.returned, !hasFailed { make(name, descriptor?.returns, record.call) }
    if record.error?.isPending == true { begin(record.call, call, step, thread) }
    switch descriptor?.action {
    case .closeSocket, .closeHandle:
      if !hasFailed, let name = call.arguments.first { close(name) }
    case .makePort:
      guard !hasFailed, call.arguments.count > 2, ports[call.arguments[1]] != nil else { return }
      sockets[call.arguments[0]]?.port = PortKey(name: call.arguments[1], key: UInt64(call.arguments[2]) ?? 0)
    case .dequeue:
      if let port = call.arguments.first { take(record, from: port) }
    default: break
    }
  }

  private mutating func make(_ name: String, _ returns: ReturnFamily?, _ call: String) {
    switch returns {
    case .socket: if sockets[name] == nil { sockets[name] = Socket() }
    case .event: events[name] = false
    case .port: if ports[name] == nil { ports[name] = Port() }
    case .lock, .file: others[name] = "by \(call)"
    default: break
    }
  }

  private mutating func close(_ name: String) {
    if sockets.removeValue(forKey: name) != nil { return }
    events[name] = nil
    ports[name] = nil
    others[name] = nil
  }

  /// Takes in that a call waits for its completion: it is an operation, with what it points to.
  mutating func begin(_ name: String, _ call: PrintedCall, _ step: Int, _ thread: String) {
    let names = call.names
    var operation = Operation(call: name, step: step, thread: thread)
    operation.socket = names.first { sockets[$0] != nil }
    operation.overlapped = names.first { overlappeds[$0] != nil }
    operation.buffers = names.filter { buffers[$0] != nil }
    operation.routine = names.first { others[$0]?.hasPrefix("routine") == true }
    operations[step] = operation
  }

  private mutating func take(_ record: CallRecord, from port: String) {
    for field in record.out ?? [] {
      switch field.value {
      case .name(let overlapped) where field.key == "overlapped":
        if record.returned == .number(0), overlapped == nil { continue }
        if let place = ports[port]?.queue.firstIndex(where: { $0.overlapped == overlapped }) {
          ports[port]?.queue.remove(at: place)
        }
      case .entries(let entries):
        for entry in entries {
          if let place = ports[port]?.queue.firstIndex(where: { $0.overlapped == entry.overlapped }) {
            ports[port]?.queue.remove(at: place)
          }
        }
      default: break
      }
    }
  }
}
