/// The lessons, by number and topic: what a warning, or `why`, points to.
public enum Course: String, CaseIterable, Sendable {
  case conversation = "01 a TCP conversation"
  case overlapped = "02 the first overlapped receive"
  case addresses = "03 addresses and byte order"
  case handshake = "04 the three-way handshake"
  case close = "05 the four-way close and the reset"
  case blocking = "06 blocking, threads and the backlog"
  case stream = "07 a stream has no messages"
  case flags = "08 peek, urgent and waitall"
  case gather = "09 scatter and gather"
  case events = "10 the overlapped model with events"
  case routines = "11 completion routines and alertable waits"
  case acceptEx = "12 AcceptEx"
  case port = "13 the completion port"
  case server = "14 an echo server on a completion port"
  case lifetime = "15 what goes wrong"
  case notes = "16 what the notes get wrong"
  case models = "17 one server, four models"
  case program = "18 your own program"
  case loss = "19 lost and found"
  case congestion = "20 slow start and congestion avoidance"
  case windows = "21 windows and silence"
  case sizes = "22 packets too large"
  case endings = "23 who may end it"

  /// The lesson's file, without `.md`: number and topic lowercased, with hyphens between the words.
  public var file: String {
    let words = rawValue.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.joined(separator: "-")
  }
}
