// Datagrams: borders are kept, a short buffer cuts, a peer is told.
#include <winsock2.h>
#include <ws2tcpip.h>
#include <stdio.h>

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKET a = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP), b = socket(AF_INET, SOCK_DGRAM, 0);
    SOCKADDR_IN at = {};
    at.sin_family = AF_INET;
    at.sin_port = htons(27413);
    InetPtonA(AF_INET, "127.0.0.1", &at.sin_addr);
    printf("bind %d\n", bind(b, (SOCKADDR*)&at, sizeof at));
    sendto(a, "one", 3, 0, (SOCKADDR*)&at, sizeof at);
    sendto(a, "twelve bytes", 12, 0, (SOCKADDR*)&at, sizeof at);
    sendto(a, "", 0, 0, (SOCKADDR*)&at, sizeof at);
    SOCKADDR_IN from = {};
    int size = sizeof from;
    char text[8];
    int count = recvfrom(b, text, sizeof text, 0, (SOCKADDR*)&from, &size);
    printf("%d %.3s from %s, size %d\n", count, text, inet_ntoa(from.sin_addr), size);
    count = recvfrom(b, text, sizeof text, 0, NULL, NULL);
    printf("%d %d\n", count, WSAGetLastError());
    count = recvfrom(b, text, sizeof text, 0, NULL, NULL);
    printf("empty: %d\n", count);
    sendto(b, "back", 4, 0, (SOCKADDR*)&from, size);
    count = recv(a, text, sizeof text, 0);
    printf("%d %.4s\n", count, text);
    connect(a, (SOCKADDR*)&at, sizeof at);
    send(a, "to the peer", 4, 0);
    count = recvfrom(b, text, sizeof text, 0, (SOCKADDR*)&from, &size);
    printf("%d %.4s\n", count, text);
    size = sizeof from;
    printf("peer port %d\n", (getpeername(a, (SOCKADDR*)&from, &size), ntohs(from.sin_port)));
    closesocket(a);
    closesocket(b);
    WSACleanup();
}
