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

// Puts a metric behind others.
static size_t put_metric(char *metrics, size_t length, unsigned short type, const void *value, size_t size) {
  struct rtattr attribute = {.rta_len = RTA_LENGTH(size), .rta_type = type};
  memcpy(metrics + length, &attribute, sizeof attribute);
  memcpy(metrics + length + RTA_LENGTH(0), value, size);
  return length + RTA_SPACE(size);
}

void netlink_metrics(struct message *message, int quick, uint32_t window, uint32_t least_timeout,
                     const char *congestion) {
  char metrics[128] = {0};
  uint32_t is_quick = quick != 0;
  size_t length = put_metric(metrics, 0, RTAX_QUICKACK, &is_quick, sizeof is_quick);
  length = put_metric(metrics, length, RTAX_WINDOW, &window, sizeof window);
  if (least_timeout) {
    // The kernel looks at a least timeout only where it is locked.
    uint32_t locked = 1u << RTAX_RTO_MIN;
    length = put_metric(metrics, length, RTAX_LOCK, &locked, sizeof locked);
    length = put_metric(metrics, length, RTAX_RTO_MIN, &least_timeout, sizeof least_timeout);
  }
  if (congestion && strlen(congestion) < 16) {
    length = put_metric(metrics, length, RTAX_CC_ALGO, congestion, strlen(congestion) + 1);
  }
  netlink_append(message, RTA_METRICS, metrics, length);
}
