#include "CProgram.h"

// To add a file, add its line to list.inc. The list is taken in twice: as what it says, which is the texts, and as it
// stands, which is the names.
#ifdef __has_embed
// The package is built as older C, where the directive is an extension.
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char texts[] = {
#include "list.inc"
    0};
static const unsigned char list[] = {
#embed "list.inc" suffix(, 0)
};
#else
static const unsigned char texts[] = {0};
static const unsigned char list[] = {0};
#endif

const unsigned char *wsalab_program_files(size_t *length) {
  *length = sizeof texts - 1;
  return texts;
}

const unsigned char *wsalab_program_list(size_t *length) {
  *length = sizeof list - 1;
  return list;
}
