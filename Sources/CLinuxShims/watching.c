#include "watching.h"

#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

// Editors write a file where it stands, or another one that they move to its place.
int wsalab_watch_folder(const char *path) {
  int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (watch < 0) return -1;
  if (inotify_add_watch(watch, path, IN_CLOSE_WRITE | IN_MOVED_TO) < 0) {
    close(watch);
    return -1;
  }
  return watch;
}

int wsalab_watched_file(int watch, char *name) {
  // One event at a time: room for one with the longest name.
  _Alignas(struct inotify_event) static char events[16384];
  static long at, end;
  while (at >= end) {
    long got = read(watch, events, sizeof events);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    (at = 0, end = got);
  }
  const struct inotify_event *event = (const struct inotify_event *)(events + at);
  at += (long)(sizeof *event + event->len);
  name[0] = 0;
  if (event->len) strncat(name, event->name, 255);
  return 1;
}
