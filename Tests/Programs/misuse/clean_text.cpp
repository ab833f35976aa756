// clean
// A text with its zero, an error asked for at once, results looked at.
#include "pair.h"

int main() {
    SOCKET c, s;
    connected(27516, c, s);
    char text[8];
    if (send(c, "hello", 5, 0) != 5) return 1;
    int count = recv(s, text, sizeof text - 1, 0);
    if (count <= 0) return 2;
    text[count] = 0;
    printf("%s %d\n", text, (int)strlen(text));
    u_long on = 1;
    ioctlsocket(s, FIONBIO, &on);
    count = recv(s, text, sizeof text - 1, 0);
    if (count == SOCKET_ERROR) {
        int error = WSAGetLastError();
        printf("%d\n", error);
    }
    closesocket(s);
    closesocket(c);
    WSACleanup();
}
