/// The memory of a script's buffers, and memory that every line uses again.
struct ScriptMemory {
  /// What all WSABUFs hold together.
  let meter = MemoryMeter()
  /// For each DATA that is read.
  var scratch: [UInt8] = []
  /// For each send, while no blocked call holds it.
  var send: Buffer?
  /// Where the pieces of calls as C are put together.
  var c = CText.Memory()
}
