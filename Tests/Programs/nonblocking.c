/* Sockets that do not block: what accept, recv and connect say, and how select tells the end of connect. */
#include <winsock2.h>
#include <stdio.h>
#pragma comment(lib, "ws2_32")

int main()
{
    WSADATA wsa;
    SOCKET l, c, s;
    struct sockaddr_in a;
    u_long on = 1;
    char byte;
    int n, error = -1, size = sizeof(error);
    fd_set w, x;
    struct timeval limit = { 2, 0 };

    WSAStartup(MAKEWORD(2, 2), &wsa);
    l = socket(AF_INET, SOCK_STREAM, 0);
    memset(&a, 0, sizeof(a));
    a.sin_family = AF_INET;
    a.sin_port = htons(27404);
    a.sin_addr.s_addr = inet_addr("127.0.0.1");
    bind(l, (struct sockaddr *)&a, sizeof(a));
    listen(l, 1);
    ioctlsocket(l, FIONBIO, &on);
    s = accept(l, NULL, NULL);
    printf("accept: %d %d\n", s == INVALID_SOCKET, WSAGetLastError());

    c = socket(AF_INET, SOCK_STREAM, 0);
    ioctlsocket(c, FIONBIO, &on);
    n = connect(c, (struct sockaddr *)&a, sizeof(a));
    printf("connect: %d %d\n", n, WSAGetLastError());
    FD_ZERO(&w);
    FD_SET(c, &w);
    n = select(0, NULL, &w, NULL, &limit);
    printf("select: %d, writable %d\n", n, FD_ISSET(c, &w) != 0);
    getsockopt(c, SOL_SOCKET, SO_ERROR, (char *)&error, &size);
    printf("SO_ERROR %d\n", error);

    s = accept(l, NULL, NULL);
    printf("accepted: %d\n", s != INVALID_SOCKET);
    n = recv(s, &byte, 1, 0);
    printf("recv: %d %d\n", n, WSAGetLastError());
    send(c, "x", 1, 0);
    FD_ZERO(&w);
    FD_SET(s, &w);
    n = select(0, &w, NULL, NULL, &limit);
    n = recv(s, &byte, 1, 0);
    printf("recv: %d %c\n", n, byte);
    closesocket(c);
    closesocket(s);
    closesocket(l);

    c = socket(AF_INET, SOCK_STREAM, 0);
    a.sin_port = htons(27405);
    ioctlsocket(c, FIONBIO, &on);
    n = connect(c, (struct sockaddr *)&a, sizeof(a));
    FD_ZERO(&w);
    FD_ZERO(&x);
    FD_SET(c, &w);
    FD_SET(c, &x);
    limit.tv_sec = 5;
    n = select(0, NULL, &w, &x, &limit);
    size = sizeof(error);
    getsockopt(c, SOL_SOCKET, SO_ERROR, (char *)&error, &size);
    printf("refused: %d, except %d, error %d\n", n, FD_ISSET(c, &x) != 0, error);
    closesocket(c);
    WSACleanup();
    return 0;
}
