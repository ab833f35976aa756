// The C that Swift cannot say about Linux. Functions only; no global variable.
#ifndef CLINUXSHIMS_H
#define CLINUXSHIMS_H

#include <stdint.h>

// One header a room: sockets and epoll; namespaces, interfaces and captures; hosts and the links between them;
// pseudo-terminals for tests; what the program was begun with; programs that nobody vouches for.
#include "sockets.h"
#include "network.h"
#include "hosts.h"
#include "terminal.h"
#include "arguments.h"
#include "children.h"
#include "watching.h"

#endif
