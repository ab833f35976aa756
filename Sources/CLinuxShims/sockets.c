#define _GNU_SOURCE
#include "include/sockets.h"

#include <netinet/in.h>
#include <linux/filter.h>
#include <linux/tcp.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <string.h>

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

int wsalab_prefer_first(int fd) {
  struct sock_filter first = {.code = BPF_RET | BPF_K, .k = 0};
  struct sock_fprog program = {.len = 1, .filter = &first};
  return setsockopt(fd, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &program, sizeof program);
}

int wsalab_accept(int fd, void *address, uint32_t *length) {
  return accept4(fd, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

long wsalab_receive_telling(int fd, void *bytes, unsigned long count, int *left) {
  struct iovec piece = {.iov_base = bytes, .iov_len = count};
  union {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof(int))];
  } control;
  struct msghdr message = {
      .msg_iov = &piece, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  *left = -1;
  ssize_t got = recvmsg(fd, &message, 0);
  if (got <= 0) return got;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (header != NULL && header->cmsg_level == IPPROTO_TCP && header->cmsg_type == TCP_INQ) {
    memcpy(left, CMSG_DATA(header), sizeof *left);
  }
  return got;
}

long wsalab_receive_message(
    int fd, void *bytes, unsigned long count, int flags, void *from, uint32_t *from_length, void *to, int *family) {
  struct iovec piece = {.iov_base = bytes, .iov_len = count};
  union {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof(struct in6_pktinfo))];
  } control;
  struct msghdr message = {
      .msg_name = from,
      .msg_namelen = *from_length,
      .msg_iov = &piece,
      .msg_iovlen = 1,
      .msg_control = &control,
      .msg_controllen = sizeof control};
  *family = AF_UNSPEC;
  ssize_t got = recvmsg(fd, &message, flags | MSG_TRUNC);
  if (got < 0) return got;
  *from_length = message.msg_namelen;
  for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO) {
      struct in_pktinfo info;
      memcpy(&info, CMSG_DATA(header), sizeof info);
      memcpy(to, &info.ipi_addr, sizeof info.ipi_addr);
      *family = AF_INET;
    } else if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO) {
      struct in6_pktinfo info;
      memcpy(&info, CMSG_DATA(header), sizeof info);
      memcpy(to, &info.ipi6_addr, sizeof info.ipi6_addr);
      *family = AF_INET6;
    }
  }
  return got;
}

long wsalab_send_message(
    int fd, const void *bytes, unsigned long count, int flags, const void *to, uint32_t to_length, uint32_t source) {
  struct iovec piece = {.iov_base = (void *)bytes, .iov_len = count};
  union {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof(struct in_pktinfo))];
  } control = {.header = {
                   .cmsg_len = CMSG_LEN(sizeof(struct in_pktinfo)), .cmsg_level = IPPROTO_IP, .cmsg_type = IP_PKTINFO}};
  struct in_pktinfo info = {.ipi_spec_dst = {.s_addr = htonl(source)}};
  memcpy(CMSG_DATA(&control.header), &info, sizeof info);
  struct msghdr message = {
      .msg_name = (void *)to,
      .msg_namelen = to_length,
      .msg_iov = &piece,
      .msg_iovlen = 1,
      .msg_control = &control,
      .msg_controllen = sizeof control};
  return sendmsg(fd, &message, flags);
}

int wsalab_ioctl_int(int fd, unsigned long request, int *value) { return ioctl(fd, request, value); }

int wsalab_tcp_state(int fd) {
  struct tcp_info info = {0};
  socklen_t length = sizeof info;
  if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length) != 0) return -1;
  return info.tcpi_state;
}

int wsalab_accept_queue(int fd, int *length, int *limit) {
  struct tcp_info info = {0};
  socklen_t size = sizeof info;
  if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return -1;
  // Of a listening socket the two fields say something else (tcp_get_info in net/ipv4/tcp.c).
  *length = (int)info.tcpi_unacked;
  *limit = (int)info.tcpi_sacked;
  return 0;
}
