#define _GNU_SOURCE
#include "include/CBaselines.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { message = 64 };

struct operation {
  int fd;
  int pending;
  uint32_t wanted;
  uint32_t got;
  uint8_t *buffer;
};

struct wsabench_epoll {
  int count;
  int epoll;
  int next;
  struct operation *operations;
  int *peers;
  uint8_t *memory;
};

int64_t wsabench_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static int listener(int *port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (bind(fd, (struct sockaddr *)&address, length) != 0 || listen(fd, 128) != 0 ||
      getsockname(fd, (struct sockaddr *)&address, &length) != 0) {
    close(fd);
    return -1;
  }
  *port = ntohs(address.sin_port);
  return fd;
}

int wsabench_connect(int port) {
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
    close(fd);
    return -1;
  }
  return fd;
}

int wsabench_send64(int fd) {
  static const uint8_t bytes[message] = "sixty-four bytes of data, sent again and again to be measured  ";
  return (int)send(fd, bytes, message, MSG_NOSIGNAL);
}

void wsabench_close(int fd) { close(fd); }

void wsabench_epoll_free(struct wsabench_epoll *bench) {
  if (bench == NULL) return;
  for (int i = 0; i < bench->count; i++) {
    if (bench->operations[i].fd >= 0) close(bench->operations[i].fd);
    if (bench->peers[i] >= 0) close(bench->peers[i]);
  }
  if (bench->epoll >= 0) close(bench->epoll);
  free(bench->operations);
  free(bench->peers);
  free(bench->memory);
  free(bench);
}

static int join(struct wsabench_epoll *bench, int i, int listening, int port) {
  struct operation *operation = &bench->operations[i];
  bench->peers[i] = wsabench_connect(port);
  if (bench->peers[i] < 0) return -1;
  operation->fd = accept4(listening, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (operation->fd < 0) return -1;
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data = {.u64 = (uint64_t)i}};
  if (epoll_ctl(bench->epoll, EPOLL_CTL_ADD, operation->fd, &event) != 0) return -1;
  operation->buffer = bench->memory + (size_t)i * message;
  operation->wanted = message;
  operation->pending = 1;
  return 0;
}

struct wsabench_epoll *wsabench_epoll_make(int count) {
  struct wsabench_epoll *bench = calloc(1, sizeof *bench);
  if (bench == NULL) return NULL;
  bench->count = count;
  bench->operations = calloc((size_t)count, sizeof *bench->operations);
  bench->peers = malloc((size_t)count * sizeof *bench->peers);
  bench->memory = calloc((size_t)count, message);
  for (int i = 0; i < count; i++) bench->operations[i].fd = bench->peers[i] = -1;
  bench->epoll = epoll_create1(EPOLL_CLOEXEC);
  int port = 0;
  int listening = listener(&port);
  int bad = listening < 0 || bench->epoll < 0;
  for (int i = 0; i < count && !bad; i++) bad = join(bench, i, listening, port) != 0;
  if (listening >= 0) close(listening);
  // The edges of becoming writable are fetched before anything is measured.
  struct epoll_event events[256];
  while (!bad && epoll_wait(bench->epoll, events, 256, 0) > 0) continue;
  if (!bad) return bench;
  int error = errno;
  wsabench_epoll_free(bench);
  errno = error;
  return NULL;
}

// Receives for the operation if it can: 1 when it is done, 0 when it pends, -1 when the connection is gone.
static int receive(struct operation *operation) {
  ssize_t got = recv(operation->fd, operation->buffer, operation->wanted, 0);
  if (got > 0) {
    operation->got = (uint32_t)got;
    operation->pending = 0;
    return 1;
  }
  return got < 0 && errno == EAGAIN ? 0 : -1;
}

int64_t wsabench_epoll_run(struct wsabench_epoll *bench, int operations, int tries_first) {
  struct epoll_event events[256];
  int64_t began = wsabench_now();
  for (int done = 0; done < operations;) {
    if (wsabench_send64(bench->peers[bench->next]) != message) return -1;
    if (++bench->next == bench->count) bench->next = 0;
    int ready = epoll_wait(bench->epoll, events, 256, 1000);
    if (ready <= 0) return -1;
    for (int i = 0; i < ready; i++) {
      struct operation *operation = &bench->operations[events[i].data.u64];
      if (!(events[i].events & EPOLLIN) || !operation->pending) continue;
      int result = receive(operation);
      if (result < 0) return -1;
      if (result == 0) continue;
      done++;
      // The next one is posted in its place.
      operation->pending = 1;
      operation->got = 0;
      if (tries_first && receive(operation) != 0) return -1;
    }
  }
  return wsabench_now() - began;
}

int64_t wsabench_epoll_floor(struct wsabench_epoll *bench, int operations) {
  int64_t began = wsabench_now();
  for (int done = 0; done < operations; done++) {
    struct operation *operation = &bench->operations[bench->next];
    if (wsabench_send64(bench->peers[bench->next]) != message) return -1;
    if (++bench->next == bench->count) bench->next = 0;
    if (receive(operation) != 1) return -1;
    operation->pending = 1;
  }
  int64_t spent = wsabench_now() - began;
  // Their edges are stale for a run with epoll that comes after.
  struct epoll_event events[256];
  while (epoll_wait(bench->epoll, events, 256, 0) > 0) continue;
  return spent;
}
