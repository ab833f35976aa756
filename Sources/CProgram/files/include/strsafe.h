#include "wsalab_base.h"
