import Glibc

/// Writes settings of the network namespace that the thread is in.
enum NetworkSettings {
  /// A file below /proc/sys/net, and what is written there.
  typealias Setting = (name: StaticString, value: StaticString)

  /// Writes them all; returns what could not be written, by name. Of the optional ones a kernel may have none.
  static func write(_ settings: [Setting], optional: [StaticString]) -> [String] {
    let directory = open("/proc/sys/net", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { return ["/proc/sys/net"] }
    defer { close(directory) }
    return settings.filter { !write(directory, $0, optional) }.map { "\($0.name)" }
  }

  private static func write(_ directory: Int32, _ setting: Setting, _ optional: [StaticString]) -> Bool {
    let path = UnsafeRawPointer(setting.name.utf8Start).assumingMemoryBound(to: CChar.self)
    let file = openat(directory, path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else {
      return errno == ENOENT && optional.contains { "\($0)" == "\(setting.name)" }
    }
    defer { close(file) }
    let value = setting.value
    return Glibc.write(file, value.utf8Start, value.utf8CodeUnitCount) == value.utf8CodeUnitCount
  }
}
