// GNU Readline's global variables and callbacks, reached through functions. Functions only; readline's own header is
// not included here.
#ifndef CREADLINESHIMS_H
#define CREADLINESHIMS_H

// The version of the library that is linked, such as 0x0802.
int wsalab_readline_version(void);

#endif
