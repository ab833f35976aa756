#include "CPage.h"

#ifdef __has_embed
// The package is built as older C, where the directive is an extension.
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char style[] = {
#embed "files/page.css" suffix(, 0)
};
static const unsigned char body[] = {
#embed "files/page.html" suffix(, 0)
};
static const unsigned char script[] = {
#embed "files/page.js" suffix(, 0)
};
static const unsigned char program[] = {
#embed "files/session.cpp" suffix(, 0)
};
#else
// A compiler before C23: pages have no script.
static const unsigned char style[] = {0}, body[] = {0}, script[] = {0}, program[] = {0};
#endif

const unsigned char *wsalab_page_style(size_t *length) {
  *length = sizeof style - 1;
  return style;
}

const unsigned char *wsalab_page_body(size_t *length) {
  *length = sizeof body - 1;
  return body;
}

const unsigned char *wsalab_page_script(size_t *length) {
  *length = sizeof script - 1;
  return script;
}

const unsigned char *wsalab_session_program(size_t *length) {
  *length = sizeof program - 1;
  return program;
}
