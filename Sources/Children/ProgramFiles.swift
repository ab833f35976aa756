import CProgram

/// The files that a learner's program is compiled with, as the executable carries them.
enum ProgramFiles {
  struct File {
    /// Below the folder that they are unpacked to: `include/winsock2.h`.
    let path: String
    let text: [UInt8]
  }

  /// All of them, in the order of the list; none when the compiler could not embed them.
  static func all() -> [File] {
    var length = 0
    let list = UnsafeBufferPointer(start: wsalab_program_list(&length), count: length)
    let texts = UnsafeBufferPointer(start: wsalab_program_files(&length), count: length)
    var files: [File] = []
    var start = 0
    for line in list.split(separator: 0x0A) {
      let parts = line.split(separator: UInt8(ascii: "\""))
      guard parts.count >= 2, let end = texts[start...].firstIndex(of: 0) else { continue }
      let path = String(decoding: parts[1], as: UTF8.self).dropFirst("files/".utf8.count)
      files.append(File(path: String(path), text: Array(texts[start..<end])))
      start = end + 1
    }
    return files
  }

  /// Adds all of them to a fingerprint, as they lie in the executable: every run does that.
  static func add(to print: inout Fingerprint) {
    var length = 0
    print.add(words: UnsafeRawBufferPointer(start: wsalab_program_list(&length), count: length))
    print.add(words: UnsafeRawBufferPointer(start: wsalab_program_files(&length), count: length))
  }

  /// The headers of Windows among them, by their names: lower case.
  static func headers() -> [String] {
    all().compactMap { file in
      file.path.hasPrefix("include/") ? String(file.path.dropFirst("include/".utf8.count)) : nil
    }
  }
}

/// A number for bytes, to tell versions apart. FNV-1a, two times 64 bits; not against anyone who means harm.
struct Fingerprint {
  private var first: UInt64 = 0xcbf2_9ce4_8422_2325
  private var second: UInt64 = 0x6c62_272e_07bb_0142

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
      second = (second ^ UInt64(byte)) &* 0x1000_0000_01b3 &+ 1
    }
    first ^= 0xff
    second = second &* 31
  }

  /// Eight bytes at a time.
  mutating func add(words bytes: UnsafeRawBufferPointer) {
    var place = 0
    while place + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      first = (first ^ word) &* 0x100_0000_01b3
      second = (second ^ (word >> 32 | word << 32)) &* 0x1000_0000_01b3 &+ 1
      place += 8
    }
    add(bytes[place...])
  }

  mutating func add(_ text: String) { add(text.utf8) }

  /// 32 hex digits.
  var text: String {
    [first, second].map { String($0, radix: 16) }.map { String(repeating: "0", count: 16 - $0.utf8.count) + $0 }
      .joined()
  }
}
