#define _GNU_SOURCE
#include "include/CBaselines.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sched.h>
#include <string.h>
#include <sys/socket.h>

int wsabench_namespaces(int count) {
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return -1;
  for (int i = 1; i < count; i++)
    if (unshare(CLONE_NEWNET) != 0) return -1;
  return 0;
}

// One frame from one link to the other, with the address of the host there. 0 when none waited.
static int move_frame(int from, int to, const uint8_t mac[6]) {
  uint8_t frame[2048];
  ssize_t length = recv(from, frame, sizeof frame, MSG_DONTWAIT);
  if (length <= 0) return 0;
  memcpy(frame, mac, 6);
  return send(to, frame, (size_t)length, MSG_DONTWAIT) == length;
}

int64_t wsabench_wire(int sender, int receiver, uint32_t address, uint16_t port, int from, int to, const uint8_t mac[6],
                      int rounds) {
  struct sockaddr_in there = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(address)};
  char bytes[64] = {0};
  int64_t spent = 0;
  for (int i = 0; i < rounds; i++) {
    if (sendto(sender, bytes, sizeof bytes, 0, (struct sockaddr *)&there, sizeof there) != sizeof bytes) return -1;
    int64_t began = wsabench_now();
    int moved = move_frame(from, to, mac);
    spent += wsabench_now() - began;
    if (!moved || recv(receiver, bytes, sizeof bytes, MSG_DONTWAIT) != sizeof bytes) return -1;
  }
  return spent;
}
