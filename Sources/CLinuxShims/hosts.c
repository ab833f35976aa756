#define _GNU_SOURCE
#include "include/hosts.h"

#include "netlink.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/ethtool.h>
#include <linux/if_link.h>
#include <linux/if_packet.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

// lo is 1, and a host has one interface more.
enum { ethernet_index = 2 };

int wsalab_network_here(void) {
  int fd = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
  return fd < 0 ? -errno : fd;
}

int wsalab_network_join(int network) { return setns(network, CLONE_NEWNET) == 0 ? 0 : -errno; }

static void describe_link(struct message *message, const char *name, uint32_t mtu) {
  uint32_t one = 1;
  netlink_append(message, IFLA_IFNAME, name, strlen(name) + 1);
  netlink_append(message, IFLA_MTU, &mtu, sizeof mtu);
  netlink_append(message, IFLA_NUM_TX_QUEUES, &one, sizeof one);
  netlink_append(message, IFLA_NUM_RX_QUEUES, &one, sizeof one);
  netlink_append(message, IFLA_GSO_MAX_SEGS, &one, sizeof one);
}

int wsalab_link_pair(int route_socket, const uint8_t mac[6], uint32_t mtu, int far_network, int far_index,
                     const char *far_name, uint32_t far_mtu) {
  struct ifinfomsg near = {.ifi_family = AF_UNSPEC, .ifi_index = ethernet_index};
  struct ifinfomsg far = {.ifi_family = AF_UNSPEC, .ifi_index = far_index};
  struct message message;
  netlink_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &near, sizeof near);
  describe_link(&message, "eth0", mtu);
  netlink_append(&message, IFLA_ADDRESS, mac, 6);
  size_t info = netlink_nest(&message, IFLA_LINKINFO, NULL, 0);
  netlink_append(&message, IFLA_INFO_KIND, "veth", 5);
  size_t data = netlink_nest(&message, IFLA_INFO_DATA, NULL, 0);
  size_t peer = netlink_nest(&message, VETH_INFO_PEER, &far, sizeof far);
  describe_link(&message, far_name, far_mtu);
  uint32_t network = far_network;
  netlink_append(&message, IFLA_NET_NS_FD, &network, sizeof network);
  netlink_close(&message, peer);
  netlink_close(&message, data);
  netlink_close(&message, info);
  return netlink_request(route_socket, &message);
}

int wsalab_link_raise(int route_socket, int index) {
  struct ifinfomsg link = {.ifi_family = AF_UNSPEC,
                           .ifi_index = index,
                           .ifi_flags = IFF_UP | IFF_NOARP,
                           .ifi_change = IFF_UP | IFF_NOARP};
  struct message message;
  netlink_begin(&message, RTM_NEWLINK, 0, &link, sizeof link);
  return netlink_request(route_socket, &message);
}

int wsalab_link_resolve(int route_socket, int resolves) {
  struct ifinfomsg link = {.ifi_family = AF_UNSPEC,
                           .ifi_index = ethernet_index,
                           .ifi_flags = resolves ? 0 : IFF_NOARP,
                           .ifi_change = IFF_NOARP};
  struct message message;
  netlink_begin(&message, RTM_NEWLINK, 0, &link, sizeof link);
  return netlink_request(route_socket, &message);
}

int wsalab_link_address(int route_socket, int family, const uint8_t *address) {
  size_t length = family == AF_INET ? 4 : 16;
  struct ifaddrmsg body = {.ifa_family = family, .ifa_prefixlen = length * 8, .ifa_index = ethernet_index};
  uint32_t flags = IFA_F_PERMANENT | (family == AF_INET ? 0 : IFA_F_NODAD);
  struct message message;
  netlink_begin(&message, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, &body, sizeof body);
  netlink_append(&message, IFA_LOCAL, address, length);
  netlink_append(&message, IFA_ADDRESS, address, length);
  netlink_append(&message, IFA_FLAGS, &flags, sizeof flags);
  return netlink_request(route_socket, &message);
}

int wsalab_link_route(int route_socket, int family, int quick, uint32_t window, uint32_t least_timeout,
                      const char *congestion) {
  struct rtmsg route = {.rtm_family = family,
                        .rtm_table = RT_TABLE_MAIN,
                        .rtm_protocol = RTPROT_STATIC,
                        .rtm_scope = family == AF_INET ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE,
                        .rtm_type = RTN_UNICAST};
  uint32_t index = ethernet_index;
  struct message message;
  netlink_begin(&message, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, &route, sizeof route);
  netlink_append(&message, RTA_OIF, &index, sizeof index);
  netlink_metrics(&message, quick, window, least_timeout, congestion);
  return netlink_request(route_socket, &message);
}

int wsalab_link_local_route(int route_socket, int family, const uint8_t *address, uint32_t window) {
  size_t length = family == AF_INET ? 4 : 16;
  struct rtmsg route = {.rtm_family = family,
                        .rtm_dst_len = length * 8,
                        .rtm_table = RT_TABLE_LOCAL,
                        .rtm_protocol = RTPROT_KERNEL,
                        .rtm_scope = RT_SCOPE_HOST,
                        .rtm_type = RTN_LOCAL};
  uint32_t index = ethernet_index;
  struct message message;
  netlink_begin(&message, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, &route, sizeof route);
  netlink_append(&message, RTA_DST, address, length);
  netlink_append(&message, RTA_OIF, &index, sizeof index);
  if (family == AF_INET) netlink_append(&message, RTA_PREFSRC, address, length);
  netlink_metrics(&message, 1, window, 0, NULL);
  return netlink_request(route_socket, &message);
}

int wsalab_link_plain(void) {
  static const uint32_t features[] = {ETHTOOL_STXCSUM, ETHTOOL_STSO, ETHTOOL_SGSO, ETHTOOL_SGRO};
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  int outcome = 0;
  for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
    struct ethtool_value off = {.cmd = features[i], .data = 0};
    struct ifreq request = {.ifr_name = "eth0"};
    request.ifr_data = (char *)&off;
    // What a kernel cannot switch is off there.
    if (ioctl(fd, SIOCETHTOOL, &request) != 0 && errno != EOPNOTSUPP) outcome = -errno;
  }
  close(fd);
  return outcome;
}

int wsalab_packet_direct(int socket) {
  int on = 1, size = 4 << 20;
  if (setsockopt(socket, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof size) != 0)
    setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  return setsockopt(socket, SOL_PACKET, PACKET_QDISC_BYPASS, &on, sizeof on) == 0 ? 0 : -errno;
}

int wsalab_packet_send(int socket, const uint8_t *const *frames, const uint32_t *lengths, uint32_t count) {
  enum { most = 64 };
  struct iovec pieces[most];
  struct mmsghdr messages[most];
  if (count > most) count = most;
  for (uint32_t i = 0; i < count; i++) {
    pieces[i] = (struct iovec){(void *)frames[i], lengths[i]};
    messages[i].msg_hdr = (struct msghdr){.msg_iov = &pieces[i], .msg_iovlen = 1};
  }
  int sent = sendmmsg(socket, messages, count, MSG_DONTWAIT);
  return sent < 0 ? -errno : sent;
}

int wsalab_connections_socket(void) {
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  return fd < 0 ? -errno : fd;
}

// What is asked for beside the row itself: tcp_info, and the algorithm's name.
static const uint8_t told_of_connections = 1 << (INET_DIAG_INFO - 1) | 1 << (INET_DIAG_CONG - 1);

static void copy_connection(struct wsalab_connection *entry, const struct inet_diag_msg *message) {
  memset(entry, 0, sizeof *entry);
  entry->family = message->idiag_family;
  entry->state = message->idiag_state;
  entry->local_port = ntohs(message->id.idiag_sport);
  entry->remote_port = ntohs(message->id.idiag_dport);
  memcpy(entry->local, message->id.idiag_src, sizeof entry->local);
  memcpy(entry->remote, message->id.idiag_dst, sizeof entry->remote);
  entry->receive_queue = message->idiag_rqueue;
  entry->send_queue = message->idiag_wqueue;
  memcpy(entry->cookie, message->id.idiag_cookie, sizeof entry->cookie);
  entry->timer = message->idiag_timer;
  entry->timeouts = message->idiag_retrans;
  entry->timer_left = message->idiag_expires;
}

static void copy_info(struct wsalab_connection *entry, const void *data, size_t length) {
  struct tcp_info info;
  memset(&info, 0, sizeof info);
  memcpy(&info, data, length < sizeof info ? length : sizeof info);
  entry->has_info = 1;
  entry->congestion_state = info.tcpi_ca_state;
  entry->backoff = info.tcpi_backoff;
  entry->retransmission_timeout = info.tcpi_rto;
  entry->smoothed_rtt = info.tcpi_rtt;
  entry->rtt_variation = info.tcpi_rttvar;
  entry->congestion_window = info.tcpi_snd_cwnd;
  entry->slow_start_threshold = info.tcpi_snd_ssthresh;
  entry->in_flight = info.tcpi_unacked;
  entry->sacked = info.tcpi_sacked;
  entry->lost = info.tcpi_lost;
  entry->retransmitting = info.tcpi_retrans;
  entry->reordering = info.tcpi_reordering;
  entry->retransmissions = info.tcpi_total_retrans;
  entry->not_sent = info.tcpi_notsent_bytes;
  entry->send_window = info.tcpi_snd_wnd;
  entry->acknowledged = info.tcpi_bytes_acked;
  entry->segment_size = info.tcpi_snd_mss;
  entry->least_rtt = info.tcpi_min_rtt;
  // tcpi_total_rto, which an older header lacks.
  uint16_t timeouts;
  if (length >= 242) {
    memcpy(&timeouts, (const char *)data + 240, sizeof timeouts);
    entry->timeouts_ever = timeouts;
  }
}

static void copy_name(char name[16], const void *data, size_t length) {
  memset(name, 0, 16);
  memcpy(name, data, length < 15 ? length : 15);
}

// Takes one answer in. Returns 1 when more follow, 0 when it was the last, or a negated error number.
static int take_connections(int socket, struct wsalab_connection *entries, uint32_t count, uint32_t *found) {
  _Alignas(struct nlmsghdr) char answer[32768];
  ssize_t length = recv(socket, answer, sizeof answer, 0);
  if (length < 0) return errno == EINTR ? 1 : -errno;
  int left = (int)length;
  for (struct nlmsghdr *header = (struct nlmsghdr *)answer; NLMSG_OK(header, left); header = NLMSG_NEXT(header, left)) {
    if (header->nlmsg_type == NLMSG_DONE) return 0;
    if (header->nlmsg_type == NLMSG_ERROR) return ((struct nlmsgerr *)NLMSG_DATA(header))->error;
    if (header->nlmsg_len < NLMSG_LENGTH(sizeof(struct inet_diag_msg))) continue;
    const struct inet_diag_msg *message = NLMSG_DATA(header);
    if (*found < count) {
      copy_connection(&entries[*found], message);
      int rest = (int)(header->nlmsg_len - NLMSG_LENGTH(sizeof *message));
      for (const struct rtattr *part = (const struct rtattr *)(message + 1); RTA_OK(part, rest); part = RTA_NEXT(part, rest)) {
        if (part->rta_type == INET_DIAG_INFO) copy_info(&entries[*found], RTA_DATA(part), RTA_PAYLOAD(part));
        if (part->rta_type == INET_DIAG_CONG) copy_name(entries[*found].algorithm, RTA_DATA(part), RTA_PAYLOAD(part));
      }
    }
    *found += 1;
  }
  return 1;
}

int wsalab_connections_read(int socket, int family, struct wsalab_connection *entries, uint32_t count) {
  struct {
    struct nlmsghdr header;
    struct inet_diag_req_v2 body;
  } request = {
      {.nlmsg_len = sizeof request, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
      {.sdiag_family = family, .sdiag_protocol = IPPROTO_TCP, .idiag_ext = told_of_connections, .idiag_states = ~0u}};
  if (send(socket, &request, sizeof request, 0) < 0) return -errno;
  uint32_t found = 0;
  int outcome;
  while ((outcome = take_connections(socket, entries, count, &found)) > 0) continue;
  return outcome < 0 ? outcome : (int)found;
}

static struct inet_diag_req_v2 request_for(const struct wsalab_connection *entry, uint32_t states) {
  struct inet_diag_req_v2 body = {
      .sdiag_family = entry->family, .sdiag_protocol = IPPROTO_TCP, .idiag_ext = told_of_connections, .idiag_states = states};
  body.id.idiag_sport = htons(entry->local_port);
  body.id.idiag_dport = htons(entry->remote_port);
  memcpy(body.id.idiag_src, entry->local, sizeof entry->local);
  memcpy(body.id.idiag_dst, entry->remote, sizeof entry->remote);
  return body;
}

int wsalab_connection_look(int socket, struct wsalab_connection *entry) {
  unsigned char info[512];
  socklen_t length = sizeof info;
  int unread, unacknowledged;
  if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, info, &length) < 0 || length == 0) return -errno;
  if (ioctl(socket, FIONREAD, &unread) < 0 || ioctl(socket, TIOCOUTQ, &unacknowledged) < 0) return -errno;
  memset(entry, 0, sizeof *entry);
  copy_info(entry, info, length);
  entry->state = info[0];
  entry->receive_queue = (uint32_t)unread;
  entry->send_queue = (uint32_t)unacknowledged;
  return 1;
}

int wsalab_connection_find(int socket, struct wsalab_connection *entry) {
  struct {
    struct nlmsghdr header;
    struct inet_diag_req_v2 body;
  } request = {
      {.nlmsg_len = sizeof request, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST},
      request_for(entry, ~0u)};
  request.body.id.idiag_cookie[0] = request.body.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  if (send(socket, &request, sizeof request, 0) < 0) return -errno;
  uint32_t found = 0;
  // One answer: the row, or why there is none.
  int outcome;
  do outcome = take_connections(socket, entry, 1, &found);
  while (outcome > 0 && found == 0);  // interrupted by a signal
  if (outcome == -ENOENT) return 0;
  return outcome < 0 ? outcome : (int)found;
}

int wsalab_connection_destroy(int socket, const struct wsalab_connection *entry) {
  struct inet_diag_req_v2 body = request_for(entry, 1u << entry->state);
  memcpy(body.id.idiag_cookie, entry->cookie, sizeof entry->cookie);
  struct message message;
  netlink_begin(&message, SOCK_DESTROY, 0, &body, sizeof body);
  return netlink_request(socket, &message);
}
