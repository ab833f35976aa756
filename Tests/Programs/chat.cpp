// A small chat: one thread reads each client, what one says goes to all; a lock keeps the list.
#include <winsock2.h>
#include <algorithm>
#include <iostream>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

static const unsigned short PORT = 27421;
class Room {
public:
    void enter(SOCKET s) { std::lock_guard<std::mutex> g(lock); members.push_back(s); }
    void leave(SOCKET s) { std::lock_guard<std::mutex> g(lock); members.remove(s); }
    void say(const char* text, int count) {
        std::lock_guard<std::mutex> g(lock);
        for (SOCKET s : members) send(s, text, count, 0);
        said++;
    }
    size_t size() { std::lock_guard<std::mutex> g(lock); return members.size(); }
    int said = 0;
private:
    std::list<SOCKET> members;
    std::mutex lock;
};

static Room room;
static void read_from(SOCKET s) {
    char text[16];
    int count;
    while ((count = recv(s, text, sizeof text, 0)) > 0) room.say(text, count);
    room.leave(s);
    closesocket(s);
}

int main() {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    SOCKADDR_IN a = {};
    a.sin_family = AF_INET;
    a.sin_port = htons(PORT);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET l = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (SOCKADDR*)&a, sizeof a);
    listen(l, 5);
    std::vector<std::thread> readers;
    std::vector<SOCKET> clients;
    for (int i = 0; i < 3; i++) {
        SOCKET c = socket(AF_INET, SOCK_STREAM, 0);
        connect(c, (SOCKADDR*)&a, sizeof a);
        clients.push_back(c);
        SOCKET s = accept(l, NULL, NULL);
        room.enter(s);
        readers.emplace_back(read_from, s);
    }
    for (size_t i = 0; i < clients.size(); i++) {
        char word = (char)('x' + i);
        send(clients[i], &word, 1, 0);
        std::string heard;
        for (SOCKET c : clients) {
            char got = '?';
            recv(c, &got, 1, 0);
            heard += got;
        }
        std::cout << heard << "\n";
    }
    for (SOCKET c : clients) closesocket(c);
    for (auto& t : readers) t.join();
    std::cout << "said " << room.said << ", left " << room.size() << "\n";
    closesocket(l);
    WSACleanup();
}
