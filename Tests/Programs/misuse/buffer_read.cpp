// warns: memoryTouched 14 13
// What a receive will bring is read before it has ended.
#include "pair.h"

int main() {
    SOCKET c, s;
    connected(27505, c, s);
    static char memory[16];
    WSABUF buffer = {sizeof memory, memory};
    WSAOVERLAPPED o = {};
    o.hEvent = WSACreateEvent();
    DWORD flags = 0, bytes;
    WSARecv(s, &buffer, 1, NULL, &flags, &o, NULL);
    if (memory[0] == 0) printf("nothing has come\n");
    send(c, "hello", 5, 0);
    WSAWaitForMultipleEvents(1, &o.hEvent, TRUE, WSA_INFINITE, FALSE);
    WSAGetOverlappedResult(s, &o, &bytes, FALSE, &flags);
    WSACloseEvent(o.hEvent);
    closesocket(s);
    closesocket(c);
    WSACleanup();
}
