import Foundation
import Testing

/// The example that uses the simulated layer by itself.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct ExampleTests {
  @Test func receivesThroughACompletionPort() throws {
    let example = URL(fileURLWithPath: Program.path).deletingLastPathComponent().appendingPathComponent(
      "winsock-example")
    let process = Process()
    let output = Pipe()
    process.executableURL = example
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    // A receive that pends is WSA_IO_PENDING; its packet has the handle's key. Source: MS docs, WSARecv,
    // CreateIoCompletionPort.
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        bind = 0
        listen = 0
        connect = 0
        WSARecv = -1 WSA_IO_PENDING
        send = 5
        GetQueuedCompletionStatus = 1
        key 7, 5 bytes, Internal 0x0
        hello

        """)
  }
}
