import Wire

/// Tells on standard error what is not as it was wanted with the network, once.
final class Notices {
  private let network: Network
  private var told: String?

  init(_ network: Network) { self.network = network }

  /// Tells what there is to tell that was not told before.
  func tellNew() {
    guard let notice = network.notice, notice != told else { return }
    // A notice grows when there is something to add.
    let isAddition = told.map { notice.hasPrefix($0) } ?? false
    Output.complain(isAddition ? String(notice.dropFirst(told?.count ?? 0)) : notice)
    told = notice
  }
}
