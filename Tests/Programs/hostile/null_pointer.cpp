// says: null_pointer.cpp:7
#include <winsock2.h>
struct Session { int number; };
static int number(Session* session) {
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
    return session->number;
}
int main() { return number(nullptr); }
