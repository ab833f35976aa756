import Glibc

/// How many descriptors the process may have.
enum Descriptors {
  /// Raises the limit to what the machine allows: a thousand clients and their server have two thousand sockets, and a
  /// shell's usual limit is 1,024. A refusal shows as WSAEMFILE where one is missing.
  static func allowMore() {
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(files, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(files, &limit)
  }
}
