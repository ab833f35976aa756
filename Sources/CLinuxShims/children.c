#define _GNU_SOURCE
#include "children.h"
#include "landlock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STARTING, NAMESPACES, FILES, FILTER, EXECUTING, LANDLOCK };

// What wsalab_child.walls says.
enum { UNWALLED, IN_LANDLOCK, IN_NAMESPACES };

struct failure { int stage, error; };

static void fail(int report, int stage) {
  struct failure f = {stage, errno};
  if (write(report, &f, sizeof f) < 0) _exit(126);
  _exit(127);
}

// ---------------------------------------------------------------------------------------------- The file system

static int put_file(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t length = (ssize_t)strlen(text), written = write(file, text, (size_t)length);
  int error = errno;
  close(file);
  errno = error;
  return written == length ? 0 : -1;
}

// In a new user namespace a process is itself, and nobody else.
static int map_users(unsigned user, unsigned group) {
  char line[64];
  snprintf(line, sizeof line, "%u %u 1\n", user, user);
  if (put_file("/proc/self/uid_map", line)) return -1;
  if (put_file("/proc/self/setgroups", "deny") && errno != ENOENT) return -1;
  snprintf(line, sizeof line, "%u %u 1\n", group, group);
  return put_file("/proc/self/gid_map", line);
}

static int make_folders(char *path) {
  for (char *p = path + 2; *p; p++) {
    if (*p != '/') continue;
    *p = 0;
    int made = mkdir(path, 0755);
    *p = '/';
    if (made && errno != EEXIST) return -1;
  }
  return 0;
}

struct attributes { uint64_t set, clear, propagation, userns; };

// Puts what stands at a path at the same path below the new root, which is the working directory.
static int show(const char *path, int is_written) {
  struct stat status;
  if (lstat(path, &status)) return errno == ENOENT || errno == EACCES ? 0 : -1;
  char place[4096];
  if (snprintf(place, sizeof place, ".%s", path) >= (int)sizeof place) return errno = ENAMETOOLONG, -1;
  if (make_folders(place)) return -1;
  if (S_ISLNK(status.st_mode)) {
    char target[4096];
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length < 0) return -1;
    target[length] = 0;
    return symlink(target, place) && errno != EEXIST ? -1 : 0;
  }
  if (S_ISDIR(status.st_mode)) {
    if (mkdir(place, 0755) && errno != EEXIST) return -1;
  } else {
    int file = open(place, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) return -1;
    close(file);
  }
  if (mount(path, place, NULL, MS_BIND | MS_REC, NULL)) return -1;
  // MOUNT_ATTR_RDONLY 1, NOSUID 2, NODEV 4; a device that is shown keeps being one.
  struct attributes attributes = {.set = (is_written ? 0u : 1u) | 2u | (S_ISCHR(status.st_mode) ? 0u : 4u)};
  return (int)syscall(442 /* mount_setattr, Linux 5.12 */, AT_FDCWD, place, 0x8000 /* AT_RECURSIVE */, &attributes,
                      sizeof attributes);
}

static int build_root(const struct wsalab_child *child) {
  if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL)) return -1;
  if (mount("tmpfs", child->root, "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,mode=0755")) return -1;
  if (chdir(child->root)) return -1;
  static const char *const folders[] = {"tmp", "scratch"};
  for (size_t i = 0; i < 2; i++) {
    if (mkdir(folders[i], 0777)) return -1;
    if (mount("tmpfs", folders[i], "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,mode=0777")) return -1;
  }
  for (const char *const *p = child->seen; *p; p++) if (show(*p, 0)) return -1;
  for (const char *const *p = child->written; *p; p++) if (show(*p, 1)) return -1;
  if (syscall(SYS_pivot_root, ".", ".")) return -1;
  if (umount2(".", MNT_DETACH)) return -1;
  // Nothing is written but in those two, and in what was shown to be written.
  struct attributes attributes = {.set = 1u};
  if (syscall(442, AT_FDCWD, "/", 0, &attributes, sizeof attributes)) return -1;
  return chdir("/");
}

// ---------------------------------------------------------------------------------------------- The filter

#define ARGUMENT(n) (offsetof(struct seccomp_data, args) + 8 * (n))
#define ALLOW(number) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define REFUSE(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))

// What a program may ask of the kernel: memory, its own files and threads, and its channel. No socket, no other process,
// and no namespace: where it has no process numbers of its own, this alone keeps it from the others. What is not here
// fails with EPERM.
static int install_filter(const char *path) {
  uint32_t low = (uint32_t)(uintptr_t)path, high = (uint32_t)((uintptr_t)path >> 32), own = (uint32_t)getpid();
  struct sock_filter filter[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    ALLOW(SYS_read), ALLOW(SYS_write), ALLOW(SYS_readv), ALLOW(SYS_writev), ALLOW(SYS_pread64), ALLOW(SYS_pwrite64),
    ALLOW(SYS_close), ALLOW(SYS_fstat), ALLOW(SYS_stat), ALLOW(SYS_lstat), ALLOW(SYS_newfstatat), ALLOW(SYS_statx),
    ALLOW(SYS_lseek), ALLOW(SYS_mmap), ALLOW(SYS_mprotect), ALLOW(SYS_munmap), ALLOW(SYS_mremap), ALLOW(SYS_madvise),
    ALLOW(SYS_brk), ALLOW(SYS_rt_sigaction), ALLOW(SYS_rt_sigprocmask), ALLOW(SYS_rt_sigreturn),
    ALLOW(SYS_sigaltstack), ALLOW(SYS_access), ALLOW(SYS_faccessat), ALLOW(SYS_faccessat2), 
    ALLOW(SYS_getpid), ALLOW(SYS_gettid), ALLOW(SYS_getppid), ALLOW(SYS_exit), ALLOW(SYS_exit_group),
    ALLOW(SYS_futex), ALLOW(SYS_sched_yield), ALLOW(SYS_sched_getaffinity), ALLOW(SYS_set_robust_list),
    ALLOW(SYS_rseq), ALLOW(SYS_set_tid_address), ALLOW(SYS_arch_prctl), ALLOW(SYS_getrandom),
    ALLOW(SYS_clock_gettime), ALLOW(SYS_clock_getres), ALLOW(SYS_clock_nanosleep), ALLOW(SYS_nanosleep),
    ALLOW(SYS_gettimeofday), ALLOW(SYS_time), ALLOW(SYS_getrlimit), ALLOW(SYS_sysinfo),
    ALLOW(SYS_uname), ALLOW(SYS_getuid), ALLOW(SYS_geteuid), ALLOW(SYS_getgid), ALLOW(SYS_getegid), ALLOW(SYS_getcwd),
    ALLOW(SYS_chdir), ALLOW(SYS_readlink), ALLOW(SYS_readlinkat), ALLOW(SYS_getdents64), ALLOW(SYS_fcntl), ALLOW(SYS_dup),
    ALLOW(SYS_dup2), ALLOW(SYS_dup3), ALLOW(SYS_pipe), ALLOW(SYS_pipe2), ALLOW(SYS_poll), ALLOW(SYS_ppoll),
    ALLOW(SYS_unlink), ALLOW(SYS_mkdir), ALLOW(SYS_rename), ALLOW(SYS_ftruncate), ALLOW(SYS_fsync), ALLOW(SYS_umask),
    ALLOW(SYS_sendmsg), ALLOW(SYS_recvfrom), ALLOW(SYS_restart_syscall),
    ALLOW(SYS_getrusage), ALLOW(SYS_times), ALLOW(SYS_membarrier), ALLOW(SYS_personality),
    // A signal goes to itself, and limits are its own.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tgkill, 2, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_kill, 1, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 5),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARGUMENT(0)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, own, 1, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    REFUSE(EPERM),
    // Landlock's first versions do not know that what is opened to be read may be truncated: nobody needs to.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_open, 0, 2),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARGUMENT(1)),
    BPF_STMT(BPF_JMP | BPF_JA, 2),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 5),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARGUMENT(2)),
    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, O_TRUNC | O_ACCMODE),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, O_TRUNC | O_RDONLY, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    REFUSE(EPERM),
    // A terminal is asked what it is (TCGETS), and nothing is typed into it.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 0, 4),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARGUMENT(1)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x5401, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    REFUSE(ENOTTY),
    // A thread, and no process: CLONE_THREAD is set, and no namespace is asked for.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 5),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARGUMENT(0)),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 2),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x7e020000 /* CLONE_NEW… */, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    REFUSE(EPERM),
    // The C library goes on with clone then.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
    REFUSE(ENOSYS),
    // Its own beginning: the path stands where nothing of the program does.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 0, 6),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARGUMENT(0)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, low, 0, 3),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARGUMENT(0) + 4),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, high, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    REFUSE(EPERM),
    // Naming a thread and a mapping is harmless, and so is asking whether the process may be read.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prctl, 0, 5),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARGUMENT(0)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_NAME, 2, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x53564d41 /* PR_SET_VMA */, 1, 0),
    REFUSE(EPERM),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    REFUSE(EPERM),
  };
  struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

// ---------------------------------------------------------------------------------------------- Starting

static void limit(int what, uint64_t most) {
  if (!most) return;
  struct rlimit now, wanted = {most, most};
  if (getrlimit(what, &now)) return;
  if (wanted.rlim_max > now.rlim_max) wanted.rlim_max = wanted.rlim_cur = now.rlim_max;
  setrlimit(what, &wanted);
}

static int keep(int from, int to) { return from == to ? fcntl(to, F_SETFD, 0) : dup2(from, to) < 0 ? -1 : 0; }

static void become(const struct wsalab_child *child, int report, unsigned user, unsigned group) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int n = 1; n < 32; n++) signal(n, SIG_DFL);
  setpgid(0, 0);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) fail(report, STARTING);
  if (child->walls == IN_NAMESPACES) {
    if (map_users(user, group)) fail(report, NAMESPACES);
    if (build_root(child)) fail(report, FILES);
  }
  // Descriptors 0 to 2, the channel and the report: nothing else.
  int input = fcntl(child->input, F_DUPFD_CLOEXEC, 10), output = fcntl(child->output, F_DUPFD_CLOEXEC, 10),
      complaint = fcntl(child->complaint, F_DUPFD_CLOEXEC, 10);
  if (keep(input, 0) || keep(output, 1) || keep(complaint, 2)) fail(report, STARTING);
  if (child->channel >= 0 && fcntl(child->channel, F_SETFD, 0)) fail(report, STARTING);
  if (syscall(SYS_close_range, 3, ~0u, 4 /* CLOSE_RANGE_CLOEXEC, Linux 5.11 */)) {
    for (int n = 3; n < 1024; n++) fcntl(n, F_SETFD, FD_CLOEXEC);
  }
  if (child->channel >= 0 && fcntl(child->channel, F_SETFD, 0)) fail(report, STARTING);
  if (chdir(child->folder)) fail(report, FILES);
  // In namespaces it is a second wall, where the kernel has it.
  const char *own[] = {child->root, NULL}, *const fresh[] = {"/tmp", "/scratch", NULL};
  int is_alone = child->walls == IN_LANDLOCK;
  if (child->walls && landlock_enter(child->seen, child->written, is_alone ? own : fresh) && is_alone) {
    fail(report, LANDLOCK);
  }
  limit(RLIMIT_AS, child->memory);
  limit(RLIMIT_CPU, child->seconds);
  limit(RLIMIT_FSIZE, (uint64_t)256 << 20);
  struct rlimit nothing = {0, 0};
  setrlimit(RLIMIT_CORE, &nothing);
  if (child->is_program) {
    personality(ADDR_NO_RANDOMIZE);
    if (child->walls && install_filter(child->path)) fail(report, FILTER);
  }
  execve(child->path, child->arguments, child->environment);
  fail(report, EXECUTING);
}

int wsalab_child_start(const struct wsalab_child *child, int *stage) {
  int report[2];
  *stage = STARTING;
  if (pipe2(report, O_CLOEXEC)) return -errno;
  unsigned user = geteuid(), group = getegid();
  unsigned long flags = SIGCHLD;
  if (child->walls == IN_NAMESPACES) flags |= CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
  // As fork, with what only clone can be told: nothing but system calls follows in the child.
  long process = syscall(SYS_clone, flags, 0, 0, 0, 0);
  if (process == 0) {
    become(child, report[1], user, group);
    _exit(127);
  }
  int error = errno;
  close(report[1]);
  if (process < 0) {
    close(report[0]);
    *stage = child->walls == IN_NAMESPACES ? NAMESPACES : STARTING;
    return -error;
  }
  struct failure f;
  ssize_t got;
  do got = read(report[0], &f, sizeof f); while (got < 0 && errno == EINTR);
  close(report[0]);
  if (got == (ssize_t)sizeof f) {
    wsalab_child_kill((int)process);
    *stage = f.stage;
    return -f.error;
  }
  return (int)process;
}

void wsalab_child_beside(int process) {
  // The processors that this thread had, and whether it has one of them now.
  static _Thread_local cpu_set_t all;
  static _Thread_local int is_pinned;
  if (is_pinned) sched_setaffinity(0, sizeof all, &all);
  else if (sched_getaffinity(0, sizeof all, &all)) return;
  is_pinned = 0;
  int processor = sched_getcpu();
  if (process == 0 || processor < 0 || processor >= CPU_SETSIZE) return;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(processor, &one);
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task", process);
  DIR *tasks = opendir(path);
  for (struct dirent *task; tasks && (task = readdir(tasks));) {
    int number = atoi(task->d_name);
    if (number > 0) sched_setaffinity(number, sizeof one, &one);
  }
  if (tasks) closedir(tasks);
  is_pinned = !sched_setaffinity(0, sizeof one, &one);
}

int wsalab_child_ended(int process, int milliseconds, int *status) {
  if (milliseconds > 0) {
    struct pollfd end = {(int)syscall(434 /* pidfd_open, Linux 5.3 */, process, 0), POLLIN, 0};
    // Without one the limit is waited for in full.
    poll(&end, 1, milliseconds);
    if (end.fd >= 0) close(end.fd);
  }
  int got;
  do got = waitpid(process, status, WNOHANG); while (got < 0 && errno == EINTR);
  return got == process ? 1 : got == 0 ? 0 : -1;
}

void wsalab_child_kill(int process) {
  int status;
  kill(process, SIGKILL);
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {}
}

long wsalab_child_read(int process, uint64_t address, void *to, size_t count) {
  struct iovec here = {to, count}, there = {(void *)(uintptr_t)address, count};
  long got = process_vm_readv(process, &here, 1, &there, 1, 0);
  return got < 0 ? -errno : got;
}

long wsalab_child_write(int process, uint64_t address, const void *from, size_t count) {
  struct iovec here = {(void *)(uintptr_t)from, count}, there = {(void *)(uintptr_t)address, count};
  long got = process_vm_writev(process, &here, 1, &there, 1, 0);
  return got < 0 ? -errno : got;
}

int wsalab_child_channel(int ends[2]) {
  return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) ? -errno : 0;
}

int wsalab_child_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) ? -errno : 0; }
