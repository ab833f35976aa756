// Overlapped receives and sends with events: several under way at once.
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>
#include <string.h>
#pragma comment(lib, "ws2_32.lib")

struct Receive {
    WSAOVERLAPPED overlapped;
    WSABUF buffer;
    char memory[16];
    DWORD flags;
};

static void pair(SOCKET& near_end, SOCKET& far_end) {
    SOCKET l = WSASocket(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, WSA_FLAG_OVERLAPPED);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27408);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 1);
    near_end = WSASocket(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, WSA_FLAG_OVERLAPPED);
    connect(near_end, (SOCKADDR*)&a, sizeof a);
    far_end = accept(l, NULL, NULL);
    closesocket(l);
}

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKET c, s;
    pair(c, s);
    Receive r[3];
    WSAEVENT events[3];
    for (int i = 0; i < 3; i++) {
        ZeroMemory(&r[i], sizeof r[i]);
        r[i].buffer.buf = r[i].memory;
        r[i].buffer.len = 4;
        events[i] = r[i].overlapped.hEvent = WSACreateEvent();
        int result = WSARecv(s, &r[i].buffer, 1, NULL, &r[i].flags, &r[i].overlapped, NULL);
        int error = result == SOCKET_ERROR ? WSAGetLastError() : 0;
        printf("receive %d: %d %d\n", i, result, error);
    }
    DWORD bytes = 0, flags = 0;
    BOOL done = WSAGetOverlappedResult(s, &r[0].overlapped, &bytes, FALSE, &flags);
    printf("not yet: %d %d\n", done, WSAGetLastError());
    send(c, "aaaabbbbcc", 10, 0);
    DWORD first = WSAWaitForMultipleEvents(3, events, FALSE, WSA_INFINITE, FALSE);
    printf("first: %lu\n", first - WSA_WAIT_EVENT_0);
    WSAWaitForMultipleEvents(3, events, TRUE, WSA_INFINITE, FALSE);
    for (int i = 0; i < 3; i++) {
        done = WSAGetOverlappedResult(s, &r[i].overlapped, &bytes, FALSE, &flags);
        printf("%d: %d, %lu bytes \"%.*s\"\n", i, done, bytes, (int)bytes, r[i].memory);
        WSAResetEvent(events[i]);
    }
    WSABUF parts[2] = {{3, (char*)"one"}, {4, (char*)"four"}};
    WSAOVERLAPPED o = {};
    o.hEvent = events[0];
    int result = WSASend(c, parts, 2, &bytes, 0, &o, NULL);
    if (result == SOCKET_ERROR && WSAGetLastError() == WSA_IO_PENDING) WSAGetOverlappedResult(c, &o, &bytes, TRUE, &flags);
    printf("sent %lu\n", bytes);
    char text[8] = {};
    printf("got %d %s\n", recv(s, text, 7, MSG_WAITALL), text);
    closesocket(c);
    flags = 0;
    ZeroMemory(&r[0].overlapped, sizeof(WSAOVERLAPPED));
    r[0].overlapped.hEvent = events[0];
    WSAResetEvent(events[0]);
    result = WSARecv(s, &r[0].buffer, 1, NULL, &flags, &r[0].overlapped, NULL);
    WSAWaitForMultipleEvents(1, events, TRUE, WSA_INFINITE, FALSE);
    done = WSAGetOverlappedResult(s, &r[0].overlapped, &bytes, FALSE, &flags);
    printf("end: %d, %lu bytes\n", done, bytes);
    closesocket(s);
    for (int i = 0; i < 3; i++) WSACloseEvent(events[i]);
    WSACleanup();
}
