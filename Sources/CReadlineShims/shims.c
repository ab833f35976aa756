#include "CReadlineShims.h"

#if defined(__has_include) && !__has_include(<readline/readline.h>)
#error "GNU Readline is missing. Install it: apt-get install libreadline-dev"
#endif

#include <stdio.h>
#include <readline/readline.h>

int wsalab_readline_version(void) { return rl_readline_version; }
