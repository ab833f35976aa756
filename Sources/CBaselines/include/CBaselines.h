// What the benchmarks hold our figures against, in C, and what they need of C to measure. Functions only. Used by
// Benchmarks alone.
#ifndef CBASELINES_H
#define CBASELINES_H

#include <stdint.h>

// The same overlapped-style receives with plain epoll: every descriptor is registered once with EPOLLET, its data lead to
// the operation. Opaque to Swift.
struct wsabench_epoll;

// `count` connections over TCP on the loopback, a receive of 64 bytes posted on each. NULL with errno set.
struct wsabench_epoll *wsabench_epoll_make(int count);
// `operations` times: a send at the other end, epoll_wait, the receive it completes, the next one posted. Nanoseconds
// in all, or -1. `tries_first` makes posting try the receive, as a layer must that tells success at once from pending.
int64_t wsabench_epoll_run(struct wsabench_epoll *bench, int operations, int tries_first);
// The floor: the same sends and receives and nothing else.
int64_t wsabench_epoll_floor(struct wsabench_epoll *bench, int operations);
void wsabench_epoll_free(struct wsabench_epoll *bench);

// A plain client connected to 127.0.0.1:port, blocking; -1 with errno set.
int wsabench_connect(int port);
// Sends 64 bytes; how many went.
int wsabench_send64(int fd);
void wsabench_close(int fd);
// CLOCK_MONOTONIC in nanoseconds.
int64_t wsabench_now(void);

// How often malloc, calloc, realloc and their kin were called in this process so far: they are counted here.
uint64_t wsabench_allocations(void);
// Bytes that malloc has handed out and that were not freed (mallinfo2).
uint64_t wsabench_heap_bytes(void);
// The process's resident memory in bytes.
uint64_t wsabench_resident_bytes(void);

// Puts this process into a network of its own with nothing but a loopback, as wsalab does: before any thread exists.
// Returns 0, or -1 with errno set where the system forbids it.
int wsabench_private_network(void);
// Becomes another program (execvp), in such a network where it can be had. Returns only when that fails.
void wsabench_become(const char *const *argv);
// Raises the limit of open descriptors to `wanted` as far as it goes; returns what it is now.
int wsabench_raise_descriptors(int wanted);

// A program on a new pseudo-terminal that is its controlling one. `argv` and `envp` end with NULL. Returns the master's
// descriptor, or -1 with errno set; `pid` is written.
int wsabench_terminal(const char *const *argv, const char *const *envp, int32_t *pid);
// A program with `input` (NULL: /dev/null) as its standard input and its output in `output`. Returns its pid, or -1.
int32_t wsabench_spawn(const char *const *argv, const char *const *envp, const char *input, const char *output);
// Reads what is there, up to `count` bytes, waiting at most `milliseconds`. 0 at the end or when nothing came in time.
int64_t wsabench_read(int fd, uint8_t *bytes, int64_t count, int milliseconds);
// Waits for a child's end, at most `milliseconds`, then kills it. Its exit status, or -1 when it was killed.
int wsabench_wait(int32_t pid, int milliseconds);

// Makes so many network namespaces, one after the other, as an ordinary user can: what hosts cost the kernel at least.
// 0, or -1 with errno set.
int wsabench_namespaces(int count);
// `rounds` times: a datagram of 64 bytes from a socket to another host's, whose frame is moved from one packet socket to
// the other: one recv, one send. Nanoseconds that moving took in all, or -1. `address` and `port` in the host's order.
int64_t wsabench_wire(int sender, int receiver, uint32_t address, uint16_t port, int from, int to, const uint8_t mac[6],
                      int rounds);

// Replays a script of socket lines as wsalab would with `run --format json --trace off`: reads the lines of `path`, makes
// their calls, writes a JSON record for each to standard output, with `padding` more bytes in each. The exit status.
int wsabench_replay(const char *path, int padding);

#endif
