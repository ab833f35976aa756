// warns: resultIgnored 13
// Nobody listens there, and nobody notices.
#include "pair.h"

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKET c = socket(AF_INET, SOCK_STREAM, 0);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27510);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connect(c, (SOCKADDR*)&a, sizeof a);
    printf("connected, as it seems\n");
    closesocket(c);
    WSACleanup();
}
