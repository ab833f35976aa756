import CLinuxShims
import Glibc

/// A child that is run to its end, with what it wrote.
struct CapturedChild {
  let status: Int32
  let output: [UInt8]
  let complaint: [UInt8]

  private static let most = 1 << 20

  /// Runs it; outside of its walls when this machine has none to give and that is allowed.
  static func run(_ order: Child.Order, mayRunOutside: Bool) -> Result<CapturedChild, Child.Failure> {
    guard let output = pipe(), let complaint = pipe() else { return .failure(Child.Failure(stage: 0, number: EMFILE)) }
    defer { for end in [output.read, complaint.read] { close(end) } }
    var order = order
    (order.output, order.complaint) = (output.write, complaint.write)
    let child: Child
    do throws(Child.Failure) { child = try Child.start(order, mayRunOutside: mayRunOutside).child } catch {
      for end in [output.write, complaint.write] { close(end) }
      return .failure(error)
    }
    for end in [output.write, complaint.write] { close(end) }
    var texts: [[UInt8]] = [[], []]
    var ends = [output.read, complaint.read]
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while ends.contains(where: { $0 >= 0 }) {
      var polled = ends.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard poll(&polled, 2, -1) > 0 else { continue }
      for place in 0..<2 where polled[place].revents != 0 {
        let count = read(ends[place], &chunk, chunk.count)
        if count > 0, texts[place].count < most { texts[place] += chunk[..<count] }
        if count == 0 { ends[place] = -1 }
      }
    }
    while true {
      if let status = child.ended(within: 1000) {
        return .success(CapturedChild(status: status, output: texts[0], complaint: texts[1]))
      }
    }
  }

  static func pipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [-1, -1]
    return wsalab_child_pipe(&ends) == 0 ? (ends[0], ends[1]) : nil
  }
}
