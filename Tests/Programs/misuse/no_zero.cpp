// warns: textWithoutZero 12
// Received bytes are printed as a text that has no end.
#include "pair.h"

int main() {
    SOCKET c, s;
    connected(27512, c, s);
    char text[16];
    memset(text, '#', sizeof text - 1), text[15] = 0;
    send(c, "hello", 5, 0);
    if (recv(s, text, sizeof text, 0) <= 0) return 1;
    printf("%s\n", text);
    closesocket(s);
    closesocket(c);
    WSACleanup();
}
