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
// Sends what is for a group (224.0.0.0/4) to lo, where there is no other interface.
int wsalab_loopback_groups(int socket);
// Limits how many segments lo takes at once (IFLA_GSO_MAX_SEGS): netlink again.
int wsalab_loopback_segments(int socket, uint32_t segments);

// Opens a packet socket on lo that sees each frame once: the structs and numbers are in linux/if_packet.h, which Glibc's
// module lacks. Without a ring shared with the kernel: that takes it 10 ms to make and another 30 to unmake (three RCU
// grace periods), where reading a frame costs 0.2 us more.
int wsalab_capture_open(void);
// The same on an interface by its index; it sees what comes in there, and not what is sent through it.
int wsalab_packet_socket(int index);
// Reads up to 64 frames that wait, each into a slot of its own, and their lengths: recvmmsg needs _GNU_SOURCE. Returns
// how many, 0 when none waits.
int wsalab_capture_read(int socket, uint8_t *slots, uint32_t slot_size, uint32_t *lengths, uint32_t count);
// How many frames found no room since the last call: struct tpacket_stats.
uint32_t wsalab_capture_lost(int socket);

// Closes a descriptor without waiting for it: closing a packet socket waits 10 ms or more for the kernel's readers (RCU),
// and so does the end of a process that has one. An io_uring that holds the last reference lets a kernel worker wait in
// its place. Where io_uring is refused, this is close(2).
void wsalab_close_behind(int fd);
// The same for many, with one ring.
void wsalab_close_all_behind(const int *fds, uint32_t count);

#endif
