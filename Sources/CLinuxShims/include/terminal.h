// Pseudo-terminals and terminal sizes.
#ifndef CLINUXSHIMS_TERMINAL_H
#define CLINUXSHIMS_TERMINAL_H

#include <stdint.h>

#endif
