// warns: memoryGone 19 17
// The operations stand in a vector, which moves them when it grows.
#include "pair.h"
#include <vector>

struct Op {
    WSAOVERLAPPED overlapped;
    char memory[32];
};

int main() {
    SOCKET c, s;
    connected(27501, c, s);
    std::vector<Op> ops(1);
    WSABUF buffer = {sizeof ops[0].memory, ops[0].memory};
    DWORD flags = 0;
    WSARecv(s, &buffer, 1, NULL, &flags, &ops[0].overlapped, NULL);
    for (int i = 0; i < 3; i++) {
        ops.push_back(Op());
    }
    closesocket(s);
    closesocket(c);
    WSACleanup();
}
