// What a program of a learner's own is compiled with, carried in the executable: the headers of Windows, and what stands
// between the program and the session. C can take a file's bytes in (#embed), Swift cannot.
#ifndef CPROGRAM_H
#define CPROGRAM_H

#include <stddef.h>

// The texts of all files, a NUL byte after each. Their count in *length; 0 when the compiler could not embed them.
const unsigned char *wsalab_program_files(size_t *length);
// The list of the files: a line for each, in the same order, that has its path between quotation marks.
const unsigned char *wsalab_program_list(size_t *length);

#endif
