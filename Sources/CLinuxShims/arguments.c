#include "include/arguments.h"

static int count;
static char **arguments;

// glibc hands main's arguments to constructors too.
__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  arguments = argv;
}

int wsalab_argument_count(void) { return count; }
const char *wsalab_argument(int place) { return place >= 0 && place < count ? arguments[place] : 0; }
