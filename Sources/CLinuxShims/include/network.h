// Namespaces, interfaces, routes and packet sockets.
#ifndef CLINUXSHIMS_NETWORK_H
#define CLINUXSHIMS_NETWORK_H

#include <stdint.h>

#endif
