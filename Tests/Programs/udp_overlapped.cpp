// WSARecvFrom and WSASendTo with an event; the sender stands in memory that lives on.
#include <winsock2.h>
#include <stdio.h>
#include <string.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN at = {}, from = {};
    at.sin_family = AF_INET;
    at.sin_port = htons(27414);
    at.sin_addr.s_addr = inet_addr("127.0.0.1");
    SOCKET r = WSASocket(AF_INET, SOCK_DGRAM, 0, NULL, 0, WSA_FLAG_OVERLAPPED), s = socket(AF_INET, SOCK_DGRAM, 0);
    bind(r, (SOCKADDR*)&at, sizeof at);
    char memory[16] = {};
    WSABUF buffers[2] = {{4, memory}, {8, memory + 8}};
    WSAOVERLAPPED o = {};
    o.hEvent = WSACreateEvent();
    DWORD flags = 0, bytes = 0;
    INT size = sizeof from;
    int n = WSARecvFrom(r, buffers, 2, NULL, &flags, (SOCKADDR*)&from, &size, &o, NULL);
    printf("posted %d %d\n", n, WSAGetLastError());
    WSABUF out = {7, (char*)"gathers"};
    n = WSASendTo(s, &out, 1, &bytes, 0, (SOCKADDR*)&at, sizeof at, NULL, NULL);
    printf("sent %d %lu\n", n, bytes);
    WSAWaitForMultipleEvents(1, &o.hEvent, TRUE, WSA_INFINITE, FALSE);
    BOOL ok = WSAGetOverlappedResult(r, &o, &bytes, FALSE, &flags);
    printf("done %d, %lu bytes: %.4s %.3s, from %s\n", ok, bytes, memory, memory + 8, inet_ntoa(from.sin_addr));
    closesocket(r);
    closesocket(s);
    WSACloseEvent(o.hEvent);
    WSACleanup();
}
