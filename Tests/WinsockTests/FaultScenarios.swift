import LinuxSockets
import Testing

@testable import Winsock

/// What an application does, written so that it goes on whatever fails: the faults of the sweep are put into it.
struct FaultScenario: Sendable, CustomTestStringConvertible {
  let name: String
  let run: @Sendable (FaultRun) -> Void
  var testDescription: String { name }

  static let all: [FaultScenario] = [
    FaultScenario(name: "connect, send, receive", run: transfer),
    FaultScenario(name: "receives and sends that pend", run: overlapped),
    FaultScenario(name: "AcceptEx with first data", run: acceptEx),
    FaultScenario(name: "ConnectEx and DisconnectEx with TF_REUSE_SOCKET", run: connectEx),
    FaultScenario(name: "datagrams", run: datagrams),
    FaultScenario(name: "calls that block", run: blocking),
    FaultScenario(name: "select and WSAPoll", run: multiplexed),
    FaultScenario(name: "network events", run: networkEvents),
    FaultScenario(name: "a completion port", run: port),
    FaultScenario(name: "options", run: options),
    FaultScenario(name: "a lingering close", run: lingering),
  ]

  private static func send(_ run: FaultRun, _ s: Handle, _ text: String) {
    var bytes = Array(text.utf8)
    bytes.withUnsafeMutableBytes { memory in
      let buffer = WSABUF(len: UInt32(memory.count), buf: memory.baseAddress)
      if case .returned(let value) = run.layer.send(run.main, s, buffer, flags: 0) { run.note(value) }
    }
  }

  private static func receive(_ run: FaultRun, _ s: Handle, _ count: Int = 16) {
    run.post(Posted(count)) { thread, buffers, overlapped in
      run.layer.WSARecv(thread, s, buffers, flags: 0, overlapped: overlapped, routine: nil)
    }
  }

  private static func transfer(_ run: FaultRun) {
    let (client, server) = run.pair(run.listening())
    send(run, client, "hello")
    run.settle()
    let posted = Posted(16)
    run.call { run.layer.recv($0, server, posted.buffer, flags: 0) }
    run.note(run.layer.getsockname(run.main, client))
    run.note(run.layer.getpeername(run.main, server))
    run.note(run.layer.shutdown(run.main, client, how: 1))
    run.settle()
    run.call { run.layer.recv($0, server, posted.buffer, flags: 0) }
  }

  private static func overlapped(_ run: FaultRun) {
    let (client, server) = run.pair(run.listening())
    for _ in 0..<3 { receive(run, server, 2) }
    run.post(Posted(5)) { thread, buffers, overlapped in
      run.layer.WSASend(thread, client, buffers, flags: 0, overlapped: overlapped, routine: nil)
    }
    run.settle()
    receive(run, client)
    _ = run.layer.CancelIo(run.main, client)
    receive(run, server)
    run.call { run.layer.closesocket($0, client) }
    run.settle()
  }

  private static func acceptEx(_ run: FaultRun) {
    let listener = run.listening()
    for length in [UInt32(0), 8] {
      let accepting = run.socket()
      run.post(Posted(8 + 64)) { thread, buffers, overlapped in
        run.layer.AcceptEx(
          thread, listener, accepting, buffers[0], receiveLength: length, addressLength: 32, overlapped: overlapped)
      }
      let client = run.socket()
      guard let address = run.layer.boundAddress(listener) else { return }
      run.call { run.layer.connect($0, client, address) }
      run.settle()
      send(run, client, "first")
      run.settle()
      run.note(run.layer.setsockopt(run.main, accepting, .SO_UPDATE_ACCEPT_CONTEXT, .socket(listener)))
      receive(run, accepting)
      run.settle()
    }
  }

  private static func connectEx(_ run: FaultRun) {
    let listener = run.listening()
    let client = run.socket()
    run.note(run.layer.bind(run.main, client, .loopback(.inet, port: 0)))
    guard let address = run.layer.boundAddress(listener) else { return }
    for _ in 0..<2 {
      run.post(Posted(4)) { thread, buffers, overlapped in
        run.layer.ConnectEx(thread, client, address, buffers[0], overlapped: overlapped)
      }
      _ = run.made(run.call { run.layer.accept($0, listener) })
      run.settle()
      run.note(run.layer.setsockopt(run.main, client, .SO_UPDATE_CONNECT_CONTEXT, .nothing))
      run.post(Posted(1)) { thread, _, overlapped in
        run.layer.DisconnectEx(thread, client, overlapped: overlapped, reuse: true)
      }
      run.settle()
    }
  }

  private static func datagrams(_ run: FaultRun) {
    let (one, other) = (run.socket(2), run.socket(2))
    run.note(run.layer.bind(run.main, one, .loopback(.inet, port: 0)))
    guard let address = run.layer.boundAddress(one) else { return }
    run.post(Posted(8)) { thread, buffers, overlapped in
      run.layer.WSARecvFrom(thread, one, buffers, flags: 0, overlapped: overlapped, routine: nil)
    }
    let posted = Posted(4)
    run.call { run.layer.sendto($0, other, posted.buffer, to: address, flags: 0) }
    run.settle()
    run.post(Posted(4)) { thread, buffers, overlapped in
      run.layer.WSASendTo(thread, other, buffers, to: address, flags: 0, overlapped: overlapped, routine: nil)
    }
    run.call { run.layer.recvfrom($0, one, posted.buffer, flags: 0) }
    run.settle()
  }

  private static func blocking(_ run: FaultRun) {
    let listener = run.listening()
    _ = run.made(run.call { run.layer.accept($0, listener) })
    let (client, server) = run.pair(listener)
    let posted = Posted(4)
    run.call { run.layer.recv($0, server, posted.buffer, flags: 0) }
    send(run, client, "data")
    run.settle()
    run.call { run.layer.recv($0, client, posted.buffer, flags: 0) }
    run.call { run.layer.closesocket($0, server) }
    run.settle()
  }

  private static func multiplexed(_ run: FaultRun) {
    let listener = run.listening()
    run.call { run.layer.select($0, read: [listener], write: nil, except: nil, timeout: INFINITE) }
    let (client, server) = run.pair(listener)
    run.call { run.layer.WSAPoll($0, [(server, 0x100)], timeout: INFINITE) }
    send(run, client, "x")
    run.settle()
    run.call { run.layer.select($0, read: [server], write: [client], except: nil, timeout: 0) }
  }

  private static func networkEvents(_ run: FaultRun) {
    let listener = run.listening()
    let event = run.made(run.layer.WSACreateEvent(run.main))
    run.note(run.layer.WSAEventSelect(run.main, listener, event, FD.all))
    let (client, server) = run.pair(listener)
    run.note(run.layer.WSAEventSelect(run.main, server, event, FD.all))
    send(run, client, "x")
    run.settle()
    run.note(run.layer.WSAEnumNetworkEvents(run.main, listener, event))
    run.note(run.layer.WSAEnumNetworkEvents(run.main, server, event))
  }

  private static func port(_ run: FaultRun) {
    let port = run.made(run.layer.CreateIoCompletionPort(run.main, .invalid, .null, key: 0, threads: 1))
    let (client, server) = run.pair(run.listening())
    run.note(run.layer.CreateIoCompletionPort(run.main, server, port, key: 7, threads: 0))
    receive(run, server)
    run.call { run.layer.GetQueuedCompletionStatus($0, port, timeout: INFINITE) }
    send(run, client, "x")
    run.settle()
    receive(run, server)
    run.call { run.layer.closesocket($0, server) }
    run.settle()
    run.call { run.layer.GetQueuedCompletionStatus($0, port, timeout: 0) }
  }

  private static func options(_ run: FaultRun) {
    let (client, _) = run.pair(run.listening())
    for option in [SocketOption.SO_RCVBUF, .SO_SNDBUF, .SO_KEEPALIVE, .TCP_NODELAY, .SO_REUSEADDR] {
      run.note(run.layer.setsockopt(run.main, client, option, .number(1)))
      run.note(run.layer.getsockopt(run.main, client, option))
    }
    run.note(run.layer.setsockopt(run.main, client, .SO_LINGER, .linger(on: true, seconds: 1)))
    run.note(run.layer.getsockopt(run.main, client, .SO_ERROR))
    run.note(run.layer.ioctlsocket(run.main, client, 0x4004_667f, value: 0))
  }

  private static func lingering(_ run: FaultRun) {
    let (client, server) = run.pair(run.listening())
    run.note(run.layer.setsockopt(run.main, client, .SO_LINGER, .linger(on: true, seconds: 1)))
    send(run, client, "last words")
    run.call { run.layer.closesocket($0, client) }
    run.settle()
    receive(run, server)
    run.note(run.layer.setsockopt(run.main, server, .SO_LINGER, .linger(on: true, seconds: 0)))
    run.call { run.layer.closesocket($0, server) }
    run.settle()
  }
}
