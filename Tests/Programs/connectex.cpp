// ConnectEx: it needs a bound socket, and sends data with the connection.
#include <winsock2.h>
#include <mswsock.h>
#include <windows.h>
#include <stdio.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27412);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 5);
    LPFN_CONNECTEX connect_ex;
    GUID id = WSAID_CONNECTEX;
    DWORD bytes;
    WSAIoctl(c, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &connect_ex, sizeof connect_ex, &bytes, NULL, NULL);
    OVERLAPPED o = {};
    o.hEvent = WSACreateEvent();
    BOOL ok = connect_ex(c, (SOCKADDR*)&a, sizeof a, (PVOID)"hey", 3, &bytes, &o);
    printf("not bound: %d %d\n", ok, WSAGetLastError());
    SOCKADDR_IN any = {};
    any.sin_family = AF_INET;
    bind(c, (SOCKADDR*)&any, sizeof any);
    ok = connect_ex(c, (SOCKADDR*)&a, sizeof a, (PVOID)"hey", 3, &bytes, &o);
    if (!ok && WSAGetLastError() == ERROR_IO_PENDING) WSAWaitForMultipleEvents(1, &o.hEvent, TRUE, WSA_INFINITE, FALSE);
    DWORD flags;
    ok = WSAGetOverlappedResult(c, &o, &bytes, FALSE, &flags);
    printf("connected: %d, %lu bytes\n", ok, bytes);
    SOCKET s = accept(l, NULL, NULL);
    char text[4] = {};
    int count = recv(s, text, 3, 0);
    printf("%d %s\n", count, text);
    setsockopt(c, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, NULL, 0);
    SOCKADDR_IN peer;
    int size = sizeof peer;
    int n = getpeername(c, (SOCKADDR*)&peer, &size);
    printf("getpeername %d, port %d\n", n, ntohs(peer.sin_port));
    closesocket(s);
    closesocket(c);
    closesocket(l);
    WSACloseEvent(o.hEvent);
    WSACleanup();
}
