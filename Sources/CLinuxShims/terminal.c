#define _GNU_SOURCE
#include "include/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { interrupt_bit = 1, terminate_bit = 2, resize_bit = 4, stop_bit = 8 };

static volatile sig_atomic_t came[NSIG];
static volatile sig_atomic_t is_stop_deferred = 1;
static int signal_pipe[2] = {-1, -1};

static void take_signal(int number) {
  int saved = errno;
  if (number == SIGTSTP && !is_stop_deferred) {
    kill(getpid(), SIGSTOP);
  } else {
    came[number] = 1;
    // A full pipe is readable already.
    if (write(signal_pipe[1], "", 1) < 0) {
    }
  }
  errno = saved;
}

int wsalab_signals_catch(void) {
  if (signal_pipe[0] >= 0) return signal_pipe[0];
  if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  struct sigaction action = {.sa_handler = take_signal};
  sigfillset(&action.sa_mask);
  int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction before;
    // A signal that was ignored from the start stays so: nohup, a shell without job control.
    if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    sigaction(numbers[i], &action, NULL);
  }
  return signal_pipe[0];
}

static int take(int number, int bit) {
  if (!came[number]) return 0;
  came[number] = 0;
  return bit;
}

int wsalab_signals_take(void) {
  char bytes[64];
  while (read(signal_pipe[0], bytes, sizeof bytes) > 0) {
  }
  return take(SIGINT, interrupt_bit) | take(SIGTERM, terminate_bit) | take(SIGHUP, terminate_bit) |
         take(SIGWINCH, resize_bit) | take(SIGTSTP, stop_bit);
}

int wsalab_signals_is_interrupted(void) { return came[SIGINT] || came[SIGTERM] || came[SIGHUP]; }

void wsalab_signals_defer_stop(int is_deferred) { is_stop_deferred = is_deferred; }

void wsalab_signals_stop(void) { kill(getpid(), SIGSTOP); }

void wsalab_signals_end_with_parent(void) { prctl(PR_SET_PDEATHSIG, SIGKILL); }

int wsalab_signal_interrupt(void) { return interrupt_bit; }
int wsalab_signal_terminate(void) { return terminate_bit; }
int wsalab_signal_resize(void) { return resize_bit; }
int wsalab_signal_stop(void) { return stop_bit; }

int wsalab_terminal_resize(int terminal, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  return ioctl(terminal, TIOCSWINSZ, &size);
}

int wsalab_terminal_size(int terminal, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(terminal, TIOCGWINSZ, &size) != 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

int wsalab_terminal_echoes(int terminal) {
  struct termios modes;
  return tcgetattr(terminal, &modes) == 0 && (modes.c_lflag & ECHO) != 0;
}

static int open_terminal(int columns, int rows, char *path, size_t space) {
  int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return -errno;
  if (grantpt(terminal) != 0 || unlockpt(terminal) != 0 || ptsname_r(terminal, path, space) != 0 ||
      wsalab_terminal_resize(terminal, columns, rows) != 0) {
    int error = errno;
    close(terminal);
    return -error;
  }
  return terminal;
}

int wsalab_terminal_spawn(
    const char *program, char *const arguments[], char *const environment[], int columns, int rows, int *terminal) {
  char path[64];
  *terminal = open_terminal(columns, rows, path, sizeof path);
  if (*terminal < 0) return *terminal;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  // A session leader that opens a terminal gets it as its controlling one: Ctrl-C then reaches it as a signal.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);
  pid_t process = -1;
  int error = posix_spawn(&process, program, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error == 0) return process;
  close(*terminal);
  *terminal = -1;
  return -error;
}

int wsalab_exit_status(int status) {
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : -1;
}
