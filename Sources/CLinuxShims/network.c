#define _GNU_SOURCE
#include "include/network.h"

#include "netlink.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/io_uring.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif

// lo is the first interface of every network namespace.
enum { loopback_index = 1 };

int wsalab_enter_network(int new_user) {
  return unshare(CLONE_NEWNET | (new_user ? CLONE_NEWUSER : 0)) == 0 ? 0 : -errno;
}

int wsalab_try_network(void) {
  pid_t child = fork();
  if (child < 0) return -errno;
  if (child == 0) {
    int outcome = wsalab_enter_network(1);
    if (outcome == 0) outcome = wsalab_raise_loopback(1500);
    _exit(-outcome & 0x7f);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -errno;
  return WIFEXITED(status) ? -WEXITSTATUS(status) : -EPERM;
}

int wsalab_raise_loopback(int mtu) {
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  struct ifreq request = {.ifr_name = "lo", .ifr_mtu = mtu};
  int outcome = ioctl(fd, SIOCSIFMTU, &request);
  if (outcome == 0) {
    request.ifr_flags = IFF_UP | IFF_LOOPBACK | IFF_RUNNING;
    outcome = ioctl(fd, SIOCSIFFLAGS, &request);
  }
  outcome = outcome == 0 ? 0 : -errno;
  close(fd);
  return outcome;
}

int wsalab_route_socket(void) {
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  return fd < 0 ? -errno : fd;
}

static void route_to(struct message *message, int type, int flags, int family, const uint8_t *address, int prefix) {
  struct rtmsg route = {.rtm_family = family,
                        .rtm_dst_len = prefix,
                        .rtm_table = RT_TABLE_LOCAL,
                        .rtm_protocol = RTPROT_KERNEL,
                        .rtm_scope = family == AF_INET ? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE,
                        .rtm_type = RTN_LOCAL};
  uint32_t index = loopback_index;
  netlink_begin(message, type, flags, &route, sizeof route);
  netlink_append(message, RTA_DST, address, family == AF_INET ? 4 : 16);
  netlink_append(message, RTA_OIF, &index, 4);
}

int wsalab_route_metrics(int socket, int family, const uint8_t *address, int prefix, uint32_t window) {
  static const uint8_t source[4] = {127, 0, 0, 1};
  struct message message;
  if (family == AF_INET6) {
    // The kernel's own route has metric 0, which netlink cannot ask for: it goes, and ours with metric 1024 stays.
    route_to(&message, RTM_DELROUTE, 0, family, address, prefix);
    int outcome = netlink_request(socket, &message);
    if (outcome != 0) return outcome;
  }
  route_to(&message, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, family, address, prefix);
  if (family == AF_INET) netlink_append(&message, RTA_PREFSRC, source, 4);
  netlink_metrics(&message, 1, window, 0, NULL);
  return netlink_request(socket, &message);
}

int wsalab_loopback_groups(int socket) {
  static const uint8_t groups[4] = {224, 0, 0, 0}, source[4] = {127, 0, 0, 1};
  struct rtmsg route = {.rtm_family = AF_INET,
                        .rtm_dst_len = 4,
                        .rtm_table = RT_TABLE_MAIN,
                        .rtm_protocol = RTPROT_STATIC,
                        .rtm_scope = RT_SCOPE_LINK,
                        .rtm_type = RTN_UNICAST};
  uint32_t index = loopback_index;
  struct message message;
  netlink_begin(&message, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, &route, sizeof route);
  netlink_append(&message, RTA_DST, groups, 4);
  netlink_append(&message, RTA_OIF, &index, 4);
  netlink_append(&message, RTA_PREFSRC, source, 4);
  return netlink_request(socket, &message);
}

int wsalab_loopback_segments(int socket, uint32_t segments) {
  struct ifinfomsg link = {.ifi_family = AF_UNSPEC, .ifi_index = loopback_index};
  struct message message;
  netlink_begin(&message, RTM_NEWLINK, 0, &link, sizeof link);
  netlink_append(&message, IFLA_GSO_MAX_SEGS, &segments, 4);
  return netlink_request(socket, &message);
}

static int listen_on(int fd, int index) {
  int on = 1, size = 16 << 20;
  // A frame on lo is seen when it is sent and when it is received: once is enough. What is sent here is known.
  if (setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) != 0) return -errno;
  // As much room as is allowed: an ordinary user gets what net.core.rmem_max says.
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) != 0)
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = index};
  return bind(fd, (struct sockaddr *)&address, sizeof address) == 0 ? 0 : -errno;
}

int wsalab_capture_open(void) { return wsalab_packet_socket(loopback_index); }

int wsalab_packet_socket(int index) {
  // Protocol 0: the socket takes no packet before it is bound, and the kernel has nothing to undo then.
  int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return -errno;
  int outcome = listen_on(fd, index);
  if (outcome == 0) return fd;
  close(fd);
  return outcome;
}

int wsalab_capture_read(int socket, uint8_t *slots, uint32_t slot_size, uint32_t *lengths, uint32_t count) {
  enum { most = 64 };
  struct iovec pieces[most];
  struct mmsghdr messages[most];
  if (count > most) count = most;
  for (uint32_t i = 0; i < count; i++) {
    pieces[i] = (struct iovec){slots + (size_t)i * slot_size, slot_size};
    messages[i].msg_hdr = (struct msghdr){.msg_iov = &pieces[i], .msg_iovlen = 1};
  }
  int got = recvmmsg(socket, messages, count, MSG_DONTWAIT, NULL);
  for (int i = 0; i < got; i++) lengths[i] = messages[i].msg_len;
  return got < 0 ? 0 : got;
}

uint32_t wsalab_capture_lost(int socket) {
  struct tpacket_stats statistics = {0};
  socklen_t length = sizeof statistics;
  if (getsockopt(socket, SOL_PACKET, PACKET_STATISTICS, &statistics, &length) != 0) return 0;
  return statistics.tp_drops;
}

void wsalab_close_behind(int fd) { wsalab_close_all_behind(&fd, 1); }

void wsalab_close_all_behind(const int *fds, uint32_t count) {
  if (count == 0) return;
#if defined(SYS_io_uring_setup) && defined(SYS_io_uring_register)
  struct io_uring_params params = {0};
  int ring = (int)syscall(SYS_io_uring_setup, 1, &params);
  if (ring >= 0) syscall(SYS_io_uring_register, ring, IORING_REGISTER_FILES, fds, count);
#endif
  for (uint32_t i = 0; i < count; i++) close(fds[i]);
#if defined(SYS_io_uring_setup) && defined(SYS_io_uring_register)
  if (ring >= 0) close(ring);
#endif
}
