#define _GNU_SOURCE
#include "include/sockets.h"

#include <netinet/in.h>
#include <linux/tcp.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

int wsalab_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int wsalab_epoll_add(int epoll, int fd, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data = {.u64 = data}};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

int wsalab_epoll_wait(int epoll, struct wsalab_ready_event *events, int count, int milliseconds) {
  struct epoll_event ready[256];
  int got = epoll_wait(epoll, ready, count < 256 ? count : 256, milliseconds);
  for (int i = 0; i < got; i++) {
    events[i].data = ready[i].data.u64;
    events[i].events = ready[i].events;
  }
  return got;
}

int wsalab_accept(int fd, void *address, uint32_t *length) {
  return accept4(fd, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int wsalab_ioctl_int(int fd, unsigned long request, int *value) { return ioctl(fd, request, value); }

int wsalab_tcp_state(int fd) {
  struct tcp_info info = {0};
  socklen_t length = sizeof info;
  if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length) != 0) return -1;
  return info.tcpi_state;
}
