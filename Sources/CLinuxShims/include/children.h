// Child processes that run what nobody vouches for: a compiler with a stranger's source, and the program made of it.
#ifndef CLINUXSHIMS_CHILDREN_H
#define CLINUXSHIMS_CHILDREN_H

#include <stddef.h>
#include <stdint.h>

// What a child is shut in with. Paths are absolute; lists end with NULL.
struct wsalab_child {
  const char *path;              // what is executed, as the child sees it
  char *const *arguments;
  char *const *environment;
  const char *folder;            // where it begins, as the child sees it
  int input, output, complaint;  // its descriptors 0, 1 and 2
  int channel;                   // a descriptor that it keeps, by the same number; -1 for none
  int walls;                     // around it: 0 none, 1 Landlock, 2 namespaces of its own
  int is_program;                // and by a filter of system calls, without randomised addresses
  const char *root;              // an empty folder: what it sees of the file system is built in it, or it writes there
  const char *const *seen;       // what it may read: each at its own place; what is not there is left out
  const char *const *written;    // what it may write as well
  uint64_t memory;               // the most bytes of addresses; 0 for no limit
  uint64_t seconds;              // the most seconds of a processor; 0 for no limit
};

// Starts a child. Returns its process number, or the error negated; *stage says then at what it failed, for a sentence:
// 0 starting it, 1 its namespaces, 2 its file system, 3 its filter, 4 executing it, 5 Landlock.
int wsalab_child_start(const struct wsalab_child *child, int *stage);

// Lets a child and the calling thread share the processor that the thread is on: they take turns, and waking somebody on
// another processor takes longer than a call. Where the child has moved away to is no matter; 0 gives the thread all of
// its processors back.
void wsalab_child_beside(int process);

// Whether a child has ended, for which it waits no longer than the limit: 0 while it runs, 1 with its wait status when it
// has ended; -1 for none.
int wsalab_child_ended(int process, int milliseconds, int *status);
// Ends a child and waits for that.
void wsalab_child_kill(int process);

// Bytes of another process's memory, from or to this one's. Returns how many, or the error negated.
long wsalab_child_read(int process, uint64_t address, void *to, size_t count);
long wsalab_child_write(int process, uint64_t address, const void *from, size_t count);

// A pair of sockets that keep messages apart, closed on exec. 0, or the error negated.
int wsalab_child_channel(int ends[2]);

// A pipe, closed on exec. 0, or the error negated.
int wsalab_child_pipe(int ends[2]);

#endif
