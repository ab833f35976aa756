// shutdown: one direction ends, the other goes on; and what calls say afterwards.
#include <winsock2.h>
#include <stdio.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27415);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 1);
    connect(c, (SOCKADDR*)&a, sizeof a);
    int n = connect(c, (SOCKADDR*)&a, sizeof a);
    printf("connected already: %d %d\n", n, WSAGetLastError());
    SOCKET s = accept(l, NULL, NULL);
    send(c, "last words", 10, 0);
    shutdown(c, SD_SEND);
    n = send(c, "x", 1, 0);
    printf("after shutdown: %d %d\n", n, WSAGetLastError());
    char text[32];
    n = recv(s, text, sizeof text, 0);
    printf("%d %.*s\n", n, n, text);
    n = recv(s, text, sizeof text, 0);
    printf("end %d\n", n);
    send(s, "answer", 6, 0);
    n = recv(c, text, 6, MSG_WAITALL);
    printf("still open: %d %.*s\n", n, n, text);
    closesocket(s);
    n = recv(c, text, sizeof text, 0);
    printf("end %d\n", n);
    closesocket(c);
    n = send(c, "x", 1, 0);
    printf("closed: %d %d\n", n, WSAGetLastError());
    closesocket(l);
    WSACleanup();
    n = send(l, "x", 1, 0);
    printf("cleaned up: %d\n", n);
}
