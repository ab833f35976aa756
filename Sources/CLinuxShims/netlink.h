// Netlink requests, for the files of this folder: the kernel's macros take no part in what Swift sees.
#ifndef WSALAB_NETLINK_H
#define WSALAB_NETLINK_H

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stddef.h>
#include <stdint.h>

// A request while it is put together: its header, what follows it, and attributes, in one buffer.
struct message {
  size_t length;
  _Alignas(struct nlmsghdr) char bytes[512];
};

void netlink_begin(struct message *message, int type, int flags, const void *body, size_t length);
void netlink_append(struct message *message, int type, const void *data, size_t length);
// Begins an attribute that holds attributes, after `body`; ends with netlink_close and what this returned.
size_t netlink_nest(struct message *message, int type, const void *body, size_t length);
void netlink_close(struct message *message, size_t nest);
// Sends a request and reads its acknowledgement: 0 or a negated error number.
int netlink_request(int socket, struct message *message);
// The metrics that every route of ours has: whether each segment is acknowledged at once, the largest window, and the
// least retransmission timeout in milliseconds, 0 for the kernel's own; and how congestion is avoided, NULL for the
// namespace's way.
void netlink_metrics(struct message *message, int quick, uint32_t window, uint32_t least_timeout,
                     const char *congestion);

#endif
