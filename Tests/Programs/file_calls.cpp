// ReadFile and WriteFile on sockets, with and without an OVERLAPPED.
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27425);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 1);
    connect(c, (SOCKADDR*)&a, sizeof a);
    SOCKET s = accept(l, NULL, NULL);
    char memory[16] = {};
    DWORD bytes = 0;
    OVERLAPPED o = {};
    o.hEvent = CreateEvent(NULL, TRUE, FALSE, NULL);
    BOOL ok = ReadFile((HANDLE)s, memory, sizeof memory, NULL, &o);
    printf("read %d %lu\n", ok, GetLastError());
    OVERLAPPED w = {};
    w.hEvent = CreateEvent(NULL, TRUE, FALSE, NULL);
    ok = WriteFile((HANDLE)c, "by file", 7, NULL, &w);
    if (!ok && GetLastError() == ERROR_IO_PENDING) ok = TRUE;
    printf("write %d\n", ok);
    WaitForSingleObject(o.hEvent, INFINITE);
    ok = GetOverlappedResult((HANDLE)s, &o, &bytes, FALSE);
    printf("%d %lu %s\n", ok, bytes, memory);
    closesocket(c);
    closesocket(s);
    closesocket(l);
    CloseHandle(o.hEvent);
    CloseHandle(w.hEvent);
    WSACleanup();
}
