// warns: partialReceive 11
// A structure is received as if it came in one piece.
#include "pair.h"

int main() {
    SOCKET c, s;
    connected(27513, c, s);
    struct { int id, price; } record = {1, 2}, got = {};
    send(c, (char*)&record, 4, 0);
    send(c, (char*)&record + 4, 0, 0);
    if (recv(s, (char*)&got, sizeof got, 0) == SOCKET_ERROR) return 1;
    printf("%d %d\n", got.id, got.price);
    closesocket(s);
    closesocket(c);
    WSACleanup();
}
