// The project's lessons, carried in the program: C can take a file's bytes in (#embed), Swift cannot.
#ifndef CLESSONS_H
#define CLESSONS_H

#include <stddef.h>

// The texts of all lessons, a NUL byte after each. Their count in *length; 0 when the compiler could not embed them.
const unsigned char *wsalab_lessons(size_t *length);
// The list of their files: a line for each, in the same order, that has its path between quotation marks.
const unsigned char *wsalab_lesson_list(size_t *length);

#endif
