import Calls
import Steps
import Winsock

extension Command {
  static let wsastartup = Command(
    "wsastartup", call: .WSAStartup,
    c: "WSAStartup({version}, &data)", topic: .startup,
    summary: "Starts the use of Winsock; a session has done it once already.",
    tasks: ["begin", "initialise", "version"],
    VersionParameter()
  ) { call, version throws(UsageError) in
    .call(call.winsock.WSAStartup(call.thread, version: version))
  }
}

/// A version such as 2.2.
private struct VersionParameter: Parameter {
  var info: ParameterInfo {
    ParameterInfo(label: "version", usage: "[2.2]", about: "the version asked for", c: .version)
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> UInt16 {
    guard let range = reader.take() else { return 0x0202 }
    let bytes = reader.line.bytes
    let dot = bytes[range].firstIndex(of: UInt8(ascii: ".")) ?? range.upperBound
    let minor = dot < range.upperBound ? Integer.read(bytes, dot + 1..<range.upperBound) : .value(2)
    guard case .value(let high) = Integer.read(bytes, range.lowerBound..<dot), case .value(let low) = minor else {
      throw reader.wrong(range, "is not a version", hint: "a version is like 2.2")
    }
    return UInt16(UInt8(truncatingIfNeeded: high)) | UInt16(UInt8(truncatingIfNeeded: low)) << 8
  }

  func describe(_ value: UInt16, _ text: inout CText) {
    text.put("version", "MAKEWORD(\(value & 0xff), \(value >> 8))")
  }
}
