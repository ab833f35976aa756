import Glibc
import LinuxSockets
import Testing

@testable import Winsock

/// A transfer over several buffers keeps a list of its pieces of memory, made for that call. However the call ends, the
/// list is freed: a process of its own compares its memory before and after.
@Suite struct PiecesTests {
  /// The memory that this process has now, in kilobytes. Source: proc(5), /proc/self/statm (pages of 4,096 bytes).
  static func resident() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, 128, file) != nil else { return 0 }
    let fields = line.split(separator: CChar(0x20))
    return fields.count > 1 ? 4 * (fields[1].reduce(0) { $0 * 10 + Int($1) - 0x30 }) : 0
  }

  /// Posts transfers over 512 buffers each, which end in every way: refused, done at once, pending and then done,
  /// pending and then cancelled.
  static func transferAndEnd(_ bench: Bench, rounds: Int) throws {
    let posted = Posted(512)
    let base = try #require(posted.memory.baseAddress)
    let pieces = (0..<512).map { WSABUF(len: 1, buf: base + $0) }
    let unconnected = try bench.socket()
    for _ in 0..<rounds {
      try pieces.withUnsafeBufferPointer { buffers in
        let (layer, main) = (bench.layer, bench.main)
        func send(_ s: Handle) throws -> Return {
          try bench.returned(layer.WSASend(main, s, buffers, flags: 0, overlapped: nil, routine: nil))
        }
        func receive(_ overlapped: OverlappedPointer?) throws -> Return {
          try bench.returned(
            layer.WSARecv(main, bench.server, buffers, flags: 0, overlapped: overlapped, routine: nil))
        }
        try #require(try send(unconnected).error == .WSAENOTCONN)
        try #require(try send(.null).error == .WSAENOTSOCK)
        try #require(try receive(posted.overlapped).error == .WSA_IO_PENDING)
        try #require(try send(bench.client).error == .success)
        bench.settle(posted.overlapped)
        try #require(posted.status == 0)
        try #require(try receive(posted.overlapped).error == .WSA_IO_PENDING)
        try #require(layer.CancelIo(main, bench.server).value == 1)
        bench.settle(posted.overlapped)
        try #require(posted.status == UInt64(NTStatus.STATUS_CANCELLED.rawValue))
      }
      bench.layer.dropJournal(before: bench.layer.journal.end)
    }
  }

  /// AddressSanitizer keeps freed memory aside, so that it grows in any case.
  static var isSanitized: Bool { dlsym(nil, "__asan_init") != nil }

  @Test(.disabled(if: isSanitized, "AddressSanitizer keeps what was freed"))
  func piecesAreFreedHoweverATransferEnds() async {
    await #expect(processExitsWith: .success) {
      let bench = Bench()
      try bench.connect()
      try Self.transferAndEnd(bench, rounds: 50)  // what is made once
      let before = Self.resident()
      try Self.transferAndEnd(bench, rounds: 600)
      // A list of 512 pieces takes 8,192 bytes: one that leaks in each round would be 4,800 kilobytes.
      exit(before > 0 && Self.resident() < before + 2500 ? EXIT_SUCCESS : EXIT_FAILURE)
    }
  }
}
