import Language
import Steps
import Winsock

extension Command {
  static let free = CommandOf(
    "free", topic: .memory, summary: "Gives a WSABUF's or WSAOVERLAPPED's memory back.", tasks: ["memory", "delete"],
    needsThread: false, NameParameter(types: [.buffer, .overlapped])
  ) { call, name throws(UsageError) in
    let session = call.session
    let type: ObjectType
    switch name.bound {
    case .buffer: type = .buffer
    case .overlapped: type = .overlapped
    default:
      throw UsageError(
        "\(ByteText.quoted(call.bytes, name.range)) is not a WSABUF or a WSAOVERLAPPED", at: name.range)
    }
    session.watchLoss(of: name.bound, "freed")
    let text = session.objects.names.text(name.place)
    session.objects.names.unbind(name.place)
    return .body(.freed(name: text, type: type))
  }
}
