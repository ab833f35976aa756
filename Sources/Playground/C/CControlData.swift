import Language
import Steps

// The macros of ws2def.h that take control data apart.

extension CEvaluator {
  /// WSA_CMSG_SPACE and WSA_CMSG_LEN of a size, WSA_CMSG_FIRSTHDR and WSA_CMSG_NXTHDR of a WSAMSG, WSA_CMSG_DATA of a
  /// header. Source: ws2def.h; on 64-bit Windows a WSACMSGHDR has 16 bytes, and what follows stands at multiples of 8.
  func control(_ word: String, _ v: [CValue], _ expression: CExpression) throws(UsageError) -> CValue {
    let header = CType.pointer(.structure(CTypeTable.cmsghdr))
    let head = Int64(CTypeTable.cmsghdr.size)
    switch word {
    case "WSA_CMSG_LEN": return CValue(CTypeTable.size, head &+ v[0].number)
    case "WSA_CMSG_SPACE": return CValue(CTypeTable.size, head &+ aligned(v[0].number))
    case "WSA_CMSG_DATA": return CValue(.pointer(.integer(CTypeTable.uchar)), v[0].number &+ head)
    default: break
    }
    guard v[0].type == .pointer(.structure(CTypeTable.wsamsg)), let message = session.load(v[0].address, 56) else {
      throw wrong("\(word) takes a pointer to a WSAMSG", expression)
    }
    let length = CValue.number(Array(message[32..<36]), signed: false)
    let start = CValue.number(Array(message[40..<48]), signed: false)
    var at = start
    if word == "WSA_CMSG_NXTHDR", v[1].number != 0 {
      guard let own = session.load(v[1].address, 8) else { throw wrong("this is no WSACMSGHDR", expression) }
      at = v[1].number &+ aligned(CValue.number(own, signed: false))
    }
    return CValue(header, at &+ head <= start &+ length ? at : 0)
  }

  private func aligned(_ size: Int64) -> Int64 { (size &+ 7) & ~7 }
}
