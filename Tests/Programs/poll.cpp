// WSAPoll of a listener, a connection, and one that was reset.
#include <winsock2.h>
#include <stdio.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27407);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 5);
    WSAPOLLFD one = {l, POLLIN, 0};
    printf("quiet: %d\n", WSAPoll(&one, 1, 0));
    connect(c, (SOCKADDR*)&a, sizeof a);
    int n = WSAPoll(&one, 1, 1000);
    printf("a client: %d %x\n", n, one.revents);
    SOCKET s = accept(l, NULL, NULL);
    WSAPOLLFD two[2] = {{c, POLLOUT, 0}, {s, POLLIN, 0}};
    n = WSAPoll(two, 2, 0);
    printf("%d: %x %x\n", n, two[0].revents, two[1].revents);
    send(c, "hi", 2, 0);
    n = WSAPoll(&two[1], 1, 1000);
    printf("%d: %x\n", n, two[1].revents);
    WSAPOLLFD skipped = {(SOCKET)-1, POLLIN, 0};
    n = WSAPoll(&skipped, 1, 0);
    printf("%d %d\n", n, n < 0 ? WSAGetLastError() : 0);
    closesocket(c);
    closesocket(s);
    closesocket(l);
    WSACleanup();
}
