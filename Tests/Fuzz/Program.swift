import Glibc

// Tries the readers of what comes from outside with bytes that nobody wrote. In a build with libFuzzer
// (swift build --sanitize fuzzer -Xswiftc -DFUZZER --product wsalab-fuzz) the first argument is the target, and the others
// are libFuzzer's; otherwise each input is tried once:
//
//   wsalab-fuzz TARGET FILE|FOLDER …

#if FUZZER
  /// Takes the target out of the arguments. libFuzzer calls this before its own are read.
  @_cdecl("LLVMFuzzerInitialize")
  func initializeFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
  ) -> Int32 {
    let target = chooseTarget(count.pointee > 1 ? arguments.pointee[1].map { String(cString: $0) } : nil)
    arguments.pointee[1] = arguments.pointee[0]
    arguments.pointee += 1
    count.pointee -= 1
    MainActor.assumeIsolated { FuzzTarget.chosen = target }
    return 0
  }

  /// Tries one input.
  @_cdecl("LLVMFuzzerTestOneInput")
  func tryInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    MainActor.assumeIsolated { FuzzTarget.chosen.run(input) }
    return 0
  }
#else
  @main enum Program {
    static func main() {
      let arguments = Array(CommandLine.arguments.dropFirst())
      let target = chooseTarget(arguments.count > 1 ? arguments[0] : nil)
      exit(replay(Array(arguments.dropFirst()), target))
    }
  }
#endif

private func chooseTarget(_ name: String?) -> FuzzTarget {
  if let target = name.flatMap(FuzzTarget.init(rawValue:)) { return target }
  print("usage: wsalab-fuzz \(FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")) FILE|FOLDER …")
  exit(2)
}
