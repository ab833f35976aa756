import Language
import Steps

// Memory that a program asks for: malloc and its kin, and new. It stays for the session; giving it back is passed over.

extension CEvaluator {
  /// malloc, calloc, GlobalAlloc, LocalAlloc and HeapAlloc, by the arguments that each has.
  func allocated(_ word: String, _ v: [CValue], _ expression: CExpression) throws(UsageError) -> CValue {
    let wanted = word == "malloc" ? 1 : word == "HeapAlloc" ? 3 : 2
    guard v.count == wanted else {
      throw wrong("\(word) takes \(wanted) \(wanted == 1 ? "argument" : "arguments"), not \(v.count)", expression)
    }
    let size: Int64
    let isZeroed: Bool
    switch word {
    case "malloc": (size, isZeroed) = (v[0].number, false)
    case "calloc":
      let (product, overflows) = v[0].number.multipliedReportingOverflow(by: v[1].number)
      (size, isZeroed) = (overflows ? -1 : product, true)
    case "HeapAlloc": (size, isZeroed) = (v[2].number, v[1].number & 8 /* HEAP_ZERO_MEMORY */ != 0)
    default: (size, isZeroed) = (v[1].number, v[0].number & 0x40 /* GMEM_ZEROINIT, LMEM_ZEROINIT */ != 0)
    }
    return CValue(CTypeTable.pointer, try allocate(size, isZeroed: isZeroed, expression))
  }

  /// The address of so many bytes, of which nothing else is told.
  func allocate(_ size: Int64, isZeroed: Bool, _ expression: CExpression) throws(UsageError) -> Int64 {
    guard size >= 0, size <= Int64(CVariable.maximum) else {
      throw wrong("that is too large: \(CVariable.maximum) bytes is the most for one piece of memory", expression)
    }
    let memory = try session.storage(max(Int(size), 1), at: expression.range)
    if isZeroed { memory.fill([UInt8](repeating: 0, count: Int(size))) }
    session.objects.c.allocations += 1
    memory.label = "heap \(session.objects.c.allocations)"
    return Int64(bitPattern: session.objects.c.space.address(of: memory))
  }
}
