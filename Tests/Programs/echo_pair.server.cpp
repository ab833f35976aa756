// A server that serves one client after the other, until one says bye.
#include <winsock2.h>
#include <ws2tcpip.h>
#include <stdio.h>
#include <string.h>
#pragma comment(lib, "ws2_32.lib")

int main() {
    WSADATA wsa;
    if (WSAStartup(MAKEWORD(2, 2), &wsa) != 0) return 1;
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    SOCKADDR_IN address;
    memset(&address, 0, sizeof(address));
    address.sin_family = AF_INET;
    address.sin_port = htons(27401);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    if (bind(listener, (SOCKADDR*)&address, sizeof(address)) == SOCKET_ERROR) return 2;
    if (listen(listener, SOMAXCONN) == SOCKET_ERROR) return 3;
    bool goes_on = true;
    while (goes_on) {
        SOCKADDR_IN from;
        int size = sizeof(from);
        SOCKET client = accept(listener, (SOCKADDR*)&from, &size);
        char host[INET_ADDRSTRLEN];
        inet_ntop(AF_INET, &from.sin_addr, host, sizeof(host));
        printf("a client from %s\n", host);
        char text[64];
        int count;
        while ((count = recv(client, text, sizeof(text) - 1, 0)) > 0) {
            text[count] = 0;
            printf("got \"%s\"\n", text);
            if (strcmp(text, "bye") == 0) goes_on = false;
            send(client, text, count, 0);
        }
        closesocket(client);
    }
    closesocket(listener);
    WSACleanup();
    return 0;
}
