#define _GNU_SOURCE
#include "include/CBaselines.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int wsabench_private_network(void) {
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return -1;
  struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  int result = ioctl(fd, SIOCSIFFLAGS, &request);
  close(fd);
  return result;
}

void wsabench_become(const char *const *argv) {
  wsabench_private_network();
  execvp(argv[0], (char *const *)argv);
}

int wsabench_raise_descriptors(int wanted) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 256;
  struct rlimit more = {.rlim_cur = (rlim_t)wanted, .rlim_max = limit.rlim_max};
  if (more.rlim_max < more.rlim_cur) more.rlim_max = more.rlim_cur;
  if (limit.rlim_cur >= more.rlim_cur || setrlimit(RLIMIT_NOFILE, &more) == 0) return wanted;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  return (int)limit.rlim_cur;
}

static int spawn_on(const char *const *argv, const char *const *envp, const char *terminal, int32_t *pid) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, usual;
  sigemptyset(&none);
  sigfillset(&usual);
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  // The session leader's first terminal becomes its controlling one.
  posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t child = -1;
  int error = posix_spawnp(&child, argv[0], &actions, &attributes, (char *const *)argv, (char *const *)envp);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  *pid = child;
  return error;
}

int wsabench_terminal(const char *const *argv, const char *const *envp, int32_t *pid) {
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0) return -1;
  char name[64];
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  int error = 0;
  if (grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, name, sizeof name) != 0 ||
      ioctl(master, TIOCSWINSZ, &size) != 0)
    error = errno;
  if (error == 0) error = spawn_on(argv, envp, name, pid);
  if (error == 0) return master;
  close(master);
  errno = error;
  return -1;
}

int32_t wsabench_spawn(const char *const *argv, const char *const *envp, const char *input, const char *output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, input == NULL ? "/dev/null" : input, O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t child = -1;
  int error = posix_spawnp(&child, argv[0], &actions, NULL, (char *const *)argv, (char *const *)envp);
  posix_spawn_file_actions_destroy(&actions);
  if (error == 0) return child;
  errno = error;
  return -1;
}

int64_t wsabench_read(int fd, uint8_t *bytes, int64_t count, int milliseconds) {
  struct pollfd ready = {.fd = fd, .events = POLLIN};
  if (poll(&ready, 1, milliseconds) != 1) return 0;
  ssize_t got = read(fd, bytes, (size_t)count);
  return got > 0 ? got : 0;
}

int wsabench_wait(int32_t pid, int milliseconds) {
  // A descriptor of the process polls readable when it has ended.
  int fd = (int)syscall(SYS_pidfd_open, pid, 0);
  struct pollfd ended = {.fd = fd, .events = POLLIN};
  int in_time = fd < 0 || poll(&ended, 1, milliseconds) == 1;
  if (fd >= 0) close(fd);
  if (!in_time) kill(pid, SIGKILL);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) && in_time ? WEXITSTATUS(status) : -1;
}
