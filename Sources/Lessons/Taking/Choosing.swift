import Playground
import Steps

// Finding a lesson by what a learner calls it.
extension Library {
  /// What a name came to.
  public enum Found: Sendable {
    case one(Entry)
    /// It fits several.
    case several([Entry])
    case none
  }

  /// Finds a lesson by its name with or without its number, its number (`7`, `07`, `museum/3`), or the beginning of
  /// either. Case does not matter.
  public func find(_ typed: String) -> Found {
    var typed = typed.lowercased()
    if typed.hasSuffix(".md") { typed.removeLast(3) }
    let rules: [(Entry) -> Bool] = [
      { $0.name.lowercased() == typed },
      { $0.matches(number: typed) },
      { $0.plainName == typed },
      { $0.name.lowercased().hasPrefix(typed) && !typed.isEmpty },
      { $0.plainName.hasPrefix(typed) && !typed.isEmpty },
    ]
    for rule in rules {
      let found = entries.filter(rule)
      if found.count == 1 { return .one(found[0]) }
      if found.count > 1 { return .several(found) }
    }
    return .none
  }

  /// The lesson after another one in the same folder; nil after the last.
  public func next(after name: String) -> Entry? {
    guard let place = entries.firstIndex(where: { $0.name == name }) else { return nil }
    let rest = entries[(place + 1)...]
    return rest.first { $0.folder == entries[place].folder }
  }
}

extension Library.Entry {
  /// The lesson's file; nil for one that the program carries.
  public var path: String? { if case .file(let path) = source { path } else { nil } }

  /// The folder in its pack: `museum`, or empty.
  public var folder: String { name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "" }

  private var file: Substring { name.lastIndex(of: "/").map { name[name.index(after: $0)...] } ?? name[...] }

  /// The digits that its file's name begins with: `07`; nil without.
  public var number: String? {
    let digits = file.prefix { ("0"..."9").contains($0) }
    return digits.isEmpty ? nil : String(digits)
  }

  /// What it is chosen by in a list: `07`, `museum/03`, or its whole name.
  public var short: String { number.map { folder.isEmpty ? $0 : "\(folder)/\($0)" } ?? name }

  /// The name without number and folder, lowercased.
  var plainName: String {
    let rest = file.drop { ("0"..."9").contains($0) }
    return (rest.count < file.count ? rest.drop { $0 == "-" || $0 == "_" } : rest).lowercased()
  }

  func matches(number typed: String) -> Bool {
    let parts = typed.split(separator: "/", omittingEmptySubsequences: false)
    guard let last = parts.last, let wanted = Int(last), wanted >= 0, let own = number.flatMap({ Int($0) }) else {
      return false
    }
    return own == wanted && folder.lowercased() == parts.dropLast().joined(separator: "/")
  }
}

extension Library {
  /// Finds the one lesson that a name means.
  /// - Throws: that there is none, or which ones it could mean.
  public func entry(_ typed: String) throws(UsageError) -> Entry {
    switch find(typed) {
    case .one(let entry): return entry
    case .several(let entries):
      let names = entries.prefix(8).map(\.name).joined(separator: ", ") + (entries.count > 8 ? ", …" : "")
      throw UsageError("\"\(typed)\" begins several lessons", hint: names)
    case .none:
      throw UsageError(
        "there is no lesson \"\(typed)\"", hint: "a lesson is named by its number or the beginning of its name")
    }
  }
}
