// A thread for each client, with CreateThread; three clients on threads of their own.
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>

#define PORT 27402
static LONG total = 0;

DWORD WINAPI serve(LPVOID argument) {
    SOCKET s = (SOCKET)argument;
    char byte;
    int sum = 0;
    while (recv(s, &byte, 1, 0) == 1) sum += byte;
    InterlockedExchangeAdd(&total, sum);
    send(s, (char*)&sum, sizeof(sum), 0);
    closesocket(s);
    return sum;
}

DWORD WINAPI visit(LPVOID argument) {
    int me = (int)(INT_PTR)argument;
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    SOCKADDR_IN a = {0};
    a.sin_family = AF_INET;
    a.sin_port = htons(PORT);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(s, (LPSOCKADDR)&a, sizeof a)) return (DWORD)-1;
    for (int i = 0; i < me * 2; i++) {
        char byte = (char)me;
        send(s, &byte, 1, 0);
    }
    shutdown(s, SD_SEND);
    int sum = 0, have = 0;
    while (have < (int)sizeof sum) {
        int got = recv(s, (char*)&sum + have, sizeof sum - have, 0);
        if (got <= 0) break;
        have += got;
    }
    closesocket(s);
    return sum;
}

int main(void) {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0);
    SOCKADDR_IN a = {0};
    a.sin_family = AF_INET;
    a.sin_port = htons(PORT);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(l, (LPSOCKADDR)&a, sizeof a);
    listen(l, 5);
    HANDLE visitors[3], servers[3];
    for (int i = 0; i < 3; i++) visitors[i] = CreateThread(NULL, 0, visit, (LPVOID)(INT_PTR)(i + 1), 0, NULL);
    for (int i = 0; i < 3; i++) {
        SOCKET s = accept(l, NULL, NULL);
        servers[i] = CreateThread(NULL, 0, serve, (LPVOID)s, 0, NULL);
    }
    DWORD all = WaitForMultipleObjects(3, servers, TRUE, INFINITE);
    WaitForMultipleObjects(3, visitors, TRUE, INFINITE);
    for (int i = 0; i < 3; i++) {
        DWORD code;
        GetExitCodeThread(visitors[i], &code);
        printf("visitor %d: %lu\n", i + 1, code);
        CloseHandle(visitors[i]);
        CloseHandle(servers[i]);
    }
    printf("wait %lu total %ld\n", all, total);
    closesocket(l);
    WSACleanup();
    return 0;
}
