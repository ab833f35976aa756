// What stands between a program and the session: each call of Winsock goes over a socket to the session, which answers
// it. One thread of the program runs at a time. Whoever runs holds the baton, hands it over where it has to wait, and
// alone touches what is in this file: there is no lock in it.
//
// A thread waits in one of two ways: for an answer of the session (a call that blocks), or for another thread of the
// program (a lock, a condition, the end of a thread). When all wait, the session is told, and answers with those that go
// on. Time is the session's, in nanoseconds.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/resource.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>
#include <wchar.h>
#include <linux/futex.h>

// The shim's own copies and fills are not the program's.
static void *own_set(void *to, int byte, size_t count) {
  void *start = to;
  __asm__ volatile("rep stosb" : "+D"(to), "+c"(count) : "a"(byte) : "memory");
  return start;
}
static void *own_copy(void *to, const void *from, size_t count) {
  void *start = to;
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(count) : : "memory");
  return start;
}
#define memset own_set
#define memcpy own_copy

#ifdef __cplusplus
#error "the shim is C"
#endif

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t i64;

#include "shim/said.c.inc"
#include "shim/threads.c.inc"
#include "shim/channel.c.inc"
#include "shim/baton.c.inc"
#include "shim/calls.c.inc"
#include "shim/win32.c.inc"
#include "shim/locks.c.inc"
#include "shim/posix.c.inc"
#include "shim/time.c.inc"
#include "shim/preempt.c.inc"
#include "shim/memory.c.inc"
#include "shim/text.c.inc"
#include "shim/messages.c.inc"
#include "shim/console.c.inc"
#include "shim/begin.c.inc"
