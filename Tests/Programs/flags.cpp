// MSG_PEEK, MSG_WAITALL, FIONREAD, scatter and gather.
#include <winsock2.h>
#include <stdio.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27418);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 1);
    connect(c, (SOCKADDR*)&a, sizeof a);
    SOCKET s = accept(l, NULL, NULL);
    WSABUF parts[3] = {{2, (char*)"he"}, {0, NULL}, {3, (char*)"llo"}};
    DWORD bytes = 0, flags = MSG_PEEK;
    printf("gather %d", WSASend(c, parts, 3, &bytes, 0, NULL, NULL));
    printf(" %lu\n", bytes);
    char one[4] = {}, two[8] = {};
    WSABUF into[2] = {{3, one}, {7, two}};
    printf("peek %d", WSARecv(s, into, 2, &bytes, &flags, NULL, NULL));
    printf(" %lu %s %s\n", bytes, one, two);
    u_long there = 0;
    ioctlsocket(s, FIONREAD, &there);
    printf("there %lu\n", there);
    flags = 0;
    printf("scatter %d", WSARecv(s, into, 2, &bytes, &flags, NULL, NULL));
    printf(" %lu %s %s\n", bytes, one, two);
    ioctlsocket(s, FIONREAD, &there);
    printf("there %lu\n", there);
    send(c, "ab", 2, 0);
    send(c, "cd", 2, 0);
    char all[5] = {};
    printf("waitall %d", recv(s, all, 4, MSG_WAITALL));
    printf(" %s\n", all);
    closesocket(c);
    closesocket(s);
    closesocket(l);
    WSACleanup();
}
