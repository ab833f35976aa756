import Glibc

/// Tries each file, and each file of each folder, once and in the order of their names. The name is printed before, so that
/// the last line of a crash tells which it was.
@MainActor func replay(_ paths: [String], _ target: FuzzTarget) -> Int32 {
  var count = 0
  for path in paths.flatMap(files) {
    print("\(target.rawValue) \(path)")
    fflush(nil)
    guard let bytes = contents(path) else {
      print("\(path) cannot be read")
      return 2
    }
    target.run(bytes)
    count += 1
  }
  print("\(count) inputs passed")
  return count == 0 ? 2 : 0
}

private func files(_ path: String) -> [String] {
  guard let folder = opendir(path) else { return [path] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if !name.hasPrefix(".") { names.append(path + "/" + name) }
  }
  return names.sorted()
}

private func contents(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "re") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = fread(&block, 1, block.count, file)
    bytes += block[..<count]
    if count < block.count { return ferror(file) == 0 ? bytes : nil }
  }
}
