// A connected pair of sockets, for programs that are about something else.
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>
#include <string.h>

static void connected(unsigned short port, SOCKET& near_end, SOCKET& far_end) {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 1);
    near_end = socket(AF_INET, SOCK_STREAM, 0);
    connect(near_end, (SOCKADDR*)&a, sizeof a);
    far_end = accept(l, NULL, NULL);
    closesocket(l);
}
