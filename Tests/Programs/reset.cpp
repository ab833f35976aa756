// SO_LINGER with no time ends the connection at once; a port where nobody listens refuses.
#include <winsock2.h>
#include <stdio.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27416);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 1);
    connect(c, (SOCKADDR*)&a, sizeof a);
    SOCKET s = accept(l, NULL, NULL);
    struct linger hard = {1, 0};
    setsockopt(c, SOL_SOCKET, SO_LINGER, (const char*)&hard, sizeof hard);
    closesocket(c);
    char byte;
    printf("over: %d\n", recv(s, &byte, 1, 0) <= 0);
    closesocket(s);
    c = socket(AF_INET, SOCK_STREAM, 0);
    closesocket(l);
    int n = connect(c, (SOCKADDR*)&a, sizeof a);
    printf("connect %d %d\n", n, WSAGetLastError());
    closesocket(c);
    WSACleanup();
}
