// Network namespaces as hosts, the links between them, and their tables of connections. Every function that can fail
// returns a negated error number then.
#ifndef CLINUXSHIMS_HOSTS_H
#define CLINUXSHIMS_HOSTS_H

#include <stdint.h>

// A descriptor of the network namespace that the calling thread is in.
int wsalab_network_here(void);
// Moves the calling thread into the network namespace of a descriptor: setns needs _GNU_SOURCE.
int wsalab_network_join(int network);

// Makes eth0 (interface 2) in the namespace of the route socket, with its other end, of index `far_index` and name
// `far_name`, in the namespace `far_network`. One segment goes at a time. Netlink's macros cannot be imported.
int wsalab_link_pair(int route_socket, const uint8_t mac[6], uint32_t mtu, int far_network, int far_index,
                     const char *far_name, uint32_t far_mtu);
// Brings an interface up, without ARP. The end that comes up last has its queue at once; the other a moment later.
int wsalab_link_raise(int route_socket, int index);
// Lets eth0 ask for hardware addresses (ARP, neighbor discovery), or not.
int wsalab_link_resolve(int route_socket, int resolves);
// Gives eth0 an address, at once: no duplicate is looked for. `address` has 4 bytes for AF_INET and 16 for AF_INET6.
int wsalab_link_address(int route_socket, int family, const uint8_t *address);
// The route to everybody else, through eth0, with the metrics quickack, window, rto_min (0 for none) and congctl, how
// its connections avoid congestion. One that is there is replaced.
int wsalab_link_route(int route_socket, int family, int quick, uint32_t window, uint32_t least_timeout,
                      const char *congestion);
// The route that makes an address of eth0 the host's own, with the same metrics, quickack 1. The kernel has one for IPv4; for IPv6 a
// worker of its makes one some time after the address was given, and until then nothing is received there.
int wsalab_link_local_route(int route_socket, int family, const uint8_t *address, uint32_t window);
// Switches checksum and segmentation offload of eth0 off: its frames are then as on a real wire. struct ethtool_value.
int wsalab_link_plain(void);

// Lets a packet socket hand its frames to the interface without a queue, of which one that is new may have none yet.
int wsalab_packet_direct(int socket);
// Sends up to 64 frames: sendmmsg needs _GNU_SOURCE. Returns how many went.
int wsalab_packet_send(int socket, const uint8_t *const *frames, const uint32_t *lengths, uint32_t count);

// A connection of a namespace's table; addresses as in a packet, 4 or 16 bytes. States by the kernel's numbers
// (include/net/tcp_states.h).
struct wsalab_connection {
  uint8_t family;
  uint8_t state;
  uint16_t local_port;
  uint16_t remote_port;
  uint8_t local[16];
  uint8_t remote[16];
  uint32_t receive_queue;
  uint32_t send_queue;
  uint32_t cookie[2];
  // The timer that runs: 0 none, 1 to send again, 2 keep-alive, 3 TIME_WAIT, 4 zero-window probe; the milliseconds that
  // are left, and how often it ran out since the last answer.
  uint8_t timer;
  uint8_t timeouts;
  uint32_t timer_left;
  // What tcp_info says (linux/tcp.h), 0 where there is none: times in microseconds, windows and counts in segments.
  uint8_t congestion_state;
  uint8_t backoff;
  uint8_t has_info;
  uint32_t retransmission_timeout;
  uint32_t smoothed_rtt;
  uint32_t rtt_variation;
  uint32_t congestion_window;
  uint32_t slow_start_threshold;
  uint32_t in_flight;
  uint32_t sacked;
  uint32_t lost;
  uint32_t retransmitting;
  uint32_t reordering;
  uint32_t retransmissions;
  uint32_t not_sent;
  uint32_t send_window;
  uint64_t acknowledged;
  uint32_t timeouts_ever;  // 0 before Linux 6.7
  uint32_t segment_size;
  uint32_t least_rtt;  // in microseconds; all ones before there was one
  char algorithm[16];  // of congestion control; empty where there is none
};
// NETLINK_SOCK_DIAG's socket in the namespace that the thread is in.
int wsalab_connections_socket(void);
// Reads the table of one family, up to `count` entries, and returns how many there are.
int wsalab_connections_read(int socket, int family, struct wsalab_connection *entries, uint32_t count);
// Looks for the socket that a segment to `local` from `remote` would find, by the kernel's hash tables: a connection, or
// else the listening socket. Fills the rest of the entry in and returns 1; 0 when there is none.
// Fills in what a connected socket's own kernel keeps of it, as the function below does, but for the addresses, the timer
// and the algorithm: a third of its time. Returns 1, or a negated error number.
int wsalab_connection_look(int socket, struct wsalab_connection *entry);
int wsalab_connection_find(int socket, struct wsalab_connection *entry);
// Ends a connection that no process has any more, at once: it would keep its namespace until it gave up.
int wsalab_connection_destroy(int socket, const struct wsalab_connection *entry);

#endif
