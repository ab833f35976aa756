// What the fuzz targets need of C. Functions only.
#ifndef FUZZSHIMS_H
#define FUZZSHIMS_H

// A new, empty file that has no name (memfd_create(2), which glibc's module in Swift leaves out); -1 with errno set.
int wsalab_fuzz_file(void);

#endif
