#define _GNU_SOURCE
#include "landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// linux/landlock.h, whose newest parts an older header lacks; kernel documentation, userspace-api/landlock.
enum {
  EXECUTE = 1 << 0, WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_DIR = 1 << 3, TRUNCATE = 1 << 14, IOCTL_DEV = 1 << 15,
  // Devices, sockets, pipes and links: whoever takes the folder away meets files and folders alone.
  SPECIAL = 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12,
};
struct ruleset { uint64_t files, ports, scopes; };
struct below { uint64_t allowed; int32_t folder; } __attribute__((packed));

static long version(void) { return syscall(444 /* landlock_create_ruleset, Linux 5.13 */, NULL, 0, 1); }

static int allow(int rules, const char *path, uint64_t rights) {
  int place = open(path, O_PATH | O_CLOEXEC);
  if (place < 0) return errno == ENOENT || errno == EACCES || errno == ENOTDIR ? 0 : -1;
  struct stat status;
  int failed = fstat(place, &status);
  // Of what is no folder only these can be asked.
  if (!failed && !S_ISDIR(status.st_mode)) rights &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;
  struct below rule = {rights, place};
  if (!failed) failed = (int)syscall(445 /* landlock_add_rule */, rules, 1 /* PATH_BENEATH */, &rule, 0);
  int error = errno;
  close(place);
  errno = error;
  return failed;
}

static int allow_all(int rules, const char *const *paths, uint64_t rights) {
  for (; *paths; paths++) if (allow(rules, *paths, rights)) return -1;
  return 0;
}

int landlock_enter(const char *const *seen, const char *const *written, const char *const *scratch) {
  long known = version();
  if (known < 0) return -1;
  // Each version has one right more from 2 to 3, and from 5 on: REFER, TRUNCATE, IOCTL_DEV.
  uint64_t files = (1u << (known >= 5 ? 16 : known >= 3 ? 15 : known >= 2 ? 14 : 13)) - 1;
  struct ruleset rules = {files, known >= 4 ? 3 : 0, known >= 6 ? 3 : 0};
  size_t size = known >= 6 ? 24 : known >= 4 ? 16 : 8;
  int set = (int)syscall(444, &rules, size, 0);
  if (set < 0) return -1;
  uint64_t reads = EXECUTE | READ_FILE | READ_DIR, writes = files & ~(uint64_t)SPECIAL;
  int failed = allow_all(set, seen, reads) || allow_all(set, written, writes) || allow_all(set, scratch, writes)
    || allow(set, "/dev/null", reads | WRITE_FILE) || syscall(446 /* landlock_restrict_self */, set, 0);
  int error = errno;
  close(set);
  errno = error;
  return failed ? -1 : 0;
}
