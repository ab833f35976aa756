// says: stopped here
#include <winsock2.h>
int main() {
    for (;;) WSAGetLastError();
}
