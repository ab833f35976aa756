// says: forged
#include <winsock2.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <string.h>
int main() {
    struct { unsigned kind, thread, count, waits; unsigned long long pc, frame, now, deadline; char name[40]; unsigned long long args[10]; } said;
    puts("forged");
    fflush(stdout);
    for (unsigned kind = 0; kind < 24; kind++) {
        for (unsigned thread = 0; thread < 4; thread++) {
            memset(&said, 0xff, sizeof said);
            said.kind = kind;
            said.thread = thread == 3 ? 0xffffffffu : thread;
            said.count = kind % 11;
            said.waits = 0;
            strcpy(said.name, kind % 2 ? "WSARecv" : "GetQueuedCompletionStatus");
            for (int i = 3; i < 16; i++) syscall(SYS_sendto, i, &said, sizeof said, 0x40, 0, 0);
        }
    }
    WSADATA wsa;
    WSAStartup(MAKEWORD(2, 2), &wsa);
}
