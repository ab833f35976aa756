import LineEditing
import Playground
import Wire

/// Tells on standard error what is not as it was wanted with the network, once.
final class Notices {
  private let network: Network
  private let lines: TypedLines?
  private var told = ""

  /// - Parameter lines: Whose prompt the notices stand above.
  init(_ network: Network, above lines: TypedLines? = nil) {
    self.network = network
    self.lines = lines
  }

  /// Tells what there is to tell that was not told before.
  func tellNew() {
    guard let notice = network.notice, notice != told else { return }
    // A notice grows when there is something to add.
    let added = notice.hasPrefix(told) ? String(notice.dropFirst(told.count).drop { $0 == ";" || $0 == " " }) : notice
    told = notice
    if let lines { lines.printAbove { Output.complain(added) } } else { Output.complain(added) }
  }
}
