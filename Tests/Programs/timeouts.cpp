// SO_RCVTIMEO and the limits of select and waits.
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKET s = socket(AF_INET, SOCK_DGRAM, 0);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(s, (SOCKADDR*)&a, sizeof a);
    DWORD limit = 200;
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (char*)&limit, sizeof limit);
    char byte;
    ULONGLONG before = GetTickCount64();
    int n = recv(s, &byte, 1, 0);
    int error = WSAGetLastError();
    printf("recv %d %d, waited %d\n", n, error, GetTickCount64() - before >= 190);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(s, &set);
    timeval tv = {0, 50000};
    n = select(0, &set, NULL, NULL, &tv);
    printf("select %d, left %u\n", n, set.fd_count);
    WSAEVENT e = WSACreateEvent();
    printf("wait %lu\n", WSAWaitForMultipleEvents(1, &e, TRUE, 10, FALSE));
    printf("sleep %lu\n", SleepEx(10, TRUE));
    WSACloseEvent(e);
    closesocket(s);
    WSACleanup();
}
