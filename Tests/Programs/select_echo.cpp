// One thread serves several clients with select; the clients are on a second one.
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <stdio.h>

enum { port = 27403, clients = 3 };

static SOCKADDR_IN local_address() {
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return a;
}

static DWORD WINAPI visit(LPVOID) {
    SOCKADDR_IN a = local_address();
    SOCKET s[clients];
    for (int i = 0; i < clients; i++) {
        s[i] = socket(AF_INET, SOCK_STREAM, 0);
        connect(s[i], (SOCKADDR*)&a, sizeof a);
    }
    DWORD answers = 0;
    for (int round = 0; round < 2; round++) {
        for (int i = clients - 1; i >= 0; i--) {
            char c = (char)('a' + i + round * 3), back = 0;
            send(s[i], &c, 1, 0);
            if (recv(s[i], &back, 1, 0) == 1 && back == c - 32) answers++;
        }
    }
    for (int i = 0; i < clients; i++) closesocket(s[i]);
    return answers;
}

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = local_address();
    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    bind(listener, (SOCKADDR*)&a, sizeof a);
    listen(listener, 10);
    HANDLE visitor = CreateThread(NULL, 0, visit, NULL, 0, NULL);
    FD_SET all;
    FD_ZERO(&all);
    FD_SET(listener, &all);
    int ended = 0, bytes = 0;
    while (ended < clients) {
        FD_SET ready = all;
        int n = select(0, &ready, NULL, NULL, NULL);
        if (n == SOCKET_ERROR) return 1;
        for (u_int i = 0; i < ready.fd_count; i++) {
            SOCKET s = ready.fd_array[i];
            if (s == listener) {
                SOCKET fresh = accept(listener, NULL, NULL);
                FD_SET(fresh, &all);
                continue;
            }
            char text[8];
            int count = recv(s, text, sizeof text, 0);
            if (count <= 0) {
                FD_CLR(s, &all);
                closesocket(s);
                ended++;
                continue;
            }
            for (int k = 0; k < count; k++) text[k] -= 32;
            bytes += count;
            send(s, text, count, 0);
        }
    }
    WaitForSingleObject(visitor, INFINITE);
    DWORD answers;
    GetExitCodeThread(visitor, &answers);
    printf("bytes %d, right answers %lu, left in the set %u\n", bytes, answers, all.fd_count);
    CloseHandle(visitor);
    closesocket(listener);
    WSACleanup();
    return 0;
}
