// warns: handleLeaked 20
// Each client's socket is accepted and never closed.
#include "pair.h"

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27508);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 5);
    for (int i = 0; i < 3; i++) {
        SOCKET c = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(c, (SOCKADDR*)&a, sizeof a) == SOCKET_ERROR) return 1;
        send(c, "x", 1, 0);
        closesocket(c);
        SOCKET s = accept(l, NULL, NULL);
        char byte;
        while (recv(s, &byte, 1, 0) > 0) {}
    }
    closesocket(l);
    return 0;
}
