#define _GNU_SOURCE
#include "FuzzShims.h"

#include <sys/mman.h>

int wsalab_fuzz_file(void) { return memfd_create("fuzz", MFD_CLOEXEC); }
