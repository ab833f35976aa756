// A hundred threads, each with a connection of its own.
#include <winsock2.h>
#include <windows.h>
#include <process.h>
#include <stdio.h>

enum { threads = 100 };
static SOCKADDR_IN at;
static LONG answered;

static unsigned __stdcall visit(void* p) {
    SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (SOCKADDR*)&at, sizeof at)) return 1;
    int number = (int)(INT_PTR)p, back = -1;
    send(s, (char*)&number, sizeof number, 0);
    if (recv(s, (char*)&back, sizeof back, MSG_WAITALL) == sizeof back && back == number * 2) InterlockedIncrement(&answered);
    closesocket(s);
    return 0;
}
static unsigned __stdcall serve(void* p) {
    SOCKET s = (SOCKET)p;
    int number = 0;
    if (recv(s, (char*)&number, sizeof number, MSG_WAITALL) == sizeof number) {
        number *= 2;
        send(s, (char*)&number, sizeof number, 0);
    }
    closesocket(s);
    return 0;
}

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    at.sin_family = AF_INET;
    at.sin_port = htons(27424);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&at, sizeof at);
    listen(l, SOMAXCONN);
    HANDLE visitors[threads], servers[threads];
    for (int i = 0; i < threads; i++) {
        visitors[i] = (HANDLE)_beginthreadex(NULL, 0, visit, (void*)(INT_PTR)i, 0, NULL);
        servers[i] = (HANDLE)_beginthreadex(NULL, 0, serve, (void*)accept(l, NULL, NULL), 0, NULL);
    }
    for (int i = 0; i < threads; i++) {
        WaitForSingleObject(visitors[i], INFINITE);
        WaitForSingleObject(servers[i], INFINITE);
        CloseHandle(visitors[i]);
        CloseHandle(servers[i]);
    }
    printf("answered %ld\n", answered);
    closesocket(l);
    WSACleanup();
}
