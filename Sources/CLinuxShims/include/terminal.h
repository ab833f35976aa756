// Signals for the event loop, and pseudo-terminals for tests.
#ifndef CLINUXSHIMS_TERMINAL_H
#define CLINUXSHIMS_TERMINAL_H

#include <stdint.h>

// Signals are taken in C, for no Swift code may run in a signal handler: a handler only sets a flag and writes a byte to
// a pipe. Returns the pipe's read end, which polls readable when a signal came, or -1.
// Taken: SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP. No call is restarted.
int wsalab_signals_catch(void);
// Empties the pipe and returns what came since the last call, as WSALAB_SIGNAL_… bits. 0 when nothing came.
int wsalab_signals_take(void);
// Whether SIGINT, SIGTERM or SIGHUP came and was not taken yet.
int wsalab_signals_is_interrupted(void);
// Whether a stop (Ctrl-Z) is left to the event loop, which gives the terminal back first, or happens at once.
void wsalab_signals_defer_stop(int is_deferred);
// Stops the process as SIGTSTP does by default; returns when it is continued.
void wsalab_signals_stop(void);

// Ends this process when the one that started it ends, however that does.
void wsalab_signals_end_with_parent(void);

// The bits of wsalab_signals_take.
int wsalab_signal_interrupt(void);
int wsalab_signal_terminate(void);
int wsalab_signal_resize(void);
int wsalab_signal_stop(void);

// Starts a program in a session of its own on a new pseudo-terminal: posix_openpt and POSIX_SPAWN_SETSID are not in
// Swift's Glibc module. *terminal is the master's descriptor. Returns the process, or -errno.
int wsalab_terminal_spawn(
    const char *program, char *const arguments[], char *const environment[], int columns, int rows, int *terminal);
// Tells a terminal a new size.
int wsalab_terminal_resize(int terminal, int columns, int rows);
// Asks a terminal for its size: ioctl takes arguments that Swift cannot pass. -1 when it is none.
int wsalab_terminal_size(int terminal, int *columns, int *rows);
// Whether a terminal echoes what is typed (ECHO): it does not while readline edits.
int wsalab_terminal_echoes(int terminal);
// What waitpid's status says: the exit status, or 128 plus the signal; -1 while neither.
int wsalab_exit_status(int status);

#endif
