// The helpers of textbooks: err_display with FormatMessage, and what it says.
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <tchar.h>

void err_display(const char* msg, int code) {
    LPSTR buffer = NULL;
    FormatMessageA(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_SYSTEM, NULL, code,
        MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US), (LPSTR)&buffer, 0, NULL);
    printf("[%s] %d\n", msg, code);
    if (code == WSAECONNREFUSED || code == WSAEINVAL) printf("%s\n", buffer ? "has a text" : "no text");
    LocalFree(buffer);
}

int main() {
    WSADATA wsa;
    SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    printf("%d\n", s == INVALID_SOCKET);
    err_display("socket()", WSAGetLastError());
    WSAStartup(MAKEWORD(2, 2), &wsa);
    printf("version %d.%d, %d.%d\n", LOBYTE(wsa.wVersion), HIBYTE(wsa.wVersion), LOBYTE(wsa.wHighVersion), HIBYTE(wsa.wHighVersion));
    s = socket(AF_INET, SOCK_STREAM, 0);
    SOCKADDR_IN a;
    ZeroMemory(&a, sizeof(a));
    a.sin_family = AF_INET;
    a.sin_port = htons(27419);
    a.sin_addr.s_addr = inet_addr("127.0.0.1");
    if (connect(s, (SOCKADDR*)&a, sizeof(a)) == SOCKET_ERROR) err_display("connect()", WSAGetLastError());
    closesocket(s);
    s = socket(AF_INET, SOCK_STREAM, 0);
    if (listen(s, 5) == SOCKET_ERROR) err_display("listen()", WSAGetLastError());
    if (accept(s, NULL, NULL) == INVALID_SOCKET) err_display("accept()", WSAGetLastError());
    SetLastError(1234);
    printf("own %lu %d\n", GetLastError(), WSAGetLastError());
    closesocket(s);
    closesocket(s);
    err_display("closesocket()", WSAGetLastError());
    WSACleanup();
    exit(7);
}
