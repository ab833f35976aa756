// warns: errorLost 15 13
// The error is asked for after a call that has set another one.
#include "pair.h"

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKET c = socket(AF_INET, SOCK_STREAM, 0);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27511);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(c, (SOCKADDR*)&a, sizeof a) == SOCKET_ERROR) {
        c = socket(AF_INET, SOCK_STREAM, 0);
        printf("connect failed: %d\n", WSAGetLastError());
    }
    closesocket(c);
    WSACleanup();
}
