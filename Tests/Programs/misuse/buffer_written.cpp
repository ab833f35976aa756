// warns: memoryTouched 14 13
// The buffer of a receive under way is used for something else.
#include "pair.h"

int main() {
    SOCKET c, s;
    connected(27504, c, s);
    static char memory[16];
    WSABUF buffer = {sizeof memory, memory};
    WSAOVERLAPPED o = {};
    o.hEvent = WSACreateEvent();
    DWORD flags = 0, bytes;
    WSARecv(s, &buffer, 1, NULL, &flags, &o, NULL);
    strcpy_s(memory, sizeof memory, "mine"), memory[5] = 'x';
    send(c, "hello", 5, 0);
    WSAWaitForMultipleEvents(1, &o.hEvent, TRUE, WSA_INFINITE, FALSE);
    WSAGetOverlappedResult(s, &o, &bytes, FALSE, &flags);
    printf("%.*s\n", (int)bytes, memory);
    WSACloseEvent(o.hEvent);
    closesocket(s);
    closesocket(c);
    WSACleanup();
}
