// WSADuplicateSocket within one process: two descriptors of one connection.
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27422);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 1);
    connect(c, (SOCKADDR*)&a, sizeof a);
    SOCKET s = accept(l, NULL, NULL);
    WSAPROTOCOL_INFO info;
    int n = WSADuplicateSocket(s, GetCurrentProcessId(), &info);
    SOCKET d = WSASocket(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0);
    printf("%d %d, another number %d\n", n, d != INVALID_SOCKET, d != s);
    closesocket(s);
    send(c, "both", 4, 0);
    char text[8] = {};
    n = recv(d, text, sizeof text, 0);
    printf("%d %s\n", n, text);
    closesocket(d);
    n = recv(c, text, sizeof text, 0);
    printf("end %d\n", n);
    closesocket(c);
    closesocket(l);
    WSACleanup();
}
