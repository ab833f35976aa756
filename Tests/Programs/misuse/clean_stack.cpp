// clean
// Operations on the stack of a function that waits for them; called twice.
#include "pair.h"

static int receive(SOCKET s, SOCKET c) {
    char memory[16];
    WSABUF buffer = {sizeof memory, memory};
    WSAOVERLAPPED o = {};
    o.hEvent = WSACreateEvent();
    DWORD flags = 0, bytes = 0;
    if (WSARecv(s, &buffer, 1, NULL, &flags, &o, NULL) == SOCKET_ERROR && WSAGetLastError() != WSA_IO_PENDING) return -1;
    if (send(c, "four", 4, 0) == SOCKET_ERROR) return -2;
    WSAWaitForMultipleEvents(1, &o.hEvent, TRUE, WSA_INFINITE, FALSE);
    if (!WSAGetOverlappedResult(s, &o, &bytes, FALSE, &flags)) return -3;
    WSACloseEvent(o.hEvent);
    return (int)bytes + memory[0] - 'f';
}

int main() {
    SOCKET c, s;
    connected(27515, c, s);
    printf("%d\n", receive(s, c));
    printf("%d\n", receive(s, c));
    closesocket(s);
    closesocket(c);
    WSACleanup();
}
