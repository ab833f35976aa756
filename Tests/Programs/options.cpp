// Socket options: what is set is what is read.
#include <winsock2.h>
#include <ws2tcpip.h>
#include <stdio.h>

static void show(const char* name, SOCKET s, int level, int option) {
    int value = -1, size = sizeof value;
    int n = getsockopt(s, level, option, (char*)&value, &size);
    printf("%s %d: %d (%d)\n", name, n, value, size);
}

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    show("SO_TYPE", s, SOL_SOCKET, SO_TYPE);
    show("SO_ERROR", s, SOL_SOCKET, SO_ERROR);
    show("SO_ACCEPTCONN", s, SOL_SOCKET, SO_ACCEPTCONN);
    int value = 1;
    setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, (char*)&value, sizeof value);
    show("SO_KEEPALIVE", s, SOL_SOCKET, SO_KEEPALIVE);
    value = 1234;
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (char*)&value, sizeof value);
    show("SO_RCVTIMEO", s, SOL_SOCKET, SO_RCVTIMEO);
    BOOL no_delay = TRUE;
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (char*)&no_delay, sizeof no_delay);
    LINGER linger = {1, 3};
    setsockopt(s, SOL_SOCKET, SO_LINGER, (char*)&linger, sizeof linger);
    linger = {};
    int size = sizeof linger;
    getsockopt(s, SOL_SOCKET, SO_LINGER, (char*)&linger, &size);
    printf("SO_LINGER %d %d\n", linger.l_onoff, linger.l_linger);
    int n = setsockopt(s, SOL_SOCKET, 0x7777, (char*)&value, sizeof value);
    printf("unknown %d %d\n", n, WSAGetLastError());
    n = setsockopt((SOCKET)7, SOL_SOCKET, SO_KEEPALIVE, (char*)&value, sizeof value);
    printf("no socket %d %d\n", n, WSAGetLastError());
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(s, (SOCKADDR*)&a, sizeof a);
    listen(s, 3);
    show("SO_ACCEPTCONN", s, SOL_SOCKET, SO_ACCEPTCONN);
    size = sizeof a;
    getsockname(s, (SOCKADDR*)&a, &size);
    printf("a port %d, family %d\n", a.sin_port != 0, a.sin_family);
    closesocket(s);
    WSACleanup();
}
