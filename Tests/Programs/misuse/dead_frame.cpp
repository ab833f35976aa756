// warns: memoryGone 9
// The WSAOVERLAPPED and the bytes are variables of a function that returns at once.
#include "pair.h"

static void post(SOCKET s) {
    WSAOVERLAPPED over = {};
    char line[40];
    WSABUF buffer = {sizeof line, line};
    DWORD flags = 0; WSARecv(s, &buffer, 1, NULL, &flags, &over, NULL);
}

int main() {
    SOCKET c, s;
    connected(27503, c, s);
    post(s);
    send(c, "late", 4, 0);
    SleepEx(10, TRUE);
    closesocket(s);
    closesocket(c);
    WSACleanup();
}
