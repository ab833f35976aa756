// CancelIoEx and closesocket end receives that are under way.
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27420);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 1);
    connect(c, (SOCKADDR*)&a, sizeof a);
    SOCKET s = accept(l, NULL, NULL);
    char memory[8];
    WSABUF buffer = {sizeof memory, memory};
    DWORD flags = 0, bytes = 0;
    WSAOVERLAPPED o = {};
    o.hEvent = WSACreateEvent();
    WSARecv(s, &buffer, 1, NULL, &flags, &o, NULL);
    BOOL ok = CancelIoEx((HANDLE)s, &o);
    printf("cancelled: %d\n", ok);
    WSAWaitForMultipleEvents(1, &o.hEvent, TRUE, WSA_INFINITE, FALSE);
    ok = WSAGetOverlappedResult(s, &o, &bytes, FALSE, &flags);
    printf("result: %d %d\n", ok, WSAGetLastError());
    ok = GetOverlappedResult((HANDLE)s, &o, &bytes, FALSE);
    printf("kernel32: %d %lu\n", ok, GetLastError());
    HANDLE port = CreateIoCompletionPort((HANDLE)s, NULL, 5, 0);
    WSAOVERLAPPED p = {};
    flags = 0;
    WSARecv(s, &buffer, 1, NULL, &flags, &p, NULL);
    closesocket(s);
    ULONG_PTR key = 0;
    OVERLAPPED* done = NULL;
    ok = GetQueuedCompletionStatus(port, &bytes, &key, &done, 1000);
    printf("closed: %d, key %d, %d\n", ok, (int)key, done == &p);
    closesocket(c);
    closesocket(l);
    CloseHandle(port);
    WSACloseEvent(o.hEvent);
    WSACleanup();
}
