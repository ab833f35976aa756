import CBaselines
import Glibc

/// Programs that are measured from outside.
enum Child {
  /// The environment they all get: nothing of the user's, so that nobody's start-up files are measured.
  static func environment(home: String) -> [String] {
    [
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm", "LC_ALL=C.UTF-8",
      "HOME=\(home)", "PS1=bash> ",
    ]
  }

  /// Runs a program to its end with its output in a file; nanoseconds, or nil when it failed or took too long.
  static func time(_ arguments: [String], home: String, output: String, limit: Int32 = 60_000) -> Int64? {
    let began = wsabench_now()
    let child = withStrings(arguments) { argv in
      withStrings(environment(home: home)) { wsabench_spawn(argv, $0, nil, output) }
    }
    guard child > 0, wsabench_wait(child, limit) == 0 else { return nil }
    return wsabench_now() - began
  }
}

/// Strings as C wants an argument list: pointers, and NULL at the end.
func withStrings<Result>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  let pointers = copies.map { UnsafePointer($0) } + [nil]
  return pointers.withUnsafeBufferPointer { buffer in
    // There is always the NULL at the end, so there is a first element.
    guard let base = buffer.baseAddress else { preconditionFailure("an empty argument list") }
    return body(base)
  }
}
