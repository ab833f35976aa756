import Steps
import Calls
import Winsock

extension Command {
  static let htons = byteOrder(
    .htons, "16 bits from this machine's order to the network's", bits: 16)
  static let ntohs = byteOrder(
    .ntohs, "16 bits from the network's order to this machine's", bits: 16)
  static let htonl = byteOrder(
    .htonl, "32 bits from this machine's order to the network's", bits: 32)
  static let ntohl = byteOrder(
    .ntohl, "32 bits from the network's order to this machine's", bits: 32)

  /// Windows machines are little-endian: all four swap bytes.
  private static func byteOrder(_ call: CallDescriptor, _ what: String, bits: Int) -> CommandOf<NumberParameter> {
    CommandOf(
      call.name, call: call, c: "\(call.name)({n})", topic: .addresses, summary: "Turns \(what).",
      tasks: ["byte order", "endian", "swap"], NumberParameter("N", "a number", label: "n")
    ) { call, n throws(UsageError) in
      let swapped = bits == 16 ? UInt32(UInt16(truncatingIfNeeded: n.value).byteSwapped) : n.uint32.byteSwapped
      return .call(Return(Int64(swapped)))
    }
  }
}
