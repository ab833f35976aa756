import CBaselines
import Glibc

// Figures of ours beside baselines of the same run. Run by hand; nothing here is a test.

let arguments = Array(CommandLine.arguments.dropFirst())

switch arguments.first {
case "--c-replay" where arguments.count == 3:
  exit(wsabench_replay(arguments[1], Int32(arguments[2]) ?? 0))
case "--namespaces":
  exit(wsabench_namespaces(3) == 0 ? 0 : 1)
case "--private" where arguments.count > 1:
  withStrings(Array(arguments.dropFirst())) { wsabench_become($0) }
  exit(127)
default:
  exit(Suite(arguments).run())
}
