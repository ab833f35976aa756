// warns: memoryTouched 13 12
// A WSAOVERLAPPED is zeroed while its operation is under way.
#include "pair.h"

int main() {
    SOCKET c, s;
    connected(27506, c, s);
    char memory[16];
    WSABUF buffer = {sizeof memory, memory};
    WSAOVERLAPPED o = {};
    DWORD flags = 0;
    WSARecv(s, &buffer, 1, NULL, &flags, &o, NULL);
    ZeroMemory(&o, sizeof o);
    send(c, "x", 1, 0);
    closesocket(s);
    closesocket(c);
    WSACleanup();
}
