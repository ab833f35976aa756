#define _GNU_SOURCE
#include "netlink.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

static void *extend(struct message *message, size_t length) {
  void *place = message->bytes + message->length;
  message->length += NLMSG_ALIGN(length);
  return place;
}

void netlink_begin(struct message *message, int type, int flags, const void *body, size_t length) {
  *message = (struct message){.length = NLMSG_HDRLEN};
  struct nlmsghdr header = {.nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags};
  memcpy(message->bytes, &header, sizeof header);
  memcpy(extend(message, length), body, length);
}

void netlink_append(struct message *message, int type, const void *data, size_t length) {
  struct rtattr attribute = {.rta_type = type, .rta_len = RTA_LENGTH(length)};
  memcpy(extend(message, sizeof attribute), &attribute, sizeof attribute);
  if (length > 0) memcpy(extend(message, length), data, length);
}

size_t netlink_nest(struct message *message, int type, const void *body, size_t length) {
  size_t nest = message->length;
  netlink_append(message, type, body, length);
  return nest;
}

void netlink_close(struct message *message, size_t nest) {
  uint16_t length = message->length - nest;
  memcpy(message->bytes + nest + offsetof(struct rtattr, rta_len), &length, sizeof length);
}

int netlink_request(int socket, struct message *message) {
  uint32_t length = message->length;
  memcpy(message->bytes, &length, sizeof length);
  if (send(socket, message->bytes, message->length, 0) < 0) return -errno;
  // The kernel has written the answer before send() returned.
  struct {
    struct nlmsghdr header;
    struct nlmsgerr outcome;
    char echo[768];
  } answer;
  ssize_t got = recv(socket, &answer, sizeof answer, 0);
  if (got < 0) return -errno;
  if ((size_t)got < NLMSG_LENGTH(sizeof(struct nlmsgerr)) || answer.header.nlmsg_type != NLMSG_ERROR) return -EPROTO;
  return answer.outcome.error;
}

void netlink_metrics(struct message *message, int quick, uint32_t window, uint32_t least_timeout) {
  struct {
    struct rtattr quick;
    uint32_t is_quick;
    struct rtattr clamp;
    uint32_t window;
    struct rtattr lock;
    uint32_t locked;
    struct rtattr least;
    uint32_t least_timeout;
  } metrics = {{RTA_LENGTH(4), RTAX_QUICKACK},
               quick != 0,
               {RTA_LENGTH(4), RTAX_WINDOW},
               window,
               {RTA_LENGTH(4), RTAX_LOCK},
               1u << RTAX_RTO_MIN,
               {RTA_LENGTH(4), RTAX_RTO_MIN},
               least_timeout};
  // The kernel looks at a least timeout only where it is locked.
  netlink_append(message, RTA_METRICS, &metrics, least_timeout ? sizeof metrics : offsetof(typeof(metrics), lock));
}
