// Namespaces, interfaces, routes and packet sockets. Every function that can fail returns a negated error number then.
#ifndef CLINUXSHIMS_NETWORK_H
#define CLINUXSHIMS_NETWORK_H

#include <stdint.h>

// unshare(CLONE_NEWNET), with CLONE_NEWUSER when asked: needs _GNU_SOURCE.
int wsalab_enter_network(int new_user);
// Whether entering would give a network that can be set up, tried in a child: AppArmor lets unshare succeed and then
// refuses everything in it, and there is no way back out of a namespace.
int wsalab_try_network(void);
// Brings lo up with this MTU: struct ifreq is a union behind a variadic ioctl.
int wsalab_raise_loopback(int mtu);
// NETLINK_ROUTE's socket.
int wsalab_route_socket(void);
// Replaces the local-table route to an address of lo by one with the metrics quickack 1 and window: netlink's macros
// cannot be imported. `address` has 4 bytes for AF_INET and 16 for AF_INET6.
int wsalab_route_metrics(int socket, int family, const uint8_t *address, int prefix, uint32_t window);
// Limits how many segments lo takes at once (IFLA_GSO_MAX_SEGS): netlink again.
int wsalab_loopback_segments(int socket, uint32_t segments);

// A packet socket on lo and the ring of frames that it shares with the kernel.
struct wsalab_capture {
  int descriptor;
  uint32_t frame_size, frame_count, next;
  uint8_t *ring;
};

// Opens the socket and maps the ring: the structs and numbers are in linux/if_packet.h, which Glibc's module lacks.
int wsalab_capture_open(struct wsalab_capture *capture, uint32_t frame_count);
// The frame that is next, or NULL. It is ours until wsalab_capture_release: the status word needs C's atomics.
const uint8_t *wsalab_capture_frame(struct wsalab_capture *capture, uint32_t *length, int *losing);
// Gives the frame back to the kernel and goes on to the next.
void wsalab_capture_release(struct wsalab_capture *capture);
// How many packets found no room since the last call: struct tpacket_stats.
uint32_t wsalab_capture_lost(struct wsalab_capture *capture);
// Closes the socket and unmaps the ring.
void wsalab_capture_close(struct wsalab_capture *capture);

#endif
