// warns: staleHandle 11 10
// One of two copies of a handle is closed, and the other one used.
#include "pair.h"

struct Client { SOCKET socket; };

int main() {
    Client a, b;
    connected(27509, a.socket, b.socket);
    Client copy = a; closesocket(a.socket);
    int n = send(copy.socket, "x", 1, 0);
    printf("%d\n", n);
    closesocket(b.socket);
    WSACleanup();
}
