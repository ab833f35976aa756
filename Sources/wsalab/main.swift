import Glibc

do {
  exit(Program(try Options.parse(Array(CommandLine.arguments.dropFirst()))).run())
} catch {
  Output.complain("\(error.message) (wsalab --help tells what there is)")
  exit(2)
}
