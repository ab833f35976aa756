// Messages with their length in front, sent in pieces and received whole.
#include <winsock2.h>
#include <iostream>
#include <string>
#include <thread>

static bool all(SOCKET s, char* to, int size) {
    for (int have = 0; have < size;) {
        int got = recv(s, to + have, size - have, 0);
        if (got <= 0) return false;
        have += got;
    }
    return true;
}

static void put(SOCKET s, const std::string& text) {
    unsigned int length = htonl((unsigned int)text.size());
    std::string whole((char*)&length, 4);
    whole += text;
    for (size_t i = 0; i < whole.size(); i += 3) send(s, whole.data() + i, (int)(whole.size() - i < 3 ? whole.size() - i : 3), 0);
}

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(27417);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 1);
    std::thread client([a] {
        SOCKET c = socket(AF_INET, SOCK_STREAM, 0);
        connect(c, (const SOCKADDR*)&a, sizeof a);
        put(c, "first");
        put(c, "");
        put(c, std::string(1000, 'z'));
        closesocket(c);
    });
    SOCKET s = accept(l, NULL, NULL);
    for (;;) {
        unsigned int length;
        if (!all(s, (char*)&length, 4)) break;
        std::string text(ntohl(length), ' ');
        if (!text.empty() && !all(s, &text[0], (int)text.size())) break;
        std::cout << text.size() << " " << text.substr(0, 8) << std::endl;
    }
    client.join();
    closesocket(s);
    closesocket(l);
    WSACleanup();
}
