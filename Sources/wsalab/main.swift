import Glibc
import LineEditing

// A socket must not get the number of a standard stream that whoever began this process has closed: the transcript would
// go into it.
for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 { _ = open("/dev/null", O_RDWR) }

do {
  exit(Program(try Options.parse(ProgramArguments.words)).run())
} catch {
  Output.complain("\(error.message) (see wsalab --help)")
  exit(2)
}
