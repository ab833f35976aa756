// Two connections, one after the other.
#include <winsock2.h>
#include <ws2tcpip.h>
#include <iostream>
#include <string>
#pragma comment(lib, "ws2_32.lib")

static std::string exchange(SOCKET s, const std::string& text) {
    send(s, text.c_str(), (int)text.size(), 0);
    std::string back;
    while (back.size() < text.size()) {
        char part[16];
        int count = recv(s, part, sizeof(part), 0);
        if (count <= 0) break;
        back.append(part, count);
    }
    return back;
}

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    for (const char* last : {"again", "bye"}) {
        SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(27401);
        address.sin_addr.s_addr = inet_addr("127.0.0.1");
        while (connect(s, (sockaddr*)&address, sizeof(address)) == SOCKET_ERROR) Sleep(100);
        std::cout << exchange(s, "hello") << std::endl;
        std::cout << exchange(s, last) << std::endl;
        closesocket(s);
    }
    WSACleanup();
}
