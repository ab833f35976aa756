// What stands in every page of a session (its style, its elements, its script), and what its program begins with.
#ifndef CPAGE_H
#define CPAGE_H

#include <stddef.h>

const unsigned char *wsalab_page_style(size_t *length);
const unsigned char *wsalab_page_body(size_t *length);
const unsigned char *wsalab_page_script(size_t *length);
// What a session's C++ program begins with.
const unsigned char *wsalab_session_program(size_t *length);

#endif
