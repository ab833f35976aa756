// warns: memoryTouched 20
// The bytes of a send that is under way are changed: the peer's window is full, so that it stays under way.
#include "pair.h"

static char big[1 << 20];

int main() {
    SOCKET c, s;
    connected(27507, c, s);
    int small = 0;
    setsockopt(c, SOL_SOCKET, SO_SNDBUF, (char*)&small, sizeof small);
    WSABUF buffer = {sizeof big, big};
    WSAOVERLAPPED o[8] = {};
    DWORD bytes = 0;
    int pending = -1;
    for (int i = 0; i < 8 && pending < 0; i++) {
        if (WSASend(c, &buffer, 1, &bytes, 0, &o[i], NULL) == SOCKET_ERROR) pending = i;
    }
    printf("pending: %d\n", pending >= 0);
    big[sizeof big - 1] = 'x';
    closesocket(c);
    closesocket(s);
    WSACleanup();
}
