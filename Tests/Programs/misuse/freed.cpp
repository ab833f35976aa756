// warns: memoryGone 15 13
// What SOCKET_ERROR and 997 mean is not looked at, and the operation's memory is freed.
#include "pair.h"
#include <stdlib.h>

int main() {
    SOCKET c, s;
    connected(27502, c, s);
    WSAOVERLAPPED* o = (WSAOVERLAPPED*)calloc(1, sizeof(WSAOVERLAPPED));
    char memory[16];
    WSABUF buffer = {sizeof memory, memory};
    DWORD flags = 0;
    int result = WSARecv(s, &buffer, 1, NULL, &flags, o, NULL);
    if (result == SOCKET_ERROR) {
        free(o);
        printf("no receive\n");
    }
    closesocket(s);
    closesocket(c);
    WSACleanup();
}
