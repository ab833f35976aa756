// What the program was begun with. Swift's CommandLine reads it from /proc/self/cmdline, which a chroot or a container may not
// have: a program would take it that nothing was asked of it.
#ifndef CLINUXSHIMS_ARGUMENTS_H
#define CLINUXSHIMS_ARGUMENTS_H

int wsalab_argument_count(void);
// NULL beyond the last.
const char *wsalab_argument(int place);

#endif
