// windows.h brings Winsock 1's declarations, unless it was told not to: they are Winsock 2's here.
#include "wsalab_base.h"
#if !defined(WIN32_LEAN_AND_MEAN) && !defined(WSALAB_WINSOCK2_H)
#include "winsock2.h"
#endif
