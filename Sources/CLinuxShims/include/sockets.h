// Sockets and epoll: what Swift's Glibc module lacks, or what is variadic in C.
#ifndef CLINUXSHIMS_SOCKETS_H
#define CLINUXSHIMS_SOCKETS_H

#include <stdint.h>

// One ready event; struct epoll_event is packed on x86-64 only, so Swift gets a layout that is the same everywhere.
struct wsalab_ready_event {
  uint64_t data;
  uint32_t events;
};

// epoll_create1(EPOLL_CLOEXEC): sys/epoll.h is not in Swift's Glibc module.
int wsalab_epoll_create(void);
// epoll_ctl(EPOLL_CTL_ADD).
int wsalab_epoll_add(int epoll, int fd, uint32_t events, uint64_t data);
// epoll_wait, at most 256 events a call. No retry on EINTR.
int wsalab_epoll_wait(int epoll, struct wsalab_ready_event *events, int count, int milliseconds);
// SO_ATTACH_REUSEPORT_CBPF with a program that always picks the socket that was first: struct sock_fprog is not in Swift's
// Glibc module. Without it the kernel picks by a hash that is seeded at random.
int wsalab_prefer_first(int fd);
// accept4 with SOCK_NONBLOCK and SOCK_CLOEXEC: accept4 needs _GNU_SOURCE.
int wsalab_accept(int fd, void *address, uint32_t *length);
// recvmsg that also tells how many bytes are left to read (TCP_INQ; cmsg macros are not for Swift). `left` is -1 when the
// kernel did not say.
long wsalab_receive_telling(int fd, void *bytes, unsigned long count, int *left);

// recvmsg(2) with MSG_TRUNC. `from` gets the sender, and `to` the 4 or 16 bytes of the address that the datagram was sent
// to; its family is AF_UNSPEC where the kernel was not asked for it (IP_PKTINFO). Macros take control data apart.
long wsalab_receive_message(
    int fd, void *bytes, unsigned long count, int flags, void *from, uint32_t *from_length, void *to, int *family);

// sendmsg(2) of one datagram with the IPv4 address that it is to be sent from, in host order, as IP_PKTINFO. Without `to`
// it goes to the peer that the socket is connected to.
long wsalab_send_message(
    int fd, const void *bytes, unsigned long count, int flags, const void *to, uint32_t to_length, uint32_t source);
// ioctl is variadic, which Swift cannot call.
int wsalab_ioctl_int(int fd, unsigned long request, int *value);
// struct tcp_info's tcpi_state, or -1.
int wsalab_tcp_state(int fd);
// How many connections wait to be accepted, and how many may: TCP_INFO of a listening socket.
int wsalab_accept_queue(int fd, int *length, int *limit);

#endif
